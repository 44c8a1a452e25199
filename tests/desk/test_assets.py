"""What is shipped was built from what stands in `front/`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "underice" / "desk" / "static"
BUILT = json.loads((STATIC / "built.json").read_text(encoding="utf-8"))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_island_was_built_from_the_source_beside_it() -> None:
    for name, hashes in BUILT["islands"].items():
        assert _hash(ROOT / "front" / "src" / f"{name}.js") == hashes["source"], (
            f"cd front && npm ci && npm run build ({name})"
        )
        assert _hash(STATIC / f"{name}.js") == hashes["asset"], name


def test_the_lock_of_the_front_end_names_no_address() -> None:
    lock = (ROOT / "front" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert all("resolved" not in entry for entry in json.loads(lock)["packages"].values())


def test_no_script_of_ours_evaluates_text_or_keeps_anything_in_the_browser() -> None:
    for path in (ROOT / "front" / "src").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for word in ("eval(", "new Function", "localStorage", "sessionStorage", "indexedDB", "document.cookie"):
            assert word not in text, (path.name, word)


def test_the_outlines_are_countries_and_provinces_only() -> None:
    outlines = json.loads((STATIC / "outlines.json").read_text(encoding="utf-8"))
    assert {feature["properties"]["level"] for feature in outlines["features"]} == {0, 1}
    assert (STATIC / "outlines.json").stat().st_size < 120_000
