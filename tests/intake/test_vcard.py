"""Reading vCards."""

import pytest

from tests.intake.formats_helpers import check_whole, codes, said, sample, ties, words
from underice.intake.vcard import MOST_RELATIVES, read_vcard


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def facts(*lines: str, version: str = "3.0") -> list[tuple[str, str]]:
    return said(read_vcard(card("FN:Ri Un", *lines, version=version), name=""), "1")[1:]


@pytest.mark.parametrize(
    ("name", "rows", "people"), [("book30.vcf", 2, 3), ("telephone21.vcf", 5, 5), ("cards40.vcf", 7, 5)]
)
def test_every_card_of_a_messy_file_is_a_row(name: str, rows: int, people: int) -> None:
    intake = read_vcard(sample(name), name=name)
    check_whole(intake)
    assert (len(intake.rows), len(intake.people), intake.format) == (rows, people, "vcard")


def test_a_telephone_of_2012_may_write_each_line_in_another_encoding() -> None:
    intake = read_vcard(sample("telephone21.vcf"), name="telephone21.vcf")
    assert said(intake, "1")[0] == ("name", "김영희")
    assert ("remark", "량강도 혜산시에서 옴. 아들 9살을 찾는 중; 2026년 2월 1일부터 연락이 없음") in said(intake, "1")
    assert said(intake, "2")[:2] == [("name", "박철남"), ("name", "Pak Chol Nam")]
    assert said(intake, "3") == [("name", "李美兰"), ("alias", "小兰")]


def test_a_card_inside_a_card_is_not_taken_for_its_holder() -> None:
    intake = read_vcard(sample("telephone21.vcf"), name="")
    assert "Someone Else" in intake.rows[2].text
    assert all("Someone Else" not in one.values("name") for one in intake.people)


def test_a_card_without_its_end_is_read_and_said_to_be_cut_off() -> None:
    intake = read_vcard(sample("telephone21.vcf"), name="")
    assert said(intake, "4") == [("name", "Ri Chol Ho")]
    assert codes(intake, 4) == ["cut-off", "unread-lines"]


def test_pictures_and_keys_are_left_out_and_said() -> None:
    intake = read_vcard(sample("cards40.vcf"), name="")
    assert intake.dropped == ("KEY", "PHOTO")
    assert "AAEC" not in words(intake)
    assert "AAECAwQFBgcI" not in words(read_vcard(sample("book30.vcf"), name=""))


def test_a_picture_folded_over_lines_leaves_none_of_them() -> None:
    intake = read_vcard(sample("telephone21.vcf"), name="")
    assert "(left out)" in intake.rows[0].text
    assert len(intake.rows[0].text) < 500


def test_the_address_of_a_picture_stays_in_the_row() -> None:
    intake = read_vcard(card("FN:Ri Un", "PHOTO;VALUE=uri:http://example.org/a.jpg"), name="")
    assert "http://example.org/a.jpg" in intake.rows[0].text


def test_relatives_are_found_by_their_uid_or_become_further_people() -> None:
    intake = read_vcard(sample("cards40.vcf"), name="")
    assert ties(intake) == [("1", "2", "child"), ("1", "1.1", "spouse")]
    assert said(intake, "1.1") == [("name", "한광수")]
    assert not next(one for one in intake.people if one.ref == "1.1").in_list
    assert codes(intake, 1) == ["coordinates-not-taken", "unknown-reference", "own-relative"]


def test_a_relative_may_be_named_by_a_label_beside_her() -> None:
    assert ties(read_vcard(sample("book30.vcf"), name="")) == [("1", "1.1", "father")]


@pytest.mark.parametrize(
    ("line", "relation"),
    [("X-SPOUSE:Ri", "spouse"), ("X-MOTHER:Ri", "mother"), ("X-KADDRESSBOOK-X-SpousesName:Ri", "spouse")],
)
def test_a_property_may_be_named_after_the_relative(line: str, relation: str) -> None:
    assert [relation_ for _, _, relation_ in ties(read_vcard(card("FN:Kim Un", line), name=""))] == [relation]


def test_a_friend_is_no_kin_but_a_remark() -> None:
    assert facts("RELATED;TYPE=friend;VALUE=text:Pak Un") == [("remark", "RELATED: Pak Un")]


def test_more_relatives_than_a_family_has_stay_in_the_row() -> None:
    intake = read_vcard(card("FN:Kim Un", *["X-CHILD:Ri Un"] * (MOST_RELATIVES + 5)), name="")
    assert len(intake.people) == MOST_RELATIVES + 1
    assert codes(intake, 1) == ["too-many-relatives"]


def test_the_same_uid_twice_is_said_and_the_same_card_twice_is_not_read_again() -> None:
    intake = read_vcard(sample("cards40.vcf"), name="")
    assert [row.kind for row in intake.rows] == [
        "people", "people", "remark", "repeated", "people", "not-understood", "people",
    ]  # fmt: skip
    assert codes(intake, 4) == ["repeated-row"]
    assert codes(intake, 5) == ["uid-twice"]


