"""Every message says what happened and what to do, in both languages, and holds nothing of a draft."""

import string
from typing import get_args

import pytest

from underice.cli.errors import Problem, ProblemCode
from underice.vocabulary.language import LANGUAGES, Language

FIELDS: dict[str, str | int] = {
    "path": "draft.md",
    "value": "x",
    "reason": "no",
    "line": 3,
    "limit": 20,
    "command": "underice draft check",
    "n": 12,
    "ids": "3f2a 91aa",
    "fault": "-",
    "message": "-",
    "property": "name",
    "more": 800,
    "where": "sex",
    "audiences": "public",
    "kinds": "sex",
    "fact": "age",
    "known": "photos",
    "record": "3f2a",
    "cases": "Arrest 3f2a",
    "what": "It is a picture.",
    "port": 8765,
    "reasons": "no futures",
    "policies": "names_now",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", get_args(ProblemCode))
def test_every_problem_is_told_in_two_sentences(code: ProblemCode, lang: Language) -> None:
    said = Problem(code, **(FIELDS if lang == "en" else {**FIELDS, "what": "사진입니다.", "cases": "체포 3f2a"})).say(
        lang
    )
    assert "{" not in said
    assert said.count(".") + said.count(": ") >= 2
    if lang == "ko":
        assert any("가" <= char <= "힣" for char in said)
    else:
        assert not any("가" <= char <= "힣" for char in said.replace("2026년 2월 14일", ""))


def test_a_hostile_path_cannot_steer_the_terminal() -> None:
    said = Problem("no_such_file", path="a\x1b[31m\nb").say("en")
    assert not set(said) & {chr(code) for code in range(32)}
    assert set(string.punctuation) & set(said)
