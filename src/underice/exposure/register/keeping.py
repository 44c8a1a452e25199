"""The built register, kept in the user's cache folder: arrays as files that are looked into, not read in.

Nothing of any vault is in it: it is made from the published tables and a seed, and anybody who builds it gets the same.
A folder is written under another name and renamed when it is whole, so a half-written one is never used. Its manifest
holds the version of the form, the seed, and a sum over every file; what does not agree counts as damaged.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from underice.exposure.register.building import FORM, build
from underice.exposure.register.cells import Cells
from underice.exposure.register.table import Register

DEFAULT_SEED = 1
VERSION = 1
"""Form of the files. Raise it with every change of them; what is made from the seed has its own, building.FORM."""
FOLDER = "UNDERICE_CACHE"
"""An environment variable that names another folder for it."""

_COLUMNS = ("sex", "birth", "role", "household", "households", "county_rows", "province_of")
_INDEX = ("order", "starts")
_BLOCK = 1 << 22
_MANIFEST = "manifest.json"
_log = logging.getLogger(__name__)

Kept = tuple[Register, Cells]
Progress = Callable[[int, int], None]


def folder(seed: int, *, sample: bool = False) -> Path:
    """Where the register of a seed, or its sample, lies or would lie."""
    chosen = os.environ.get(FOLDER)
    if chosen:
        base = Path(chosen)
    else:
        from platformdirs import user_cache_path

        base = user_cache_path("underice", appauthor=False)
    return base / f"{'sample' if sample else 'register'}-{VERSION}.{FORM}-{seed}"


def kept(seed: int = DEFAULT_SEED, *, sample: bool = False, damaged: Callable[[], None] | None = None) -> Kept | None:
    """The register that was kept, or its sample, as memory-mapped arrays; None if there is none that can be used.

    damaged: called if there is one whose files do not agree with its manifest.
    """
    place = folder(seed, sample=sample)
    if not (place / _MANIFEST).is_file():
        return None
    try:
        arrays = _read(place)
    except (OSError, ValueError, KeyError, TypeError):
        _log.warning("register_damaged")
        if damaged is not None:
            damaged()
        return None
    register = Register(
        sex=arrays["sex"].astype(np.uint8, copy=False),
        birth=arrays["birth"].astype(np.uint8, copy=False),
        occupation=np.broadcast_to(np.zeros(1, dtype=np.uint8), (len(arrays["sex"]),)),
        role=arrays["role"].astype(np.uint8, copy=False),
        absent=None,
        household=arrays["household"].astype(np.int32, copy=False),
        households=arrays["households"].astype(np.int64, copy=False),
        county_rows=arrays["county_rows"].astype(np.int64, copy=False),
        province_of=arrays["province_of"].astype(np.int16, copy=False),
    )
    cells = Cells(arrays["order"].astype(np.int32, copy=False), arrays["starts"].astype(np.int64, copy=False))
    return register, cells


def made(
    seed: int = DEFAULT_SEED, *, progress: Progress | None = None, damaged: Callable[[], None] | None = None
) -> Kept:
    """The kept register, built and kept first if there is none, with its sample. progress: (steps done, steps in all).

    Raises OSError if it cannot be written.
    """
    found = kept(seed, damaged=damaged)
    if found is None:
        register = build(seed, progress)
        keep(seed, register, Cells.of(register))
        found = kept(seed)
    if kept(seed, sample=True) is None:
        small = build(seed, sample=True)
        keep(seed, small, Cells.of(small), sample=True)
    if found is None:
        raise OSError("the register could not be read back")
    return found


def keep(seed: int, register: Register, cells: Cells, *, sample: bool = False) -> None:
    """Write a register, in place of one that is there. Raises OSError; then what was there is as it was."""
    place = folder(seed, sample=sample)
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        sums = {}
        for holder, names in ((register, _COLUMNS), (cells, _INDEX)):
            for name in names:
                array: NDArray[np.generic] = np.ascontiguousarray(getattr(holder, name))
                np.save(fresh / f"{name}.npy", array, allow_pickle=False)
                sums[name] = _sum(fresh / f"{name}.npy")
        manifest = {"version": VERSION, "form": FORM, "seed": seed, "rows": len(register), "sums": sums}
        (fresh / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        if place.exists():
            shutil.rmtree(place)
        fresh.rename(place)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _read(place: Path) -> dict[str, NDArray[np.generic]]:
    """The arrays of a folder. Raises ValueError, KeyError, TypeError or OSError if one is not as it was written."""
    manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
    if (manifest["version"], manifest["form"]) != (VERSION, FORM):
        raise ValueError("another form")
    arrays = {}
    for name in (*_COLUMNS, *_INDEX):
        path = place / f"{name}.npy"
        if _sum(path) != manifest["sums"][name]:
            raise ValueError("not as written")
        arrays[name] = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)  # plain arrays are quicker
    return arrays


def _sum(path: Path) -> int:
    """A sum over a file, to find damage (not forgery): the words of every block, turned by the number of the block."""
    total = path.stat().st_size
    with path.open("rb") as file:
        for number, block in enumerate(iter(lambda: file.read(_BLOCK), b"")):
            words = np.frombuffer(block, dtype=np.uint64, count=len(block) // 8)
            rest = int.from_bytes(block[len(words) * 8 :], "little")
            total = (total + (int(words.sum(dtype=np.uint64)) + rest) * (2 * number + 1)) & ((1 << 64) - 1)
    return total
