"""PDF files: properties, comments, attachments, earlier versions, locks, pages without text, pages that are too much."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, NameObject

from tests.exposure.documents.making import SAMPLES
from underice.exposure.documents import FileNote, Refused, pdf, read_document
from underice.exposure.documents.lines import paragraphs
from underice.exposure.documents.model import Findings
from underice.exposure.documents.xmp import read_xmp

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description xmlns:dc="dc" xmlns:xmp="xmp" xmp:CreatorTool="Desk 1"><dc:creator><r:Seq><r:li>%s</r:li></r:Seq></dc:creator>
<dc:title><r:Alt><r:li>Notes</r:li></r:Alt></dc:title><xmp:filePath>C:/x</xmp:filePath></r:Description></r:RDF></x:xmpmeta>"""


def made(change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "browser.pdf"))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def notes(content: bytes) -> dict[str, FileNote]:
    return {one.code: one for one in read_document(content).notes}


def test_names_in_both_kinds_of_properties_are_told() -> None:
    def change(writer: PdfWriter) -> None:
        writer.add_metadata({"/Author": "한봄내", "/Company": "새벽빛", "/Desk": "둘째 책상"})
        packet = DecodedStreamObject()
        packet.set_data(XMP % "구름재".encode())
        writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)

    told = notes(made(change))
    assert {name.name for name in told["names_in_properties"].names} == {"한봄내", "새벽빛", "구름재"}
    assert {"둘째 책상", "Notes"} <= set(told["words_in_properties"].words)
    assert told["path_in_properties"].words == ("C:/x",)
    assert "Desk 1" in told["made_with"].words


@pytest.mark.parametrize("packet", [b"<a", b"<!DOCTYPE a><a/>"])
def test_a_broken_packet_of_properties_costs_nothing(packet: bytes) -> None:
    findings = Findings()
    read_xmp(packet, findings)
    assert findings.counts == {"part_unread": 1}


def test_comments_attachments_and_blank_pages_are_told() -> None:
    def change(writer: PdfWriter) -> None:
        writer.add_annotation(0, Text(text="누구?", rect=(9, 9, 20, 20), title_bar="별하나"))
        writer.add_attachment("a.txt", b"x")
        writer.add_blank_page()

    told = notes(made(change))
    assert told["comments"].n == 1
    assert told["names_in_changes"].names[0].name == "별하나"
    assert told["embedded_files"].n == 1
    assert (told["pages_without_text"].n, told["pages_without_text"].other) == (1, 2)


def test_a_file_saved_again_keeps_what_it_was_and_that_is_told() -> None:
    held = io.BytesIO()
    writer = PdfWriter(SAMPLES / "browser.pdf", incremental=True)
    writer.add_metadata({"/Author": "한봄내"})
    writer.write(held)
    assert notes(held.getvalue())["earlier_versions"].n == 1


def test_a_lock_that_opens_without_a_password_is_no_hindrance() -> None:
    content = made(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    assert "무산군" in read_document(content).text


def test_a_picture_that_says_where_it_was_taken_is_told() -> None:
    from underice.exposure.documents.pictures import camera_data

    photo = (SAMPLES / "photo.jpg").read_bytes()

    def change(writer: PdfWriter) -> None:
        picture = DecodedStreamObject()
        picture.set_data(photo)
        picture[NameObject("/Subtype")] = NameObject("/Image")
        picture[NameObject("/Filter")] = NameObject("/DCTDecode")
        resources = writer.pages[0]["/Resources"].get_object()
        from pypdf.generic import DictionaryObject

        listed = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/XObject")] = listed

    told = notes(made(change))
    assert (told["pictures_with_data"].n, told["pictures_with_data"].other) == (1, 1)
    block = photo[photo.index(b"Exif\0\0") + 6 :]
    chunk = len(block).to_bytes(4, "big") + b"eXIf" + block
    found = camera_data(b"\x89PNG\r\n\x1a\n" + bytes(8) + bytes(4) + chunk)
    assert found is not None
    assert found.located
    assert camera_data(b"\x89PNG\r\n\x1a\n") is None
    assert camera_data(b"GIF89a") is None
    assert camera_data(b"\xff\xd8\xff\xe1\x00\x0cExif\0\0XX**") is None
    assert camera_data(b"\xff\xd8\xff\xe1\x00\x10Exif\0\0II*\0\xff\xff\0\0") is None


def test_pages_that_are_too_much_are_told_and_the_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(lambda writer: writer.append(SAMPLES / "writer.pdf"))
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    told = notes(content)
    assert (told["pages_unread"].n, told["pages_unread"].other) == (1, 2)
    monkeypatch.setattr(pdf, "MOST_CONTENT", 10)
    with pytest.raises(Refused) as refused:
        read_document(content)
    assert refused.value.code == "damaged"


def test_a_page_on_which_the_library_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    content = made(lambda writer: writer.append(SAMPLES / "writer.pdf"))
    monkeypatch.setattr(pdf, "_catalogue", fail)
    told = notes(content)
    assert told["part_unread"].n == 1


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("", ""),
        ("Korean words may be bro-\nken here and then", "Korean words may be broken here and then"),
        ("這個句子在這一行的\n最後沒有結束就換行", "這個句子在這一行的最後沒有結束就換行"),
        ("a long line that goes to the end (\nand then ends)", "a long line that goes to the end (and then ends)"),
        ("a full line of the page, ended.\nthe next line of the page", "a full line of the page, ended.\nthe next line of the page"),
        ("a full line of the page\n- an item", "a full line of the page\n- an item"),
        ("one paragraph goes\n\nand another comes", "one paragraph goes\nand another comes"),
    ],
)  # fmt: skip
def test_lines_are_joined_where_a_sentence_goes_on(page: str, text: str) -> None:
    assert paragraphs(page) == text
