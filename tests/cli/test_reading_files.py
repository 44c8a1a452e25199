"""Files of every kind become a draft or one clear message."""

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.cli.errors import Problem
from underice.cli.reading_files import LIMIT_MB, decode, read_draft

KOREAN = "지난 8일 체포된 사람들은 이름을 밝히지 않았다. 그들은 고향에 남은 가족을 걱정한다고 했다.\n"
CHINESE = "他们在沈阳的一个地方住了一个月,不敢出门。这是我们知道的。\n"
ENGLISH = "They said nothing of the “others” – only that two were children.\n"


def code(path: Path | str) -> str:
    with pytest.raises(Problem) as problem:
        read_draft(str(path))
    return problem.value.code


def written(folder: Path, content: bytes) -> Path:
    path = folder / "draft.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("codec", "text", "guessed"),
    [
        ("utf-8", KOREAN, None),
        ("utf-8-sig", KOREAN, None),
        ("utf-16", KOREAN, None),
        ("utf-32", KOREAN, None),
        ("cp949", KOREAN, "CP949 (EUC-KR)"),
        ("gb18030", CHINESE, "GB 18030"),
        ("cp1252", ENGLISH, "Windows-1252"),
        ("utf-16-le", KOREAN, "UTF-16"),
        ("utf-16-be", ENGLISH, "UTF-16"),
    ],
)
def test_the_encoding_is_found_and_a_guess_is_told(codec: str, text: str, guessed: str | None) -> None:
    assert decode(text.encode(codec)) == (text, guessed)


def test_line_ends_stay_as_they_are_so_that_offsets_stay_true(tmp_path: Path) -> None:
    assert read_draft(str(written(tmp_path, b"one\r\ntwo\rthree"))).text == "one\r\ntwo\rthree"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
    ],
)
def test_a_binary_file_is_told_as_such(content: bytes, tmp_path: Path) -> None:
    assert code(written(tmp_path, content)) == "binary"


@pytest.mark.parametrize("content", [b"%PDF-1.7\x00\xff\xfe\x00", b"PK\x03\x04\x14\x00\x06\x00"])
def test_a_document_that_breaks_off_is_told_as_damaged(content: bytes, tmp_path: Path) -> None:
    assert code(written(tmp_path, content)) == "damaged"


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_as_such(content: bytes, tmp_path: Path) -> None:
    assert code(written(tmp_path, content)) == "empty"


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    assert code(tmp_path / "none.txt") == "no_such_file"
    assert code("a\0b") == "no_such_file"
    assert code("x" * 5000) == "no_such_file"


def test_a_folder_is_told_as_such(tmp_path: Path) -> None:
    assert code(tmp_path) == "directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_one_may_not_read_is_told_as_such(tmp_path: Path) -> None:
    path = written(tmp_path, b"text")
    path.chmod(0)
    assert code(path) == "not_allowed"


def test_a_refusal_of_the_system_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"text")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert code(path) == "not_allowed"
    monkeypatch.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(OSError(5, "no")))
    assert code(path) == "unreadable"


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    assert code(written(tmp_path, b"a" * (LIMIT_MB * 1_000_000 + 1))) == "too_large"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("무산".encode())))
    draft = read_draft("-")
    assert (draft.text, draft.name, draft.path) == ("무산", "-", None)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything(raw: bytes) -> None:
    text, _ = decode(raw)
    assert text is None or "\0" not in text


@given(st.text(alphabet=st.characters(min_codepoint=0x20, codec="utf-8"), max_size=100))
def test_whatever_is_written_in_utf_8_is_read_word_for_word(text: str) -> None:
    assert decode(text.encode()) in ((text.removeprefix("\ufeff"), None), (None, None))
