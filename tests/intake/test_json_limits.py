"""JSON from outside, record by record."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.intake.json_limits import MOST_DEPTH, TooBig, decoded, printable, records, without

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=5), VALUES, max_size=4)


def codes(text: str) -> list[list[str]]:
    return [[fault.code for fault in one.faults] for one in records(text).records]


@given(st.lists(OBJECTS, max_size=5), st.sampled_from([None, 1]))
def test_an_array_falls_into_its_objects(objects: list[dict[str, object]], indent: int | None) -> None:
    text = json.dumps(objects, indent=indent)
    found = records(text).records
    assert [json.loads(one.text) for one in found] == objects
    assert all(one.value is not None for one in found)


@given(st.lists(OBJECTS, min_size=1, max_size=5))
def test_lines_fall_into_their_objects(objects: list[dict[str, object]]) -> None:
    found = records("\n".join(json.dumps(one) for one in objects)).records
    assert [json.loads(one.text) for one in found] == objects


@given(OBJECTS)
def test_a_record_without_what_nobody_wants_left_out_is_the_same(value: dict[str, object]) -> None:
    text = json.dumps(value)
    assert without(text, lambda key, words: False) == (text, ())


@given(OBJECTS, st.lists(st.text(max_size=5), max_size=3))
def test_members_left_out_are_gone_at_every_depth_and_the_rest_stands(
    value: dict[str, object], keys: list[str]
) -> None:
    def pruned(one: object) -> object:
        if isinstance(one, dict):
            return {key: pruned(inner) for key, inner in one.items() if key not in keys}
        return [pruned(inner) for inner in one] if isinstance(one, list) else one

    text, gone = without(json.dumps(value), lambda key, words: key in keys)
    assert json.loads(text) == pruned(value)
    assert set(gone) <= set(keys)


@given(st.text())
def test_any_text_falls_into_records_that_hold_all_of_it_but_commas_and_brackets(text: str) -> None:
    found = records(text).records
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_objects_written_one_after_another_over_lines_are_records() -> None:
    assert [one.value for one in records('{\n"a": "1"\n}\n{\n"a": "2"\n}').records] == [{"a": "1"}, {"a": "2"}]


def test_results_of_an_interface_are_the_records() -> None:
    assert [one.value for one in records('{"count": 1, "results": [{"a": "1"}], "more": {}}').records] == [{"a": "1"}]


def test_numbers_stay_as_written_however_large() -> None:
    value = records("[" + '{"a": 1.50, "b": ' + "9" * 5000 + "}]").records[0].value
    assert value == {"a": "1.50", "b": "9" * 5000}


def test_a_key_that_stands_twice_keeps_its_first_value_and_is_said() -> None:
    one = records('[{"a": "1", "a": "2"}]').records[0]
    assert (one.value, one.faults[0].code, one.faults[0].fields) == ({"a": "1"}, "key-twice", {"key": "a"})


def test_a_value_that_is_no_number_is_said_once_each() -> None:
    assert codes('[{"a": NaN, "b": NaN, "c": Infinity}]') == [["not-a-number", "not-a-number"]]


def test_what_is_no_object_is_a_record_of_its_own() -> None:
    assert codes('[1, {"a": "1"}, "x", null]') == [["not-a-record"], [], ["bad-json"]]
    assert codes('{"a": 1}\nwords\n') == [[], ["bad-json"]]


def test_a_file_that_was_cut_off_gives_all_records_but_the_last() -> None:
    found = records('[{"a": "1"}, {"a": "2')
    assert [one.value for one in found.records] == [{"a": "1"}, None]
    assert [fault.code for fault in found.faults] == ["file-cut-off"]
    assert [fault.code for fault in records('[{"a": "1"}, ').records[1].faults] == ["cut-off"]


def test_an_escape_at_the_very_end_ends_the_search() -> None:
    assert codes('[{"a": "\\') == [["cut-off"]]
    assert without('{"a": "\\', lambda key, words: key == "a") == ("{", ("a",))


def test_a_record_deeper_than_any_form_is_kept_as_words() -> None:
    deep = '{"a":' * (MOST_DEPTH + 1) + "1" + "}" * (MOST_DEPTH + 1)
    assert codes(f"[{deep}]") == [["too-deep"]]


def test_an_oversized_record_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_CHARS", 20)
    assert codes('[{"a": "12345678901234567890"}, {"a": 1}]') == [["row-too-long"], []]


def test_broken_words_longer_than_a_row_are_cut() -> None:
    one = records('[{"a": ' + "x" * 200_000 + "}]").records[0]
    assert len(one.text) == 100_000
    assert [fault.code for fault in one.faults] == ["bad-json", "row-too-long"]


def test_records_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_ROWS", 2)
    found = records('[{"a":1},{"a":2},{"a":3},{"a":4}]')
    assert dict(found.faults[0].fields) == {"limit": 2, "left": 2}


def test_half_a_letter_becomes_a_mark_that_can_be_stored() -> None:
    assert printable("a\ud800b😀") == "a\ufffdb😀"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp949"])
def test_a_text_comes_out_of_any_usual_encoding(encoding: str) -> None:
    text = '[{"이름": "김영희", "고향": "함경북도 무산군", "비고": "딸과 함께 있었다"}]'
    assert decoded(text.encode(encoding)).text == text


def test_an_encoding_may_be_chosen_and_a_wrong_one_is_said() -> None:
    data = '{"이름": "김영희", "비고": "함경북도 무산에서 딸과 함께 왔다"}'.encode("cp949")
    assert decoded(data, "euc-kr").text.startswith('{"이름"')
    assert [fault.code for fault in decoded(data, "big5").faults] == ["wrong-encoding"]


def test_a_file_over_the_limit_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.json_limits.MOST_BYTES", 3)
    with pytest.raises(TooBig):
        decoded(b"[{}]")