def test_marks_that_turn_the_writing_are_taken_out_of_names_and_kept_in_the_row() -> None:
    intake = read_vcard(sample("cards40.vcf"), name="")
    assert ("name", "오명수") in said(intake, "7")
    assert "\u202e" in intake.rows[6].text


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("BDAY:19870908", ("birth", "1987-09-08")),
        ("BDAY:1987-09-08T00:00:00Z", ("birth", "1987-09-08")),
        ("BDAY:1987-09", ("birth", "1987-09")),
        ("BDAY:1987", ("birth", "1987")),
        ("BDAY;VALUE=text:1987년 9월", ("birth", "1987년 9월")),
        ("BDAY:--0908", ("remark", "BDAY: --0908")),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-09-08", ("remark", "BDAY: -09-08")),
        ("BDAY:19", ("remark", "BDAY: 19")),
        ("GENDER:M", ("sex", "m")),
        ("GENDER:O", ("sex", "x")),
        ("X-GENDER:Female", ("sex", "f")),
        ("TEL;TYPE=\"cell,home\";VALUE=uri:tel:+82-10-0000-0000", ("phone", "+82-10-0000-0000")),
        ("EMAIL:mailto:a@example.org", ("phone", "a@example.org")),
        ("ADR:;;Street 1;Hyesan;Ryanggang;;DPRK", ("address", "DPRK Ryanggang Hyesan Street 1")),
        ("ORG:Mine;Shaft 2", ("occupation", "Mine Shaft 2")),
        ("LANG:ko", ("language", "ko")),
        ("NOTE:one\\, two\\nthree", ("remark", "one, two three")),
        ("X-ANYTHING:words", ("remark", "X-ANYTHING: words")),
        ("N:Kim;Yong Hui;;;", ("name", "Kim Yong Hui")),
        ("N:김;영희;;;", ("name", "김영희")),
    ],
)  # fmt: skip
def test_a_property_says_what_the_standards_say_it_does(line: str, fact: tuple[str, str]) -> None:
    told = facts(line)
    assert [(prop, " ".join(value.split())) for prop, value in told] == [fact]


@pytest.mark.parametrize("line", ["UID:1", "REV:2026", "GENDER:U", "N:Un;Ri;;;", "GEO:1;2", "XML:<a/>", "PHOTO:data:x"])
def test_what_says_nothing_of_her_stays_in_the_row_only(line: str) -> None:
    assert facts(line) == []


def test_a_2_1_card_keeps_its_backslashes() -> None:
    assert facts("NOTE:C:\\new\\;x", version="2.1") == [("remark", "C:\\new;x")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_a_file_in_any_usual_encoding_is_read(encoding: str) -> None:
    data = card("FN:김영희", "NOTE:함경북도 무산군에서 왔고 딸과 함께 있었다").decode().encode(encoding)
    assert said(read_vcard(data, name=""), "1")[0] == ("name", "김영희")


def test_the_encoding_may_be_chosen() -> None:
    data = card("FN:金英姬").decode().encode("gb18030")
    intake = read_vcard(data, name="", encoding="gbk")
    assert (intake.encoding, intake.encoding_guessed) == ("gb18030", False)
    assert said(intake, "1") == [("name", "金英姬")]


def test_a_file_without_cards_is_kept_and_said_to_speak_of_no_one() -> None:
    intake = read_vcard(b"\nno card\nat all\n\n", name="")
    assert [(row.kind, row.text) for row in intake.rows] == [("not-understood", "no card\nat all")]
    assert codes(intake) == ["no-people"]
    assert read_vcard(b"", name="").rows == ()


def test_a_name_longer_than_any_name_is_said_and_kept_in_the_row() -> None:
    intake = read_vcard(card("FN:" + "김" * 500), name="")
    assert "name-too-long" in codes(intake, 1)
    assert "김" * 500 in intake.rows[0].text


def test_a_card_of_a_group_is_a_remark_and_an_empty_card_is_not_understood() -> None:
    assert read_vcard(card("KIND:org", "FN:병원"), name="").rows[0].kind == "remark"
    assert read_vcard(card("UID:1"), name="").rows[0].kind == "not-understood"


def test_a_file_over_the_limit_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.vcard.MOST_BYTES", 10)
    assert codes(read_vcard(card("FN:Ri"), name="")) == ["too-large"]


def test_cards_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.intake.vcard.MOST_ROWS", 2)
    intake = read_vcard(card("FN:Ri") * 5, name="")
    assert dict(intake.faults[0].fields) == {"limit": 2, "left": 3}


def test_bytes_that_are_no_letters_are_told_in_letters() -> None:
    intake = read_vcard(card("FN:Ri", "NOTE;CHARSET=EUC-KR:x").replace(b"x", b"\xff\xfe\xff"), name="")
    assert "[ff]" in said(intake, "1")[1][1]


def test_nothing_that_is_shown_of_a_reader_shows_a_name() -> None:
    assert "영희" not in repr(read_vcard(card("FN:김영희"), name=""))
