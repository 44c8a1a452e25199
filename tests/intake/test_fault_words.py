"""Every code with which a reader marks a row or a list has its sentence."""

import ast
from pathlib import Path

import pytest

from underice.intake.fault_words import FAULTS, fault_words
from underice.intake.model import Fault
from underice.vocabulary.language import LANGUAGES, Language

INTAKE = Path(__file__).resolve().parents[2] / "src" / "underice" / "intake"


def _codes() -> set[object]:
    """The codes written out in the readers: first arguments of Fault(…) and of methods called "fault"."""
    found: set[object] = set()
    for path in INTAKE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in ("Fault", "fault"):
                chosen = [one for argument in node.args for one in _either(argument)]
                found |= {one.value for one in chosen if isinstance(one, ast.Constant) and "-" in str(one.value)}
    return found


def _either(node: ast.expr) -> list[ast.expr]:
    """An argument, or both values of one that is chosen on the spot."""
    return [*_either(node.body), *_either(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def test_every_code_of_the_readers_has_a_sentence() -> None:
    codes = _codes()
    assert len(codes) > 40
    assert sorted(map(str, codes - FAULTS.keys())) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_is_made_even_where_a_field_is_missing(lang: Language) -> None:
    for code in FAULTS:
        words = fault_words(Fault(code), lang)
        assert words.strip()
        assert "{" not in words


def test_what_a_row_holds_cannot_move_the_cursor() -> None:
    words = fault_words(Fault("unknown-reference", {"reference": "a\x1b[2J\u202eb"}), "en")
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_a_code_without_a_sentence_is_still_said() -> None:
    assert "new-code" in fault_words(Fault("new-code"), "en")
