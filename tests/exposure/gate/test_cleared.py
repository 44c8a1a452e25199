"""A cleared text comes from the gate and from nowhere else, and says exactly what was cleared."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.exposure.gate.desk import GENTLE_TEXT, Desk, gentle
from underice.exposure.gate import Cleared, NotCleared, export
from underice.exposure.gate.cleared import Content, verified

ROOT = Path(__file__).resolve().parents[3]
CONTENT = Content("words", "title", "en", "public", date(2026, 2, 14), "editor", None, 0, bytes(16))


def _forged(content: Content) -> Cleared:
    made = object.__new__(Cleared)
    object.__setattr__(made, "_content", content)
    object.__setattr__(made, "_numbers", ())
    return made


def test_the_gate_s_own_is_genuine_and_tells_what_was_cleared(desk: Desk) -> None:
    cleared = desk.cleared(gentle())
    content = verified(cleared)
    assert (cleared.text, cleared.audience) == (GENTLE_TEXT, "public")
    assert (content.signed_by, content.published, content.lang) == ("기록자", date(2026, 2, 14), "en")
    assert desk.vault.kind_of(content.record) == "clearance"
    assert [one.ref for one in cleared.numbers] == ["p1"]
    assert (cleared.numbers[0].households or 0) >= 20


@pytest.mark.parametrize(
    "make",
    [
        lambda: type.__call__(Cleared, CONTENT),
        lambda: type.__call__(Cleared),
        lambda: type("More", (Cleared,), {}),
    ],
    ids=["called", "called with nothing", "subclassed"],
)
def test_nobody_can_construct_or_extend_one(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        make()


def test_a_forged_one_is_refused_by_the_exporter_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    bare = object.__new__(Cleared)
    for forged in (_forged(CONTENT), _forged(verified(desk.cleared(gentle()))), bare):
        with pytest.raises(NotCleared):
            export(forged, target)
    assert not target.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, text="Other words."),
        lambda one: replace(one, audience="internal"),
        lambda one: replace(one, title="Other"),
        lambda one: replace(one, record=bytes(16)),
    ],
    ids=["text", "audience", "title", "record"],
)
def test_a_genuine_one_that_was_changed_is_refused(
    change: Callable[[Content], Content], desk: Desk, tmp_path: Path
) -> None:
    cleared = desk.cleared(gentle())
    altered = change(verified(cleared))  # what only deliberate force can do:
    object.__setattr__(cleared, "_content", altered)
    with pytest.raises(NotCleared):
        export(cleared, tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "use",
    [
        copy.copy,
        copy.deepcopy,
        pickle.dumps,
        lambda one: setattr(one, "_content", CONTENT),
        lambda one: delattr(one, "_content"),
    ],
    ids=["copied", "copied deeply", "pickled", "set", "deleted"],
)
def test_one_cannot_be_copied_stored_or_changed(use: Callable[[Cleared], object], desk: Desk) -> None:
    cleared = desk.cleared(gentle())
    with pytest.raises(NotCleared):
        use(cleared)
    assert verified(cleared).text == GENTLE_TEXT


def test_none_shows_its_text_when_printed(desk: Desk) -> None:
    cleared = desk.cleared(gentle())
    assert "woman" not in f"{cleared!r} {cleared} {cleared.content!r}"


def test_the_type_checker_refuses_every_other_way(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    program = tmp_path / "forger.py"
    program.write_text(
        "from pathlib import Path\n"
        "from dataclasses import replace\n"
        "from underice.exposure.gate.cleared import Cleared, Content\n"
        "from underice.exposure.gate.export import export\n"
        "def forge(content: Content, real: Cleared, path: Path) -> None:\n"
        "    Cleared(content)\n"  # 6
        "    Cleared()\n"  # 7
        "    export('words', path)\n"  # 8
        "    export(content, path)\n"  # 9
        "    real.text = 'words'\n"  # 10
        "    replace(real)\n"  # 11
        "class More(Cleared):\n"  # 12
        "    pass\n"
        "def fine(real: Cleared, path: Path) -> None:\n"
        "    export(real, path)\n",
        encoding="utf-8",
    )
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = True\nmypy_path = {ROOT / 'src'}\nfollow_imports = silent\n", encoding="utf-8")
    told, _errors, code = api.run([str(program), "--config-file", str(config), "--cache-dir", str(tmp_path / "cache")])
    assert code == 1, told
    lines = {int(line.split(":")[1]) for line in told.splitlines() if "forger.py" in line and ": error:" in line}
    assert lines == {6, 7, 8, 9, 10, 11, 12}, told
