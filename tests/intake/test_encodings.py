import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.table_samples import CHINESE, KOREAN, table
from underice.intake.encodings import CODECS, UNDECODED, choose, decode, known, plausibility

DATA = Path(__file__).resolve().parents[2] / "src" / "underice" / "vocabulary" / "data"


def _column(name: str, column: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [one for row in csv.DictReader(file) for one in row[column].split("|") if one]


def _fits(texts: list[str], codec: str) -> list[str]:
    found = []
    for text in texts:
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            continue
        found.append(text)
    return found


def _lists(count: int, rows: int, codec: str, korean: bool) -> list[str]:
    draw = random.Random(f"{codec} {rows}")
    lines = (DATA / "given_syllables.txt").read_text(encoding="utf-8").splitlines()
    syllables = [one for line in lines if not line.startswith("#") for one in line.split()]
    surnames = _fits(_column("surnames.csv", "hangul" if korean else "hanja"), codec)
    given = _fits(syllables if korean else list("英哲洙姬玉學俊明淑成日國香美京善花男浩光福順錦鎬煥燮"), codec)
    places = _fits(_column("gazetteer.csv", "hangul" if korean else "hanja"), codec)
    sexes, years = ("남여", "세") if korean else ("男女", _fits(["岁", "歲"], codec)[0])
    return [
        "\r\n".join(
            f"{number},{draw.choice(surnames)}{draw.choice(given)}{draw.choice(given)},{draw.choice(sexes)},"
            f"{draw.randint(1, 80)}{years},{draw.choice(places)}"
            for number in range(1, rows + 1)
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("rows", [1, 7])
@pytest.mark.parametrize(
    ("encoding", "codec", "korean"),
    [
        ("utf-8", "utf-8", True),
        ("utf-16-le", "utf-16-le", True),
        ("utf-16-be", "utf-16-be", True),
        ("cp949", "euc_kr", True),
        ("gb18030", "gb2312", False),
        ("big5", "big5", False),
        ("utf-16-le", "gb2312", False),
    ],
)
def test_of_two_hundred_short_lists_without_a_mark_all_are_read_in_the_encoding_they_were_written_in(
    rows: int, encoding: str, codec: str, korean: bool
) -> None:
    lists = _lists(200, rows, codec, korean)
    right = sum(decode(text.encode(CODECS[encoding])).text == text for text in lists)
    assert right == 200


@pytest.mark.parametrize(
    ("codec", "encoding"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
def test_a_mark_at_the_start_settles_the_encoding(codec: str, encoding: str) -> None:
    text = table(KOREAN)
    found = decode(text.encode(codec))
    assert (found.text, found.choice.encoding, found.choice.guessed) == (text, encoding, False)


def test_plain_ascii_leaves_nothing_to_guess() -> None:
    choice = choose(b"Name,Age\nKim,38\n")
    assert (choice.encoding, choice.guessed, choice.alternatives) == ("utf-8", False, ())


def test_many_sequences_of_utf8_are_no_guess_and_one_is() -> None:
    assert not choose(table(KOREAN).encode()).guessed
    assert choose("Name,여\n".encode()).guessed


def test_a_guess_says_what_else_would_fit() -> None:
    choice = choose(table(KOREAN).encode("cp949"))
    assert choice.guessed
    assert choice.encoding not in choice.alternatives


@pytest.mark.parametrize(
    ("text", "written", "chosen"),
    [
        (table(KOREAN), "utf-8", "cp949"),
        (table(KOREAN), "cp949", "gb18030"),
        (table(KOREAN), "cp949", "utf-8"),
        (table(CHINESE), "gb18030", "windows-1252"),
        (table(KOREAN), "utf-16", "cp949"),
        ("Name,Age\r\nKim,38\r\n", "utf-16-le", "utf-8"),
    ],
)
def test_an_encoding_chosen_wrongly_is_said_and_not_believed(text: str, written: str, chosen: str) -> None:
    choice = choose(text.encode(written), encoding=chosen)
    assert not choice.trusted
    assert [fault.code for fault in choice.faults] == ["wrong-encoding"]
    assert choice.faults[0].fields["encoding"] == chosen
    assert choice.faults[0].fields["better"] != chosen


@pytest.mark.parametrize("name", ["EUC-KR", "cp949", "ks_c_5601-1987", "UHC"])
def test_a_right_choice_is_taken_under_any_of_its_names(name: str) -> None:
    text = table(KOREAN)
    found = decode(text.encode("cp949"), encoding=name)
    assert (found.text, found.choice.trusted, found.choice.faults, found.choice.guessed) == (text, True, (), False)


def test_a_choice_that_cannot_be_told_from_others_is_taken() -> None:
    assert choose(b"Name,Age\n", encoding="gb18030").trusted
    assert choose("Name,é\n".encode("cp1252"), encoding="latin-1").encoding == "windows-1252"


def test_the_mark_is_skipped_when_the_user_chooses_the_encoding_it_names() -> None:
    assert decode("이름".encode("utf-8-sig"), encoding="utf8").text == "이름"


def test_an_encoding_nobody_knows_is_said_and_the_file_read_all_the_same() -> None:
    found = decode(table(KOREAN).encode("cp949"), encoding="klingon")
    assert found.choice.encoding == "cp949"
    assert [fault.code for fault in found.choice.faults] == ["unknown-encoding"]


def test_two_lists_in_two_encodings_in_one_file_are_both_read_and_it_is_said() -> None:
    text = table(KOREAN)
    found = decode(text.encode("cp949") + text.encode())
    assert found.text == text * 2
    assert [fault.code for fault in found.choice.faults] == ["mixed-encoding"]


def test_a_byte_that_no_encoding_knows_stays_as_its_digits() -> None:
    found = decode(table(KOREAN).encode() + b"8,\xff\xff\xfe\n")
    assert f"{UNDECODED}[ff]" in found.text


def test_what_is_no_text_does_not_look_like_a_list() -> None:
    assert plausibility(table(KOREAN)) > 0.5
    assert plausibility(table(CHINESE)) > 0.5
    assert plausibility("\x01\x02\x03") < -2
    assert plausibility("김金김金") < plausibility("김 金 김 金")
    assert plausibility("Kim") == 0


def test_names_of_encodings_are_known_however_they_are_spelt() -> None:
    assert known("Shift_JIS") == known("sjis") == "shift_jis"
    assert known("GB-18030") == "gb18030"
    assert known("nothing") is None


def test_the_letters_that_tell_are_looked_for_behind_much_plain_text() -> None:
    data = b"1,Kim,F\r\n" * 20_000 + table(KOREAN).encode("cp949")
    assert choose(data).encoding == "cp949"


@given(st.binary(max_size=300), st.sampled_from([None, *CODECS]))
def test_any_bytes_become_text_without_an_error(data: bytes, encoding: str | None) -> None:
    found = decode(data, encoding=encoding)
    assert found.choice.encoding in CODECS
    assert "hidden" in repr(found)
