"""Signs that nobody sees are taken out of a draft and said."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.documents import read_document
from underice.exposure.documents.clean import cleaned
from underice.exposure.documents.model import Source


@pytest.mark.parametrize(
    "mark", ["\u200e", "\u200f", "\u202e", "\u2067", "\u061c", "\u200b", "\u00ad", "\ufeff", "\U000e0041"]
)
def test_a_name_with_an_unseen_mark_in_it_is_whole_again(mark: str) -> None:
    read = read_document(f"첫 줄\n최금{mark}순 씨가 왔다.".encode())
    assert read.text == "첫 줄\n최금순 씨가 왔다."
    (told,) = read.notes
    assert (told.code, told.n, told.other) == ("marks_removed", 1, 2)


def test_hangul_stored_letter_by_letter_is_put_together() -> None:
    read = read_document(unicodedata.normalize("NFD", "무산에서 왔다").encode())
    assert read.text == "무산에서 왔다"
    assert [one.code for one in read.notes] == ["composed"]


def test_a_few_zero_bytes_are_taken_out_and_said() -> None:
    read = read_document("무산에서 온 여성이 \0말했다. ".encode() + "이웃은 듣지 못했다고 전했다. ".encode() * 5)
    assert "\0" not in read.text
    assert read.notes[0].code == "nul_removed"
    assert cleaned(Source("가\0\0나", "text")).text == "가나"


def test_words_of_two_scripts_that_look_alike_are_told() -> None:
    (told,) = read_document("She met Кim and Pаrk, and Иван.".encode()).notes
    assert told.code == "mixed_letters"
    assert told.words == ("Кim", "Pаrk")


def test_a_text_with_offsets_of_its_own_is_left_as_it_is() -> None:
    assert read_document("가\u200e나".encode(), as_is=True).text == "가\u200e나"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn", "Co", "Mn"]), max_size=80))
def test_signs_that_can_be_seen_stay_as_they_are(text: str) -> None:
    told = cleaned(Source(text, "text"))
    assert unicodedata.normalize("NFC", told.text) == unicodedata.normalize("NFC", text)
