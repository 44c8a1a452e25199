"""The page: self-contained, no script, inert whatever the draft says, structured for a screen reader."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.exposure.making import MUSAN, reading
from underice.exposure.check import weigh
from underice.exposure.reader.model import Label, Person
from underice.exposure.report.html import page, policy
from underice.exposure.report.view import view
from underice.vocabulary.language import LANGUAGES, Language

HOSTILE = "<script>alert(1)</script> \x1b]0;x\x07 \u202egnp \"quoted\" & 'so' Musan <img src=x onerror=y>"
_VOID = {"meta", "br", "img", "link", "input"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; fails on a tag closed out of turn."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(source)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def made(lang: Language, text: str = HOSTILE) -> str:
    people = [Person("p1", "at_risk", name="<b>Pak</b>", sex="f", origin=(MUSAN,)), Person("p2", "at_risk", group=3)]
    words: list[tuple[str, Label, str]] = [("Musan", "origin", "p1")] if "Musan" in text else []
    words += [("<script>", "name", "p1"), ("\x1b", "distinguishing", "p1")] if text == HOSTILE else []
    return page(view(weigh(reading(text, people, words)), lang=lang, name="<i>draft</i>.md"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_draft_is_inert(lang: Language) -> None:
    source = made(lang)
    found = Page(source)
    assert not {"script", "img", "iframe", "object", "link", "form", "b", "i"} & set(found.tags)
    assert not any(name.startswith("on") or name in ("src", "srcset", "style") for name, _ in found.attributes)
    assert "alert(1)</script>" in found.words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", source)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_loaded_from_anywhere(lang: Language) -> None:
    source = made(lang)
    assert "http:" not in source
    assert "https:" not in source
    assert "url(" not in source
    assert "@import" not in source
    assert all(value is not None and value.startswith("#") for name, value in Page(source).attributes if name == "href")


def test_the_policy_allows_this_one_style_sheet_and_nothing_else() -> None:
    assert policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy()
    assert policy() in made("en").replace("&#39;", "'")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_its_language_and_that_of_the_draft(lang: Language) -> None:
    source = made(lang)
    assert f'<html lang="{lang}">' in source
    assert '<div class="draft" lang="en">' in source


def test_the_table_has_headers_for_rows_and_columns() -> None:
    source = made("en")
    assert source.count('scope="col"') == 5
    assert source.count('scope="row"') == 2


def test_headings_descend_without_a_gap() -> None:
    levels = [int(tag[1]) for tag in Page(made("ko")).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_leads_to_a_place_on_the_page() -> None:
    found = Page(made("en"))
    places = {f"#{value}" for name, value in found.attributes if name == "id"}
    assert {value for name, value in found.attributes if name == "href"} <= places


def test_a_draft_without_people_gives_a_page_without_a_table() -> None:
    source = page(view(weigh(reading("Nothing here.", [])), lang="en"))
    assert "table" not in Page(source).tags
    assert "Nothing here." in source


def test_the_draft_stands_on_the_page_word_for_word() -> None:
    text = "One line.\n\nAnother, with Musan."
    assert text in Page(re.sub(r"<sup>.*?</sup>", "", made("en", text))).words
