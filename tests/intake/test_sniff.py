"""Which reader a file needs."""

import io
import zipfile

import pytest

from underice.intake.sniff import HEAD, sniff


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
READ = [
    (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "people.txt", "vcard", "vcard"),
    (b"\xef\xbb\xbfBEGIN:VCARD\r\n", "", "vcard", "vcard"),
    ("begin:vcard\n".encode("utf-16"), "a.csv", "vcard", "vcard"),
    (b'[{"_uuid": "1", "a": 1}]', "x.json", "kobo", "kobo"),
    (b'{"count": 1, "results": [{"formhub/uuid": "1"}]}', "", "kobo", "kobo"),
    (b'[{"name": "1"}]', "x.json", "kobo", "json"),
    (b"[1, 2]", "x.json", "kobo", "json"),
    (b'{"id": "1", "schema": "Person", "properties": {}}\n', "x", "followthemoney", "followthemoney"),
    (b"canonical_id,entity_id,prop,schema,value\n", "x.csv", "followthemoney", "followthemoney"),
    (b"title,title__ko,sex\n", "x.csv", "uwazi", "uwazi"),
    (b'"Title";"Date added";"Template"\n', "x.txt", "uwazi", "uwazi"),
    (zipped("files/a.pdf", "import.csv"), "x.zip", "uwazi", "uwazi-zip"),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), "photo.jpg", "xlsx", "xlsx"),
    (zipped("[Content_Types].xml", "docProps/thumbnail.jpeg"), "x.xlsx", "xlsx", "xlsx"),
    ("이름,나이\n김영희,38\n".encode("cp949"), "x.csv", "csv", "csv"),
    ("이름\t나이\n김영희\t38\n".encode(), "x.txt", "csv", "csv"),
    ("이름\t나이\n김영희\t38\n".encode("utf-16-le"), "x", "csv", "csv"),
    ("a\tb\nc\td\n".encode("utf-16-be"), "x", "csv", "csv"),
    ("1. 김영희, 여, 38세\n2. 박철수\n".encode(), "", "text", "text"),
    ("[속보] 명단\n1. 김영희\n".encode(), "x.txt", "text", "text"),
]
NOT_READ = [
    (b"", "x.csv", "empty"),
    (b"\xef\xbb\xbf \r\n", "x.csv", "empty"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "list.xlsx", "photo"),
    (b"\x89PNG\r\n\x1a\n\0", "list.csv", "photo"),
    (b"\0\0\0\x18ftypheic\0\0", "x", "photo"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "x", "photo"),
    (b"RIFF\0\0\0\0AVI LIST", "x", "video"),
    (b"BM\x36\0\0\0\0\0\0\0\x01\x02\x03", "x.bmp", "photo"),
    (b"\0\0\0\x18ftypmp42\0\0", "x", "video"),
    (b"RIFF\0\0\0\0WAVEfmt ", "x", "sound"),
    (b"%PDF-1.7\n", "list.txt", "pdf"),
    (zipped("word/document.xml"), "list.xlsx", "docx"),
    (zipped("ppt/presentation.xml"), "x", "presentation"),
    (zipped("a.txt"), "list.xlsx", "zip"),
    (b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "x.ods", "opendocument"),
    (OLE, "list.xls", "old-excel"),
    (OLE + "WordDocument".encode("utf-16-le"), "list", "old-word"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "x.bin", "encrypted-office"),
    (OLE, "list.xlsx", "encrypted-office"),
    (b"SQLite format 3\0\x10", "x", "sqlite"),
    (b"underice att 1\0\0 ", "x", "vault"),
    (b"underice\x01\0\x01", "list.csv", "vault"),
    (b"age-encryption.org/v1\n", "x", "encrypted"),
    (b"\x1f\x8b\x08", "x.csv.gz", "archive"),
    (b"<!DOCTYPE html><table>", "list.xls", "html"),
    (b'<?xml version="1.0"?><html>', "x", "html"),
    (b'<?xml version="1.0"?><rows>', "x", "xml"),
    (b"{\\rtf1", "x", "rtf"),
    (b"MIME-Version: 1.0\nFrom: a@b\n\nhello", "x.txt", "email"),
    (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", "x.csv", "binary"),
    (b"a\x01\x02\x03", "x.csv", "binary"),
]


@pytest.mark.parametrize(("head", "name", "format_", "what"), READ, ids=range(len(READ)))
def test_a_list_goes_to_its_reader_whatever_its_ending_says(head: bytes, name: str, format_: str, what: str) -> None:
    found = sniff(head, name, len(head))
    assert (found.format, found.what) == (format_, what)


@pytest.mark.parametrize(("head", "name", "what"), NOT_READ, ids=range(len(NOT_READ)))
def test_what_is_no_list_is_named_and_gets_no_reader(head: bytes, name: str, what: str) -> None:
    found = sniff(head, name, len(head))
    assert (found.format, found.what) == (None, what)


def test_no_more_than_the_head_is_looked_at() -> None:
    data = b"a,b\n" * (HEAD // 4) + b"\0" * HEAD
    assert sniff(data, "x.csv", len(data)).what == "csv"


def test_a_quote_left_open_in_a_first_line_is_still_text() -> None:
    assert sniff(b'"a\rb,c', "x.csv", 6).format == "csv"
