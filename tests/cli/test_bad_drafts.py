"""Drafts that are off in some way: a clear message in both languages, the rest still checked, no false exit code."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.desk import Desk, lines
from tests.exposure.documents.making import SAMPLES
from underice.cli.app import build
from underice.exposure.reader import reading
from underice.vocabulary.language import LANGUAGES, Language

EXPOSED = "A woman of 38 from Musan spoke to us on 8 February 2026."
NAMED = "함경북도 무산군에서 온 38세 여성 최금순 씨가 지난 8일 선양에서 체포됐다."
QUIET = "The ministry said that it was looking into the matter."


class Told(NamedTuple):
    code: int
    out: str
    err: str


class Checking(NamedTuple):
    folder: Path
    capsys: pytest.CaptureFixture[str]
    lang: Language

    def __call__(self, text: str | Path, *more: str, command: str = "check") -> Told:
        path = text
        if isinstance(text, str):
            path = self.folder / "draft.txt"
            path.write_text(text, encoding="utf-8")
        date = () if "--date" in more else ("--date", "2026-02-14")
        code = build(self.lang).run(["draft", command, str(path), *date, *more])
        return Told(code, *self.capsys.readouterr())


@pytest.fixture(params=LANGUAGES)
def check(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checking:
    return Checking(tmp_path, capsys, request.param)


def hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("scan.pdf", ("pictures, such as scans", "스캔")),
        ("writer_locked.pdf", ("locked with a password", "비밀번호")),
        ("writer.doc", ("Save it as DOCX", "DOCX나 텍스트로")),
        ("writer.rtf", ("Save it as DOCX", "DOCX나 텍스트로")),
        ("photo.jpg", ("is no text", "글이 아닙니다")),
    ],
)
@pytest.mark.parametrize("command", ["check", "read", "soften"])
def test_a_file_without_readable_text_gives_code_2_and_says_what_to_do(
    check: Checking, file: str, said: tuple[str, str], command: str
) -> None:
    told = check(SAMPLES / file, command=command)
    assert told.code == 2
    assert said[check.lang == "ko"] in told.err
    assert told.out == ""


def test_an_empty_file_gives_code_2(check: Checking) -> None:
    told = check(" \n")
    assert told.code == 2
    assert hangul(told.err) == (check.lang == "ko")


@pytest.mark.parametrize("file", ["writer_full.docx", "writer_full.odt", "library.hwpx", "writer.pdf", "page.html"])
def test_a_document_is_checked_and_what_it_gives_away_is_said(check: Checking, file: str) -> None:
    told = check(SAMPLES / file)
    assert told.code == 1
    assert ("Names in the file's properties" in told.err) == (check.lang == "en")
    assert ("파일 속성에 있는 이름" in told.err) == (check.lang == "ko")
    assert "무산군" in told.out


def test_what_a_file_gives_away_stands_on_the_page_and_in_json(check: Checking, tmp_path: Path) -> None:
    told = check(SAMPLES / "writer_full.docx", "--json", "--html", str(tmp_path / "out.html"))
    found = {one["code"]: one for line in told.out.splitlines() if (one := json.loads(line))["kind"] == "file"}
    assert found["names_in_properties"]["names"][0] == {"role": "author", "name": "한봄내"}
    assert found["deleted_text"]["n"] == 1
    assert "한봄내" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_every_note_on_a_file_has_its_sentence() -> None:
    lang: Language = "ko"
    from typing import get_args

    from underice.exposure.documents.model import FileNote, Name, NoteCode
    from underice.exposure.report.file_notes import file_sentence

    for code in get_args(NoteCode):
        note = FileNote(code, 2, (Name("author", "별하나"), Name("other", "구름재")), ("말\u202e",), 1)
        assert hangul(file_sentence(note, lang)), code
        assert not hangul(file_sentence(note, "en").replace("별하나", "").replace("구름재", "").replace("말", ""))
        assert "\u202e" not in file_sentence(note, lang)
        assert file_sentence(FileNote(code, 1, words=("a",)), "en")


def test_marks_that_turn_the_direction_do_not_hide_a_name(check: Checking) -> None:
    told = check(NAMED.replace("최금순", "최\u200f금\u202e순"))
    assert told.code == 1
    assert ("identified by name" in told.out) or ("이름" in told.out)
    assert ("turn the writing direction" in told.err) == (check.lang == "en")
    assert "\u202e" not in told.out + told.err


def test_mixed_scripts_are_read_and_letters_that_look_alike_are_said(check: Checking) -> None:
    told = check(f"{NAMED} 她说她想回家。 She met Кim there. Москва ждёт.")
    assert told.code == 1
    assert "Кim" in told.err


def test_a_day_of_publication_before_1900_is_refused(check: Checking) -> None:
    told = check(EXPOSED, "--date", "1899-12-31")
    assert told.code == 2
    assert "1899" in told.err


def test_a_day_before_1900_in_the_text_is_read_over(check: Checking) -> None:
    assert check(f"{EXPOSED} The house was built on 3 May 1861.").code == 1
    assert check("The house was built on 3 May 1861.").code == 0


@pytest.mark.parametrize(
    "text", ["고성 출신 38세 여성이 체포됐다.", "A woman of 38 from Kosong, now in Kangwon, was arrested."]
)
def test_a_place_that_exists_twice_is_asked_about_and_counted(check: Checking, text: str) -> None:
    told = check(text, "--full", "--k", "100000")
    assert told.code == 1
    assert ("which one is meant", "어느 곳인지")[check.lang == "ko"] in " ".join(told.out.split())


@pytest.mark.parametrize(
    "text",
    [
        "무산에서 온 180세 여성이 체포됐다. 회령에서 온 38세 남성도 체포됐다.",
        "A woman aged 180 from Musan and a man of 38 from Hoeryong spoke.",
    ],
)
def test_an_age_of_180_is_told_and_the_others_are_checked(check: Checking, text: str) -> None:
    told = check(text, "--json", "--k", "100000")
    found = [json.loads(line) for line in told.out.splitlines()]
    assert told.code == 1
    assert [one["code"] for one in found if one["kind"] == "notice"] == ["age_impossible"]
    assert len([one for one in found if one["kind"] == "person"]) == 2
    assert "180" in check(text, "--full", "--k", "100000").out


@pytest.mark.parametrize(
    "text", ["김순희 씨(38)는 1950년 3월 2일 무산에서 태어났다.", "Kim Sun Hui, 38, was born on 2 March 1950 in Musan."]
)
def test_contradictory_ages_are_told(check: Checking, text: str) -> None:
    told = check(text, "--full")
    assert told.code == 1
    assert ("contradicts an age told earlier", "앞에 나온 나이와 어긋납니다")[check.lang == "ko"] in " ".join(
        told.out.split()
    )


def test_a_locked_vault_is_said_and_the_draft_is_checked_without_it(check: Checking, desk: Desk) -> None:
    with lines("not the passphrase") as reading_end:
        told = check(NAMED, "--vault", str(desk.folder), "--passphrase-fd", str(reading_end))
    assert told.code == 1
    assert "무산" in told.out
    assert told.err


def test_a_long_text_is_read_to_its_end_in_windows(check: Checking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WINDOW", 400)
    told = check("\n\n".join([QUIET] * 60 + [EXPOSED]), "--k", "100000")
    assert told.code == 1
    assert "Musan" in told.out
