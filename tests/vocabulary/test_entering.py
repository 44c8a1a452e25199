"""What a documenter types becomes a value that can be kept, and the words typed stay with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary.entering import BadEntry, Entry, date_said, enter, script_of
from underice.vocabulary.kinds import Property, kinds, property_of
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import validate


def _of(kind: str, name: str) -> Property:
    found = property_of(kind, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1974", "1974"),
        ("1974-05~", "1974-05~"),
        ("1974/..", "1974/.."),
        ("74년생", "1974"),
        ("1974년 5월", "1974-05"),
        ("주체63년", "1974"),
        ("1949년경", "1949~"),
        ("about 1949", "1949~"),
        ("May 1974", "1974-05"),
        ("8 February 2026", "2026-02-08"),
        ("2026. 2. 8.", "2026-02-08"),
        ("96년 봄", "1996-21"),
        ("2월 30일", None),
        ("long ago", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, edtf: str | None) -> None:
    assert date_said(typed) == edtf


@pytest.mark.parametrize(
    ("kind", "name", "typed", "entry"),
    [
        ("person", "birth", "1974", Entry("1974")),
        ("person", "birth", "74년생", Entry("74년생", "1974")),
        ("person", "origin", "무산", Entry("무산", "KP0218", "ko", "Hang")),
        ("person", "origin", "Musan", Entry("Musan", "KP0218", None, "Latn")),
        ("person", "origin", "KP0218", Entry("KP0218")),
        ("person", "nationality", "북한", Entry("북한", "KP", "ko", "Hang")),
        ("person", "sex", "여성", Entry("f")),
        ("person", "sex", "F", Entry("f")),
        ("person", "sex", "여", Entry("f")),
        ("person", "name", "金英姬", Entry("金英姬", None, None, "Hani")),
        ("person", "name", " 김영희 ", Entry("김영희", None, "ko", "Hang")),
        ("person", "remark", "둘째 딸", Entry("둘째 딸", None, "ko", "Hang")),
        ("person", "language", "zh", Entry("zh")),
        ("kin", "left_behind", "예", Entry("true")),
        ("kin", "left_behind", "No", Entry("false")),
        ("group", "size", "1,200명", Entry("1200")),
    ],
)
def test_words_become_values_and_stay_beside_them(kind: str, name: str, typed: str, entry: Entry) -> None:
    assert enter(_of(kind, name), typed) == entry


def test_a_name_of_several_places_keeps_them_all() -> None:
    found = enter(_of("person", "origin"), "고성")
    assert found.norm is not None
    assert len(found.norm.split("|")) > 1
    assert found.norm.startswith("KP0406")


def test_an_age_becomes_the_days_on_which_the_person_may_have_been_born() -> None:
    age = _of("person", "age")
    assert enter(age, "38세", said="2026-02-08") == Entry("38세", "1987-02-09/1988-02-08")
    assert enter(age, "38", said="2026-02-08").norm == "1987-02-09/1989-12-31"
    assert enter(age, "38") == Entry("38")


def test_another_record_is_found_by_what_resolves_it() -> None:
    someone = new_id()
    relative = _of("kin", "relative")
    assert enter(relative, "short", resolve=lambda _: someone) == Entry(someone.hex())
    assert enter(relative, someone.hex()) == Entry(someone.hex())


@pytest.mark.parametrize(
    ("kind", "name", "typed", "code"),
    [
        ("person", "name", "  ", "empty"),
        ("person", "birth", "long ago", "bad-date"),
        ("person", "age", "old", "bad-age"),
        ("person", "origin", "Atlantis", "unknown-place"),
        ("person", "sex", "woman of 40", "unknown-choice"),
        ("kin", "left_behind", "perhaps", "bad-flag"),
        ("kin", "relative", "her mother", "bad-reference"),
    ],
)
def test_words_that_cannot_be_a_value_are_refused_and_not_repeated(kind: str, name: str, typed: str, code: str) -> None:
    with pytest.raises(BadEntry) as refused:
        enter(_of(kind, name), typed)
    assert refused.value.code == code
    assert not typed.strip() or typed not in str(refused.value)


def test_the_script_of_a_text_is_that_of_most_letters() -> None:
    assert [script_of(text) for text in ("김영희 Kim", "金英姬", "Ким", "キム", "123")] == [
        "Hang", "Hani", "Cyrl", "Jpan", None,
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [",", "명", ",,세대"])
def test_a_number_without_a_figure_is_empty(typed: str) -> None:
    with pytest.raises(BadEntry):
        enter(_of("group", "size"), typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_refused_or_keeps_to_the_vocabulary(typed: str) -> None:
    for kind in kinds().values():
        for prop in kind.properties.values():
            try:
                found = enter(prop, typed, said="2026-02-08")
            except BadEntry:
                continue
            said = Statement(
                new_id(), kind.name, prop.name, found.value, new_id(), found.lang, found.script, found.norm
            )
            codes = {fault.code for fault in validate(said)}
            assert codes <= {"bad-number", "bad-language", "bad-url", "control-character"}
