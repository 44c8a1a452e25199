"""What a cell or a fragment says of a name: spellings in several scripts, other names, titles, "name unknown"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from underice.intake.cells_words import either, plain, word_list
from underice.intake.relations import full_form
from underice.vocabulary.entering import script_of
from underice.vocabulary.name_likeness import NAME_POSSIBLE, hangul_score, hanja_score, is_korean_given, latin_score
from underice.vocabulary.name_tables import hangul_surnames, not_names

LONGEST = 120
"""Characters of a name; a longer one stays in the row's words and is said to be too long."""


@dataclass(frozen=True, slots=True, repr=False)
class NameSaid:
    """Names that a cell tells. names: spellings of one name, as written. aliases: other names. sex: "f" or "m" if a
    title says it (여사, Mr). rest: what of the text is no name. unknown: True if the text says that it is not known.
    """

    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sex: str | None = None
    rest: str = ""
    unknown: bool = False

    def __repr__(self) -> str:
        return f"NameSaid(names={len(self.names)}, aliases={len(self.aliases)}, values hidden)"


@dataclass(slots=True)
class _Found:
    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    sex: str | None = None
    unknown: bool = False


_BRACKETS = re.compile(r"[(\[「『〈《<]([^()\[\]「」『』〈〉《》<>]{0,200})[)\]」』〉》>]")
_SLASH = re.compile(r"\s*[/;|\t\n、=]\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_FAMILY_FIRST = re.compile(r"[^\W\d_][\w'’-]{0,20}, ?[^\W\d_][\w'’-]{0,20}(?:[ -][^\W\d_][\w'’-]{0,20}){0,2}")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_HANGUL_NAME = re.compile(r"[가-힣]{1,2} [가-힣]{1,3}(?: [가-힣])?|[가-힣]{1,6}")
_HAN_NAME = re.compile(rf"{_HAN}{{2,5}}|{_HAN} {_HAN}{{1,2}}(?: {_HAN})?")
_OTHER_NAME = re.compile(r"[^\W\d_][\w'’ʼ‘`.-]{0,30}(?: [^\W\d_][\w'’ʼ‘`.-]{0,30}){0,4}")
_TWO_SCRIPTS = re.compile(
    rf"(?P<a>[가-힣][가-힣 ]{{0,8}}[가-힣])\s*(?P<b>{_HAN}{{2,5}}|[A-Z][\w'’ -]{{2,40}})"
    rf"|(?P<c>{_HAN}{{2,5}})\s*(?P<d>[가-힣]{{2,5}}|[A-Z][\w'’ -]{{2,40}})"
    rf"|(?P<e>[A-Z][A-Za-z'’ -]{{2,40}}?)\s*(?P<f>[가-힣]{{2,5}}|{_HAN}{{2,5}})"
)


def name_said(text: str) -> NameSaid:
    """The names in a cell that holds a name, and what else stands there.

    "김영희(金英姬)" and "Kim Yong Hui / Kim Young-hee" are two spellings of one name; "일명", "a.k.a." and 又名 start
    another name; what stands in brackets and is not alike is another name; a second name that is not alike and stands
    beside the first stays in `rest` ("김영희, 박철수" are two people).
    """
    text = plain(text)
    if text.lower() in word_list("empty") or text.lower() in word_list("unnamed"):
        return NameSaid(unknown=True)
    found = _Found()
    for piece in _marked(_BRACKETS.sub(" / ", text), "name"):
        _add(found, *piece, inside=False)
    for inner in _BRACKETS.findall(text):
        for piece in _marked(inner, "inner"):
            _add(found, *piece, inside=True)
    names = tuple(dict.fromkeys(found.names))
    aliases = tuple(name for name in dict.fromkeys(found.aliases) if name not in names)
    return NameSaid(names, aliases, found.sex, " ".join(found.rest), found.unknown)


def spelling_of(name: str, other: str) -> bool:
    """True if `other` may be another spelling of `name`: in another script, or alike by the name engine."""
    if script_of(name) != script_of(other):
        return name_like(other) >= NAME_POSSIBLE
    from underice.people.similarity import score, threshold

    return score(name, other) >= threshold()


def name_like(text: str) -> float:
    """How much a string looks like the name of a person, 0 to 1: Korean names by their tables, others by their form."""
    bare = text.replace(" ", "")
    if _HANGUL_NAME.fullmatch(text):
        return max(hangul_score(bare), 0.35 if bare[:1] in hangul_surnames() and " " in text else 0.0)
    if _HAN_NAME.fullmatch(text):
        return hanja_score("".join(full_form(char) for char in bare))
    if text.isupper() and text.isascii():
        text = text.title()
    return max(latin_score(text), 0.7 if is_korean_given(text) else 0.0)


def untitled(text: str) -> tuple[str, str | None]:
    """A name without the titles around it, and the sex that they say: "김영희 여사" → ("김영희", "f")."""
    sex = None
    for _ in range(3):
        hit = _titles().match(text)
        if hit is None:
            break
        text = (hit["name"] or hit["name2"]).strip(" ,.")
        sex = word_list("title")[(hit["before"] or hit["after"]).strip().lower()] or sex
    return text, sex


@cache
def _titles() -> re.Pattern[str]:
    listed = sorted(word_list("title"), key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in listed if word.isascii())
    other = "|".join(re.escape(word) for word in listed if not word.isascii())
    return re.compile(
        rf"(?i:(?P<before>{latin})(?:\s+|(?<=\.)))(?P<name>[^\d]{{1,80}})$"
        rf"|(?P<name2>.{{1,80}}?)(?P<after>\s?(?:{other})|\s(?i:{latin}))$"
    )


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"[\s,;/]*(?i:(?P<mark>{either('also')}))(?:\s*(?:은|는|is|为|為|叫))?\s*[:：]?\s*")


def _marked(text: str, first: str) -> list[tuple[str, str]]:
    """The pieces of a text between words such as 일명 and a.k.a., with what each is: first, "name" or "alias"."""
    pieces: list[tuple[str, str]] = []
    kind, start = first, 0
    for hit in _marks().finditer(text):
        pieces.append((text[start : hit.start()], kind))
        kind, start = word_list("also")[hit["mark"].lower()], hit.end()
    pieces.append((text[start:], kind))
    return [(piece, kind) for piece, kind in pieces if piece.strip(" ,/;|")]


def _add(found: _Found, text: str, kind: str, *, inside: bool) -> None:
    if kind != "alias" and _FAMILY_FIRST.fullmatch(text.strip(" /")) and latin_score(text.strip(" /")) > 0:
        pieces = [text.strip(" /")]
    else:
        pieces = [bit for part in _SLASH.split(text) for bit in _COMMA.split(part)]
    for piece in pieces:
        for bit in _scripts(piece.strip(" .,:;·-–—'\"“”‘’")):
            _one(found, bit, kind, inside)


def _scripts(text: str) -> tuple[str, ...]:
    """김영희金英姬 and "金英姬 Kim Yong Hui" are two spellings side by side."""
    hit = _TWO_SCRIPTS.fullmatch(text)
    return tuple(part.strip() for part in hit.groups() if part) if hit else (text,) if text else ()


def _one(found: _Found, text: str, kind: str, inside: bool) -> None:
    if text.lower() in word_list("unnamed"):
        found.unknown = True
        return
    name, sex = untitled(text)
    if not any(form.fullmatch(name) for form in (_HANGUL_NAME, _HAN_NAME, _OTHER_NAME, _FAMILY_FIRST)):
        found.rest.append(text)
        return
    if text.lower() in word_list("sex") or len(name) > LONGEST:
        found.rest.append(text)
        return
    if kind == "alias":
        found.aliases.append(name)
    elif kind == "name" and not inside and not found.names or found.names and spelling_of(found.names[0], name):
        found.names.append(name)
    elif kind == "name" and inside:  # 김영희(본명 김순옥): the name in brackets is the real one
        found.aliases += found.names
        found.names = [name]
    elif inside and _may_be_alias(name):
        found.aliases.append(name)
    else:
        found.rest.append(text)
        return
    found.sex = found.sex or sex


def _may_be_alias(name: str) -> bool:
    return name not in not_names() and " " not in name.strip()
