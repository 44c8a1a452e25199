"""The check for other programs: one JSON object a line."""

import json
from datetime import date

from tests.exposure.making import MUSAN, SHENYANG, reading
from underice.exposure.check import Check, weigh
from underice.exposure.reader.model import Event, Notice, Person
from underice.exposure.report.lines import dump, lines
from underice.vocabulary.intervals import DateInterval

AGED_38 = DateInterval(date(1987, 2, 15), date(1988, 2, 14))
ARRESTED = Event("arrest", "2026-02-08", (SHENYANG,))


def checked() -> Check:
    people = [
        Person("p1", "at_risk", sex="f", birth=AGED_38, origin=(MUSAN,)),
        Person("p2", "at_risk", group=12, events=(ARRESTED,)),
        Person("p3", "helper", sex="m"),
    ]
    notice = Notice("place_ambiguous", 0, 5, {"text": "Musan", "candidates": ("KP0218", "KP0219")})
    return weigh(reading("Musan, a woman of 38.", people, [("Musan", "origin", "p1")], notices=[notice]))


def test_there_is_a_line_for_every_person_group_and_notice_and_the_summary_is_last() -> None:
    assert [line["kind"] for line in lines(checked())] == ["person", "person", "group", "notice", "summary"]


def test_every_line_survives_json() -> None:
    for line in lines(checked(), "draft.md"):
        assert json.loads(dump(line)) == line


def test_a_person_carries_the_three_numbers_and_the_words_with_offsets() -> None:
    person = next(lines(checked()))
    assert person["ref"] == "p1"
    assert person["C"] is None
    assert person["decisive"] == "B"
    told = json.loads(dump(person))
    words = {word["fact"]: word["spans"] for word in told["words"]}
    assert words["origin"] == [{"start": 0, "end": 5, "text": "Musan"}]


def test_the_summary_says_what_was_found() -> None:
    summary = list(lines(checked(), "draft.md"))[-1]
    assert (summary["name"], summary["k"], summary["people"], summary["findings"]) == ("draft.md", 20, 2, True)


def test_control_characters_are_escaped_and_hangul_is_not() -> None:
    assert dump({"text": "무산\x1b\x9b\x7f"}) == '{"text": "무산\\u001b\\u009b\\u007f"}'
