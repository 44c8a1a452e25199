"""Whole invented drafts of every style: who is in them, and what is told of whom."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.exposure.reader.korean.looking import at_risk, called, happened, read, relation
from underice.exposure.reader.model import Reading

_FILE = Path(__file__).with_name("drafts.txt")


def _drafts() -> dict[str, tuple[date, str]]:
    found = {}
    for part in re.split(r"^## ", _FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, text = part.split("\n", 1)
        identifier, day, _ = head.split()
        found[identifier] = (date.fromisoformat(day), text.rstrip("\n"))
    return found


DRAFTS = _drafts()


def draft(identifier: str) -> Reading:
    day, text = DRAFTS[identifier]
    return read(text, day)


@pytest.mark.parametrize(
    ("identifier", "names"),
    [
        ("m01", ["백옥란", "백수련", "허진성"]),
        ("m02", ["장미숙", "리진주"]),
        ("m05", ["조광림", "심은경", "마순녀"]),
        ("m09", ["우경일", "함춘희"]),
        ("m10", ["금별", "연옥"]),
        ("m13", ["태영일", "태영수", "노현미"]),
        ("m15", ["향옥"]),
        ("m16", ["류성철", "류성민", "안국진", "류인호"]),
        ("m17", ["로금실", "조복녀"]),
        ("n01", ["구혜란", "구본철"]),
        ("n02", ["방수일", "계영심", "방은정", "전금숙"]),
        ("n03", ["탁명호", "탁경아"]),
        ("n09", ["류미옥"]),
        ("n13", ["로영철", "로영희", "박○○"]),
        ("q01", ["오광철", "현금옥"]),
        ("q03", ["최룡남", "서영옥", "최은철", "최은희"]),
        ("q05", ["주은경", "주은별"]),
        ("q08", ["지연희", "지연수"]),
        ("q10", ["엄정화", "엄정민"]),
    ],
)
def test_everybody_named_and_nobody_else_has_a_name(identifier: str, names: list[str]) -> None:
    assert sorted(person.name for person in at_risk(draft(identifier)) if person.name) == sorted(names)


@pytest.mark.parametrize(
    ("identifier", "count"),
    [
        ("m01", 3),
        ("m02", 2),
        ("m05", 4),
        ("m09", 4),
        ("m13", 4),
        ("m15", 4),
        ("m16", 4),
        ("m17", 4),
        ("n01", 3),
        ("n02", 5),
        ("n03", 5),
        ("n08", 6),
        ("n10", 3),
        ("n13", 3),
        ("q01", 4),
        ("q03", 4),
        ("q10", 3),
    ],
)
def test_the_number_of_people_is_right(identifier: str, count: int) -> None:
    assert len(at_risk(draft(identifier))) == count


@pytest.mark.parametrize("identifier", ["m14", "n14", "z1", "z2", "z3"])
def test_editorials_and_reports_about_nobody_give_no_spans(identifier: str) -> None:
    assert draft(identifier).spans == ()


@pytest.mark.parametrize(
    ("identifier", "one", "what", "other"),
    [
        ("m01", "백수련", "child", "허진성"),
        ("m01", "허진성", "spouse", "백옥란"),
        ("m02", "리진주", "child", "장미숙"),
        ("m09", "함춘희", "spouse", "우경일"),
        ("m10", "연옥", "parent", "금별"),
        ("m16", "류성철", "sibling", "류성민"),
        ("m16", "류인호", "parent", "류성철"),
        ("m17", "조복녀", "other", "로금실"),
        ("n01", "구본철", "sibling", "구혜란"),
        ("n02", "방은정", "child", "계영심"),
        ("n02", "방은정", "child", "방수일"),
        ("n03", "탁경아", "child", "탁명호"),
        ("n13", "로영희", "sibling", "로영철"),
        ("q01", "현금옥", "parent", "오광철"),
        ("q03", "서영옥", "spouse", "최룡남"),
        ("q08", "지연수", "sibling", "지연희"),
        ("q10", "엄정민", "sibling", "엄정화"),
    ],
)
def test_ties_are_told(identifier: str, one: str, what: str, other: str) -> None:
    assert relation(draft(identifier), one, other) == what


@pytest.mark.parametrize(
    ("identifier", "name", "event"),
    [
        ("m01", "백옥란", ("arrest", "2013-10-27", "GN1804651")),
        ("m01", "백수련", ("arrest", "2013-10-27", "GN1804651")),
        ("m02", "리진주", ("arrest", "2019-08-11", "GN2037886")),
        ("m05", "마순녀", ("detention", None, "GN2034340")),
        ("m10", "금별", ("crossing", "2020-01", None)),
        ("m13", "태영수", ("detention", "2012-07-30", "GN1609350")),
        ("m15", "향옥", ("crossing", "2017-06", None)),
        ("m16", "안국진", ("arrest", "2024-05-02", "GN1651944")),
        ("m17", "조복녀", ("death", "2009-03", None)),
        ("n01", "구본철", ("other", "2010", None)),
        ("n02", "전금숙", ("arrest", "2016-04-22", "LA:Louang Namtha")),
        ("n03", "탁명호", ("return", "2003", "KP0601")),
        ("n09", "류미옥", ("departure", "2013-09", None)),
        ("n13", "로영철", ("return", "2023-10-09", "GN2037886")),
        ("q01", "오광철", ("return", "2014-08-20", None)),
        ("q10", "엄정화", ("crossing", "2017-01", None)),
    ],
)
def test_events_are_told_of_those_they_happened_to(
    identifier: str, name: str, event: tuple[str, str | None, str | None]
) -> None:
    assert event in happened(called(draft(identifier), name))


@pytest.mark.parametrize(
    ("identifier", "name", "origin"),
    [
        ("m01", "백옥란", "KP0106"),
        ("m02", "장미숙", "KP0621"),
        ("m05", "심은경", "KP0111"),
        ("m09", "함춘희", "KP11"),
        ("m15", None, "KP0104"),
        ("m17", "로금실", "KP0222"),
        ("n01", "구혜란", "KP0321"),
        ("n02", "방수일", "KP0109"),
        ("n03", "탁명호", "KP0912"),
        ("n09", "류미옥", "KP0307"),
        ("n13", "박○○", "KP0205"),
        ("q03", "최룡남", "KP0402"),
    ],
)
def test_origins_are_told(identifier: str, name: str | None, origin: str) -> None:
    person = called(draft(identifier), name) if name else at_risk(draft(identifier))[0]
    assert person.origin[0] == origin


@pytest.mark.parametrize(
    ("identifier", "name", "occupation"),
    [
        ("m01", "백옥란", "조산원"),
        ("m05", "조광림", "목수"),
        ("m09", "우경일", "용접공"),
        ("m10", "연옥", "취사원"),
        ("m16", "안국진", "운전수"),
        ("n01", "구혜란", "통계원"),
        ("n02", "방수일", "발파공"),
        ("n03", "탁명호", "운전수"),
        ("n13", "로영희", "교양원"),
        ("q03", "서영옥", "교원"),
    ],
)
def test_occupations_are_told(identifier: str, name: str, occupation: str) -> None:
    assert occupation in (called(draft(identifier), name).occupation or "")


def test_a_family_told_by_kin_words_alone_is_tied_together() -> None:
    reading = draft("n08")
    father, mother, *children = [person for person in at_risk(reading) if person.group == 5]
    assert len(children) == 3
    for child in children:
        assert {tie.ref for tie in child.kin_of if tie.relation == "child"} == {father.ref, mother.ref}


@pytest.mark.parametrize("identifier", sorted(DRAFTS))
def test_every_span_belongs_to_somebody_and_every_tie_is_kept_on_both_sides(identifier: str) -> None:
    reading = draft(identifier)
    for span in reading.spans:
        assert span.refs
    inverse = {"child": "parent", "parent": "child"}
    for person in reading.persons:
        for tie in person.kin_of:
            back = [t.relation for t in reading.person(tie.ref).kin_of if t.ref == person.ref]
            assert back == [inverse.get(tie.relation, tie.relation)]
