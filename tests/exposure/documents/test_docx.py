"""What hides in a DOCX file, and files that were made to take a machine down."""

import zlib

import pytest

from tests.exposure.documents.making import docx, package, paragraph
from underice.exposure.documents import Refused, Source, read_document
from underice.exposure.documents.model import NoteCode
from underice.exposure.documents.package import MOST_DEPTH

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="file:///C:\\Users\\byeol\\원고.dotx" TargetMode="External"/></Relationships>'
)


def codes(source: Source) -> set[NoteCode]:
    return {one.code for one in source.notes}


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as told:
        read_document(content)
    return told.value.code


def test_text_that_was_moved_away_stands_once_where_it_came() -> None:
    run = "<w:r><w:t>옮긴 말</w:t></w:r>"
    body = f'<w:p><w:moveFrom w:author="별하나">{run}</w:moveFrom></w:p><w:p><w:moveTo w:author="별하나">{run}</w:moveTo></w:p>'
    read = read_document(docx(body))
    assert read.text == "옮긴 말"
    assert "names_in_changes" in codes(read)


def test_field_codes_are_not_read_but_their_results_are() -> None:
    body = "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>결과</w:t></w:r></w:p>"
    assert read_document(docx(body)).text == "결과"


def test_breaks_and_hyphens_are_kept() -> None:
    body = "<w:p><w:r><w:t>가</w:t><w:br/><w:t>나</w:t><w:tab/><w:t>다</w:t><w:noBreakHyphen/><w:t>라</w:t></w:r></w:p>"
    assert read_document(docx(body)).text == "가\n나\t다-라"


def test_hidden_words_switched_off_again_are_not_told() -> None:
    body = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>보이는 말</w:t></w:r></w:p>'
    assert codes(read_document(docx(body))) == set()


def test_the_path_of_a_template_and_people_of_the_file_are_told() -> None:
    people = '<p:people xmlns:p="p"><p:person p:author="별하나"/></p:people>'
    app = "<Properties><Manager>구름재</Manager><Template>C:\\a.dotx</Template><HyperlinkBase>/x</HyperlinkBase></Properties>"
    custom = "<Properties><property><lpwstr>접수 번호 가</lpwstr></property></Properties>"
    read = read_document(
        docx(
            paragraph("글"),
            {
                "word/_rels/settings.xml.rels": RELS,
                "word/people.xml": people,
                "docProps/app.xml": app,
                "docProps/custom.xml": custom,
            },
        )
    )
    told = {one.code: one for one in read.notes}
    assert [name.role for name in told["names_in_properties"].names] == ["manager"]
    assert told["words_in_properties"].words == ("접수 번호 가",)
    assert set(told["path_in_properties"].words) == {"C:\\Users\\byeol\\원고.dotx", "C:\\a.dotx", "/x"}
    assert [name.name for name in told["names_in_changes"].names] == ["별하나"]


def test_the_usual_template_is_no_news() -> None:
    assert (
        codes(read_document(docx(paragraph("글"), {"docProps/app.xml": "<P><Template>Normal.dotm</Template></P>"})))
        == set()
    )


def test_a_long_property_is_cut() -> None:
    core = f"<core><title>{'가' * 500}</title></core>"
    (told,) = read_document(docx(paragraph("글"), {"docProps/core.xml": core})).notes
    assert len(told.words[0]) == 121


def test_embedded_files_macros_and_thumbnails_are_told() -> None:
    others = {"word/embeddings/a.xlsx": b"x", "word/vbaProject.bin": b"x", "docProps/thumbnail.jpeg": b"x"}
    assert codes(read_document(docx(paragraph("글"), others))) == {"embedded_files", "macros", "thumbnail"}


def test_a_part_that_breaks_off_is_read_as_far_as_it_goes_and_told() -> None:
    content = package({"word/document.xml": "<document><body><p><r><t>앞말</t></r></p><p><r>"})
    read = read_document(content)
    assert read.text == "앞말"
    assert codes(read) == {"part_unread"}
    assert refused(package({"word/document.xml": "<document><body>"})) == "damaged"


def test_broken_small_parts_do_not_hide_the_text() -> None:
    others = {"word/people.xml": "<a", "docProps/core.xml": "<a", "word/_rels/document.xml.rels": "<a"}
    assert read_document(docx(paragraph("글"), others)).text == "글"


def test_entity_bombs_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
    assert refused(package({"word/document.xml": bomb})) == "hostile"


def test_zip_bombs_are_refused_before_they_are_unpacked() -> None:
    assert refused(docx(paragraph("가" * 12_000_000))) == "hostile"


def test_elements_without_end_are_refused() -> None:
    assert refused(docx("<w:p>" * (MOST_DEPTH + 1) + "</w:p>" * (MOST_DEPTH + 1))) == "hostile"


def test_too_many_parts_are_refused() -> None:
    assert refused(package({f"{number}": b"" for number in range(20_001)})) == "hostile"


def test_a_part_with_a_password_is_told_as_encrypted() -> None:
    content = bytearray(docx(paragraph("글")))
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    content[6] |= 1
    assert refused(bytes(content)) == "encrypted"


def test_a_picture_that_cannot_be_unpacked_costs_nothing() -> None:
    content = docx(paragraph("글"), {"word/media/image1.jpeg": b"\xff\xd8" + zlib.compress(bytes(9))})
    read = read_document(content.replace(b"\xff\xd8", b"\xff\xd9"))
    assert codes(read) == {"pictures"}
