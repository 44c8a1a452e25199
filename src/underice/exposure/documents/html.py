"""HTML: the words a page shows, and those it holds without showing them."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from underice.exposure.documents.decoding import decode
from underice.exposure.documents.flow import Flow
from underice.exposure.documents.model import Findings, Refused

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody tfoot "
    "thead title tr ul".split()
)
_DROPPED = frozenset({"script", "style"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DESCRIPTIONS = frozenset({"description", "og:title", "og:description", "twitter:title", "twitter:description"})
_AUTHORS = frozenset({"author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GENERATOR = "generator"


def read_html(raw: bytes, findings: Findings) -> tuple[str, str | None]:
    """The text of a page, and its encoding if that had to be guessed.

    Title, descriptions and words for pictures are text: search engines and screen readers show them. Hidden elements,
    comments and scripts are counted. Raises Refused ("binary") if the bytes are no text.
    """
    text, guessed = _decoded(raw)
    if text is None:
        raise Refused("binary")
    page = _Page(findings)
    page.feed(_tamed(text, findings))
    page.close()
    return page.flow.text(), guessed


def _tamed(text: str, findings: Findings) -> str:
    """The page without comments and with every tag closed: what is left open makes the parser look again and again."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        words = text[start + 4 : end].strip()
        findings.count("comments", int(bool(words) and not words.startswith(("[if", "[endif", "<!["))))
        pieces.append(text[at:start])
        at = end + 3
    pieces.append(text[at:].replace("<!--", "&lt;!--"))
    whole = "".join(pieces).replace("<![", "&lt;![")
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def _decoded(raw: bytes) -> tuple[str | None, str | None]:
    """By the mark at its beginning, else by what the page says of itself, else guessed."""
    if not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        told = _CHARSET.search(raw[:_HEAD])
        if told:
            try:
                codec = codecs.lookup(told[1].decode("ascii")).name
                # Pages that say EUC-KR are written in Windows' extension of it (Encoding Standard, 4.2).
                return raw.decode("cp949" if codec in ("euc_kr", "ks_c_5601-1987") else codec), None
            except (LookupError, UnicodeError, ValueError, TypeError):
                return decode(raw)
    return decode(raw)


class _Page(HTMLParser):
    """A page on its way to text. Hidden elements are read too: whoever opens the page's source reads them."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(convert_charrefs=True)
        self.findings = findings
        self.flow = Flow()
        self.dropped: str | None = None
        self.verbatim = 0
        self.blank = True  # at the beginning of a line
        self.in_cell = self.in_row = False  # a cell is open; cells of a row were read
        self.told: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self.dropped = tag
            self.findings.count("scripts", int(tag == "script"))
        elif tag == "meta":
            self._meta(attributes)
        elif tag in ("img", "area", "input"):
            self.findings.count("pictures", int(tag == "img"))
            self._aside(attributes.get("alt", ""))
            self._aside(attributes.get("title", ""))
        elif tag in ("td", "th"):
            self._cell()
            self.in_cell = True
        elif tag == "tr":
            self._row()
        elif tag == "br" or tag in _BLOCKS:
            self._line()
            self.verbatim += tag == "pre"
            if tag == "li":
                self._add("- ")
        if tag not in _VOID and ("hidden" in attributes or _HIDING.search(attributes.get("style", ""))):
            self.findings.count("hidden_text")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = None
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "tr":
            self._row()
        elif tag in _BLOCKS:
            self._line()
            if tag == "pre" and self.verbatim:
                self.verbatim -= 1
            if tag in ("p", "title", "table", "blockquote", "ul", "ol"):
                self.flow.paragraph()

    def handle_data(self, data: str) -> None:
        if self.dropped is not None:
            return
        if self.verbatim:
            self.flow.add(data)
            self.blank = data.endswith("\n")
            return
        words = _SPACE.sub(" ", data)
        self._add(words.lstrip(" ") if self.blank else words)

    def _meta(self, attributes: dict[str, str]) -> None:
        kind = (attributes.get("name") or attributes.get("property") or "").casefold()
        content = attributes.get("content", "")
        if kind in _DESCRIPTIONS:
            self._aside(content)
        elif kind in _AUTHORS:
            self.findings.name("author", content)
        elif kind == "keywords":
            self.findings.word(self.findings.words, content)
        elif kind == _GENERATOR:
            self.findings.word(self.findings.made_with, content)

    def _aside(self, text: str) -> None:
        """Words that stand on a line of their own, once: descriptions and titles repeat each other."""
        words = _SPACE.sub(" ", text).strip()
        if words and words not in self.told:
            self.told.add(words)
            self._line()
            self._add(words)
            self._line()

    def _add(self, text: str) -> None:
        if text:
            self.flow.add(text)
            self.blank = False

    def _line(self) -> None:
        if not self.blank:
            self.flow.paragraph()
            self.blank = True

    def _cell(self) -> None:
        """A cell ends, whether the page says so or begins the next."""
        if self.in_cell:
            self.flow.cell()
            self.in_cell, self.in_row, self.blank = False, True, True

    def _row(self) -> None:
        """A row ends, likewise."""
        self._line()
        if self.in_cell or self.in_row:
            self._cell()
            self.flow.row()
            self.blank = True
        self.in_row = False
