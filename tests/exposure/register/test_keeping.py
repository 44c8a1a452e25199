"""The kept register: whole or not at all, damage is noticed, nothing else is in it."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from underice.exposure.register import families as families_module
from underice.exposure.register import keeping
from underice.exposure.register.building import build
from underice.exposure.register.cells import Cells
from underice.exposure.register.families import families, sample, use
from underice.exposure.register.table import Register


@pytest.fixture(scope="module")
def small() -> tuple[Register, Cells]:
    register = build(3, sample=True)
    return register, Cells.of(register)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(keeping.FOLDER, str(tmp_path))
    return tmp_path


def test_the_same_seed_gives_the_same_register_and_another_one_another(small: tuple[Register, Cells]) -> None:
    again, other = build(3, sample=True), build(4, sample=True)
    assert all(np.array_equal(getattr(small[0], name), getattr(again, name)) for name in ("sex", "birth", "household"))
    assert not np.array_equal(small[0].birth, other.birth)


def test_what_was_kept_comes_back_as_it_was(small: tuple[Register, Cells]) -> None:
    keeping.keep(3, *small)
    found = keeping.kept(3)
    assert found is not None
    for name in ("sex", "birth", "occupation", "role", "household", "households", "county_rows", "province_of"):
        assert np.array_equal(getattr(found[0], name), getattr(small[0], name)), name
    assert np.array_equal(found[1].order, small[1].order)
    assert np.array_equal(found[1].starts, small[1].starts)


def test_nothing_is_there_before_it_was_kept() -> None:
    assert keeping.kept(3) is None
    assert keeping.kept(3, sample=True) is None


@pytest.mark.parametrize("name", ["sex.npy", "order.npy", "starts.npy", "manifest.json"])
@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
def test_a_damaged_file_is_noticed(small: tuple[Register, Cells], name: str, damage: str) -> None:
    keeping.keep(3, *small)
    path = keeping.folder(3) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x55
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(content if damage == "flip" else content[: len(content) // 2])
    said: list[bool] = []
    assert keeping.kept(3, damaged=lambda: said.append(True)) is None
    assert bool(said) == (path.name != "manifest.json" or damage != "gone")


def test_a_register_of_another_form_is_not_used(small: tuple[Register, Cells]) -> None:
    keeping.keep(3, *small)
    path = keeping.folder(3) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "form": -1}))
    assert keeping.kept(3) is None


def test_a_disk_that_fills_up_leaves_what_was_there_and_nothing_half_written(
    small: tuple[Register, Cells], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.keep(3, *small)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="No space"):
        keeping.keep(3, *small)
    assert [path.name for path in cache.iterdir()] == [keeping.folder(3).name]
    assert keeping.kept(3) is not None


def test_a_damaged_register_is_built_again_and_only_then(
    small: tuple[Register, Cells], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[bool] = []

    def quickly(seed: int, progress: Callable[[int, int], None] | None = None, *, sample: bool = False) -> Register:
        built.append(sample)
        return small[0]

    monkeypatch.setattr(keeping, "build", quickly)
    keeping.made(3)
    assert built == [False, True]
    keeping.made(3)
    assert built == [False, True]
    (keeping.folder(3) / "birth.npy").write_bytes(b"")
    said: list[bool] = []
    keeping.made(3, damaged=lambda: said.append(True))
    assert built == [False, True, False]
    assert said == [True]
    monkeypatch.setattr(keeping, "kept", lambda *_, **__: None)
    with pytest.raises(OSError, match="read back"):
        keeping.made(3)


def test_the_cache_lies_where_the_platform_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keeping.FOLDER)
    assert "underice" in str(keeping.folder(1))
    assert keeping.folder(1) != keeping.folder(2)
    assert keeping.folder(1) != keeping.folder(1, sample=True)


def test_families_are_counted_on_the_kept_register_if_there_is_one(small: tuple[Register, Cells]) -> None:
    use(None)
    assert families().sampled
    keeping.keep(keeping.DEFAULT_SEED, *small)
    keeping.keep(keeping.DEFAULT_SEED, *small, sample=True)
    use(None)
    assert not families().sampled
    families_module.sample.cache_clear()
    assert len(sample().register) == len(small[0])
    families_module.sample.cache_clear()
    use(None)


def test_a_register_shows_no_row_when_it_is_printed(small: tuple[Register, Cells]) -> None:
    shown = repr(families_module.Families.of(*small, sampled=True))
    assert str(len(small[0])) in shown
    assert "array" not in shown + repr(small[1])
