import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.softening.changes import applied, as_html, marked_up, parts, replacements

words = st.lists(st.sampled_from(["눈", "강", "a", "the", " ", "\n", ",", "38세", "woman"]), max_size=20)


@given(words, words)
def test_the_replacements_turn_the_one_text_into_the_other(one: list[str], other: list[str]) -> None:
    old, new = "".join(one), "".join(other)
    if old.count("\n") != new.count("\n"):
        with pytest.raises(ValueError, match="lines"):
            replacements(old, new)
        return
    changes = replacements(old, new)
    assert applied(old, changes) == new
    assert all(old[change.start : change.end] == change.old for change in changes)


def test_changes_one_word_apart_are_one_change() -> None:
    (change,) = replacements("from Musan, North Hamgyong, and", "from the north of North Korea and")
    assert change.old == "Musan, North Hamgyong,"


def test_marks_in_plain_text_are_those_of_criticmarkup() -> None:
    old, new = "고향은 무산이고 왼손을 전다.", "고향은 북한이고 전다."
    assert marked_up(old, replacements(old, new)) == "고향은 {~~무산이고 왼손을~>북한이고~~} 전다."
    assert marked_up("a b c", replacements("a b c", "a c")) == "a {--b --}c"
    assert marked_up("a c", replacements("a c", "a b c")) == "a {++b ++}c"


def test_on_a_page_words_of_the_draft_are_escaped() -> None:
    old, new = "<b>38</b> & more", "<b>30s</b> & more"
    shown = as_html(old, replacements(old, new))
    assert "<del>38</del><ins>30s</ins>" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_an_unchanged_text_is_one_part() -> None:
    assert [part.change for part in parts("as it was", ())] == ["kept"]
