"""Files made by real programs become text, and what they give away besides is said."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exposure.documents.making import SAMPLES, docx, package, paragraph
from underice.exposure.documents import FileNote, Refused, Source, read_document
from underice.exposure.documents.model import NoteCode, RefusedCode

BODY = "함경북도 무산군에서 온 38세 여성이 지난 8일 선양에서 체포됐다. 그의 아들(9)도"


def note(source: Source, code: NoteCode) -> FileNote | None:
    return next((one for one in source.notes if one.code == code), None)


def refused(content: bytes, name: str = "") -> RefusedCode:
    with pytest.raises(Refused) as told:
        read_document(content, name)
    return told.value.code


def read_or_refused(content: bytes, name: str) -> str:
    """The text, or the code of the refusal; anything else that is raised fails the test."""
    try:
        return read_document(content, name).text.strip()
    except Refused as told:
        return told.code


@pytest.mark.parametrize(
    ("file", "kind"), [("writer_full.docx", "docx"), ("writer_full.odt", "odt"), ("library.hwpx", "hwpx")]
)
def test_body_table_note_and_header_of_a_document_are_read(file: str, kind: str) -> None:
    read = read_document(SAMPLES / file)
    assert read.kind == kind
    for words in (
        BODY,
        "ㄱ씨\t52세\t회령시\nㄴ씨\t17세\t온성군",
        "각주에 적힌 사람은",
        "머리글: 내부 원고",
        "A woman of 52",
    ):
        assert words in read.text


@pytest.mark.parametrize("file", ["writer_full.docx", "writer_full.odt", "library.hwpx"])
def test_deleted_words_and_comments_are_said_but_not_read(file: str) -> None:
    read = read_document(SAMPLES / file)
    assert "나래울" not in read.text
    assert "소식을" not in read.text
    assert "넣을까요" not in read.text
    deleted, comments, changers = (
        note(read, "deleted_text"), note(read, "comments"), note(read, "names_in_changes")
    )  # fmt: skip
    assert deleted is not None
    assert deleted.n == 1
    assert deleted.other > 0
    assert comments is not None
    assert comments.n == 1
    assert changers is not None
    assert {name.name for name in changers.names} == {"별하나", "구름재"}


@pytest.mark.parametrize("file", ["writer_full.docx", "writer_full.odt"])
def test_names_of_the_properties_are_told_with_their_roles(file: str) -> None:
    names = note(read_document(SAMPLES / file), "names_in_properties")
    assert names is not None
    assert {(name.role, name.name) for name in names.names} == {
        ("author", "한봄내"), ("last_modified_by", "구름재"), ("company", "새벽빛 편집국")
    }  # fmt: skip


@pytest.mark.parametrize("file", ["writer_full.docx", "writer_full.odt"])
def test_hidden_words_text_boxes_and_descriptions_of_pictures_are_read(file: str) -> None:
    read = read_document(SAMPLES / file)
    assert "숨은 글 온성군" in read.text
    assert note(read, "hidden_text") is not None
    assert read.text.count("글 상자 속 문장이다.") == 1
    assert "역 앞에 선 여성의 사진" in read.text


@pytest.mark.parametrize("file", ["writer_full.docx", "writer_full.odt", "library.hwpx", "pandoc_changes.docx"])
def test_a_picture_that_says_where_it_was_taken_is_told(file: str) -> None:
    told = note(read_document(SAMPLES / file), "pictures_with_data")
    assert told is not None
    assert (told.n, told.other) == (1, 1)


def test_moved_field_and_inserted_words_of_pandoc_are_read_once() -> None:
    read = read_document(SAMPLES / "pandoc_changes.docx")
    assert "They asked for help at once." in read.text
    told = note(read, "names_in_changes")
    assert told is not None
    assert [name.name for name in told.names] == ["Reader One", "Reader Two", "Reader Three"]


def test_a_page_gives_title_description_and_cells_and_says_what_is_hidden() -> None:
    read = read_document(SAMPLES / "writer_page.html")
    assert read.kind == "html"
    assert "ㄱ씨\t52세\t회령시\nㄴ씨\t17세\t온성군" in read.text
    assert read.text.startswith("강가의 저녁 초고")
    assert "넣을까요" not in read.text
    assert note(read, "comments") is not None
    page = read_document(SAMPLES / "page.html")
    assert "무산에서 온 여성의 이야기" in page.text
    names = note(page, "names_in_properties")
    assert names is not None
    assert names.names[0].name == "한봄내"


@pytest.mark.parametrize("file", ["browser.pdf", "writer.pdf"])
def test_lines_of_a_pdf_page_become_whole_sentences_again(file: str) -> None:
    read = read_document(SAMPLES / file)
    assert read.kind == "pdf"
    assert "함경북도 무산군에서 온 38세 여성이 지난 8일 선양에서 체포됐다." in read.text
    assert (
        "문을 두드리는 소리가 나면 숨을 죽였다고 이웃이 전했다. 이웃은 그 뒤로 두 사람을 보지 못했다고 말했다.\n"
        in read.text
    )
    assert (
        "had been a teacher for many years, told us that she had not heard from her daughter since the last"
        in read.text
    )
    assert note(read, "words_in_properties") is not None


def test_progress_is_told_for_pages_and_parts() -> None:
    told: list[tuple[int, int]] = []
    for file in ("writer.pdf", "writer_full.docx", "writer_full.odt", "library.hwpx"):
        read_document(SAMPLES / file, progress=lambda done, total: told.append((done, total)))
    assert len([done for done, total in told if done == total]) == 4


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("scan.pdf", "scanned"),
        ("writer_locked.pdf", "encrypted"),
        ("writer.doc", "doc"),
        ("writer.rtf", "rtf"),
        ("photo.jpg", "binary"),
    ],
)
def test_what_is_not_read_is_told_by_its_kind(file: str, code: str) -> None:
    with pytest.raises(Refused) as told:
        read_document(SAMPLES / file)
    assert told.value.code == code
    assert told.value.n == (1 if code == "scanned" else 0)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + "HwpSummaryInformation".encode("utf-16-le"), "hwp"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (OLE, "binary"),
        (b"HWP Document File V3.00 \x1a\x01", "hwp"),
        (b'<?xml version="1.0"?><HWPML Version="2.8"></HWPML>', "hwp"),
        (b"From: a@example.org\r\nSubject: x\r\n\r\ntext", "mail"),
        (package({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
        (package({"ppt/presentation.xml": "<a/>"}), "slides"),
        (package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet"),
        (package({"a.txt": "a"}), "unknown_package"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
        (package({"mimetype": "application/hwp+zip"}), "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"%PDF-1.7 and no more", "damaged"),
        (b"", "empty"),
        (b" \n\t", "empty"),
        ("\u200b\u200e\n".encode(), "empty"),
        (docx(""), "empty"),
        (b"<html><body><script>var a</script></body></html>", "empty"),
    ],
)
def test_other_files_are_told_by_what_they_are(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_word_file_whose_main_part_has_another_name_is_read() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/main2.xml"/></Relationships>'
    )
    content = docx(paragraph("무산에서 왔다."))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = archive.read("word/document.xml")
    assert read_document(package({"_rels/.rels": rels, "word/main2.xml": main})).text == "무산에서 왔다."


@given(st.binary(max_size=300), st.sampled_from(["", "a.html", "a.md", "a.pdf", "a.docx"]))
def test_no_bytes_whatever_raise_anything_but_a_refusal(raw: bytes, name: str) -> None:
    assert read_or_refused(raw, name)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["writer_full.docx", "writer_full.odt", "library.hwpx", "writer.pdf", "writer_page.html"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30),
    st.floats(0.3, 1),
)
def test_a_damaged_file_is_read_as_far_as_it_goes_or_refused(
    file: str, changes: list[tuple[float, int]], kept: float
) -> None:
    raw = bytearray((SAMPLES / file).read_bytes())
    for place, byte in changes:
        raw[int(place * len(raw))] = byte
    for content in (bytes(raw), bytes(raw[: int(len(raw) * kept)])):
        assert read_or_refused(content, file)
