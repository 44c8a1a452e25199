"""Whom no softer words lift, and why: also the author who signs."""

import pytest

from tests.exposure.making import reading
from underice.exposure.check import Check, weigh
from underice.exposure.reader.model import KinTie, Person
from underice.exposure.report.softer_words import remaining_line
from underice.exposure.softening.ladders import ladders
from underice.exposure.softening.remaining import Reason, why
from underice.exposure.softening.ways import soften
from underice.vocabulary.language import Language

TEXT = "My family waits in Musan.\n\nHan Bora\n"


def column() -> Check:
    """A column signed by name whose author tells of her family."""
    author = Person("p1", "author", name="Han Bora", kin_of=(KinTie("p2", "other"),))
    family = Person("p2", "kin", kin_of=(KinTie("p1", "other"),))
    return weigh(reading(TEXT, [author, family], [("family", "kin", "p2")]))


def test_an_author_who_signs_identifies_her_family_and_no_word_helps() -> None:
    done = soften(column(), k=20)
    assert [(one.ref, one.number, one.reason) for one in done.remaining] == [("p1", 1, "signed")]
    assert not done.reaches


@pytest.mark.parametrize(("lang", "said"), [("en", "Sign otherwise, or cut them."), ("ko", "서명")])
def test_what_to_do_about_a_signature_is_said(lang: Language, said: str) -> None:
    done = soften(column(), k=20)
    signed = next(one for one in done.remaining if one.reason == "signed")
    assert said in remaining_line(signed, done, lang)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("p1", "author", name="Han Bora"), "signed"),
        (Person("p1", "at_risk", name="Han Bora"), "named"),
        (Person("p1", "at_risk", sex="f"), "few_even_so"),
        (Person("p1", "author", name="Bora", pseudonym=True), "few_even_so"),
    ],
)
def test_why_nothing_helps_depends_on_who_is_named(person: Person, expected: Reason) -> None:
    assert why(person, ()) == expected


def test_a_name_with_words_to_take_out_is_no_reason_to_give_up() -> None:
    person = Person("p1", "at_risk", name="Han Bora", sex="f")
    found = weigh(reading("Han Bora waits.", [person], [("Han Bora", "name", "p1")]))
    assert why(person, ladders(found)) == "few_even_so"
