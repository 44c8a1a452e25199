"""A general layer: persons, places, dates, ages and titles of any text in English, whoever it is about.

The reader proper looks for people at risk and leaves everybody else alone. This layer answers another question, which
other tools are measured by: which words are somebody's name, a place, a date, an age or a title at all? It is never
part of a reading; whoever wants it calls `general_spans`. Names are read by the words around a row of capitals, places
by a list of the world's countries and larger cities and by the prepositions before them. No model, linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from underice.exposure.reader.english.lexicon import occupations, rows
from underice.exposure.reader.english.tokens import tokenize
from underice.vocabulary.phrases import find_times

Kind = Literal["person", "place", "date", "age", "title"]

_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*|\d+|\n|[^\w\s]")
_NUMERIC_DATE = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:1[89]|20)\d\d\b(?![-/\d])"
)
_AGE = re.compile(
    r"\b(?:turned|turning|turns|aged?|age of|when (?:he|she|i|they) (?:was|were)|(?:is|am|was|'m|'s) (?:only |just |about )?)"
    r" ?(?P<n>\d{1,3})\b(?! ?(?:%|percent|km|kg|dollars|euros|th\b|st\b|:))|\b(?P<m>\d{1,3})[- ]years?[- ]old\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:mrs|mr|ms|miss|dr|prof|rev|sgt|capt|lt|col|gen)\b\.?(?= )", re.IGNORECASE)
_STREETY = re.compile(r"\d|P\.?O\.? Box|\b(?:suite|apt|floor|street|road|avenue)\b", re.IGNORECASE)
_SAID_NAME = re.compile(
    r"\b(?:name(?: is|:| was|'s)?|named (?:him|her|it)|calls me|called|change it to|name of|signed|attn:?|cc:?|from:|to:)"
    rf" ?(?!is\b|my\b|the\b|in\b|on\b|a\b|an\b|appears\b)(?P<name>{_WORD}(?: {_WORD}){{0,3}})",
    re.IGNORECASE,
)
_MAIDEN = re.compile(
    rf"\b(?:my name is|maiden name is|(?:his|her) name is|i am called) (?P<name>{_WORD}(?: {_WORD}){{0,2}})", re.I
)

_OFFICE = re.compile(r", (?:the|an?|our|its|their) (?P<office>[^\W\d_]+(?:[ -][^\W\d_]+){0,3})(?=, )")
_NO_NAMES = re.compile(
    r"\S+@\S+|https?://\S+|[\"“][^\"“”\n]{3,60}[\"”]|\bPersonal Info\b|\b[FAD]PO [A-Z]{2}\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class GeneralSpan:
    """text[start:end] is a person's name, a place, a date, an age or a title."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Tok:
    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(listed.split("|")) for name, listed in (row.split("\t") for row in rows("english_general.tsv"))
    }


@cache
def _world() -> re.Pattern[str]:
    names = sorted({name for row in rows("english_world.txt") for name in row.split("|")}, key=lambda name: -len(name))
    joined = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")


@cache
def _world_any_case() -> re.Pattern[str]:
    names = sorted(
        {n for row in rows("english_world.txt") for n in row.split("|") if len(n) > 4}, key=lambda name: -len(name)
    )
    joined = "|".join(re.escape(name.lower()) for name in names)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


def general_spans(text: str) -> tuple[GeneralSpan, ...]:
    """All names, places, dates, ages and titles of an English text, sorted; none overlaps another of its own kind."""
    return _General(text).read()


class _General:
    """The general layer over one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [_Tok(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(text)]
        self.found: list[GeneralSpan] = []
        self.taken = bytearray(len(text) + 1)
        letters = [sign for sign in text if sign.isalpha()]
        self.small = bool(letters) and sum(sign.isupper() for sign in letters) == 0

    def read(self) -> tuple[GeneralSpan, ...]:
        self._times()
        for match in (_world_any_case() if self.small else _world()).finditer(self.text):
            self._keep(match.start(), match.end(), "place")
        for match in _TITLE.finditer(self.text):
            self._keep(match.start(), match.end(), "title")
        for match in _NO_NAMES.finditer(self.text):
            self.taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
        self._cards()
        self._told_names()
        self._capitals()
        self._again()
        self._offices()
        if self.small:
            self._small_places()
        return tuple(sorted(self.found))

    def _keep(self, start: int, end: int, kind: Kind) -> None:
        if end > start and self.taken.find(1, start, end) < 0:
            self.taken[start:end] = b"\x01" * (end - start)
            self.found.append(GeneralSpan(start, end, kind))

    # ------------------------------------------------------------------ dates and ages
    def _times(self) -> None:
        for match in _NUMERIC_DATE.finditer(self.text):
            before = self.text[max(0, match.start() - 2) : match.start()]
            if not before.strip().endswith(("-", "#", "/", "+", ".", "@")):
                self._keep(match.start(), match.end(), "date")
        times = find_times(self.text, "en", None)
        for age in times.ages:
            self._keep(age.start, age.end, "age")
        for match in _AGE.finditer(self.text):
            group = "n" if match["n"] else "m"
            if 0 < int(match[group]) < 120:
                self._keep(match.start(group), match.end(group), "age")
        for birth in times.births:
            self._keep(birth.start, birth.end, "date")
        for day in times.dates:
            self._keep(day.start, day.end, "date")

    # ------------------------------------------------------------------ cards and addresses
    def _cards(self) -> None:
        """Lines of a card or an address: a name first, perhaps a title, towns and countries among the lines with numbers."""
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", self.text)]
        if len(lines) < 3:
            return
        numbers = [bool(_STREETY.search(self.text[start:end])) for start, end in lines]
        if not any(numbers):
            return
        for index, (start, end) in enumerate(lines):
            while start < end and not self.text[start].isalnum():
                start += 1
            words = self.text[start:end].strip(" .,?;:").split()
            if not words or len(words) > 4 or numbers[index] or ":" in self.text[start:end]:
                continue
            named = all(word[0].isupper() or self.small for word in words if word[0].isalpha())
            if index == 0 and named and not self._organised(words):
                self._keep(start, start + len(self.text[start:end].rstrip(" .,;:?")), "person")
            elif self._job(words) or index == 1 and not named and len(words) <= 4:
                self._keep(start, end, "title")
            elif named and index and any(numbers[max(0, index - 2) : index]) and not self._organised(words):
                self._keep(start, end, "place")
        for start, end in lines[1:]:
            self._town_of_line(start, end)

    def _town_of_line(self, start: int, end: int) -> None:
        """As in "Vienna 1010", "1010 Vienna, Austria": the words of an address line that has a number."""
        line = self.text[start:end]
        match = re.fullmatch(r"\W*(?P<town>[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2}),? +[\dA-Z][\dA-Z -]{2,9}\W*", line)
        if match and not self._organised(match["town"].split()):
            self._keep(start + match.start("town"), start + match.end("town"), "place")

    def _job(self, words: list[str]) -> bool:
        tokens = tokenize(" ".join(words))
        return bool(tokens) and any(
            (match := occupations().match(tokens, index)) is not None and match[0] == len(tokens)
            for index in range(len(tokens))
        )

    def _organised(self, words: list[str]) -> bool:
        lows = {word.lower().strip(".,") for word in words}
        return bool(lows & _sets()["organisation"] or lows <= _sets()["never"])

    # ------------------------------------------------------------------ persons
    def _told_names(self) -> None:
        for expression in (_MAIDEN, _SAID_NAME):
            for match in expression.finditer(self.text):
                words = match["name"].split()
                kept = 0
                for word in words:
                    bare = word.strip(".,").lower()
                    if (
                        bare in _sets()["never"]
                        and kept
                        or not (word[0].isupper() or expression is _MAIDEN and self.small)
                    ):
                        break
                    if bare in ("but", "and", "is", "who", "for"):
                        break
                    kept += 1
                if kept and words[0].strip(".,").lower() not in _sets()["never"]:
                    name = " ".join(words[:kept])
                    self._keep(match.start("name"), match.start("name") + len(name), "person")

    def _capitals(self) -> None:
        """Rows of capitalised words: places after a preposition of place, else persons where something says so."""
        index = 0
        while index < len(self.tokens):
            last = self._row(index)
            if last == index:
                index += 1
                continue
            self._judge(index, last)
            index = last

    def _row(self, index: int) -> int:
        """The index after the row of capitalised words at `index` (with initials and particles); `index` if there is none."""
        tokens, at = self.tokens, index
        while at < len(tokens) and at - index < 5:
            token = tokens[at]
            gap = at > index and self.text[tokens[at - 1].end : token.start] not in (" ", "")
            if gap or self.taken[token.start]:
                break
            if (
                token.text[0].isalpha()
                and token.capital
                and token.low not in _sets()["never"]
                or at > index
                and token.text == "."
                and len(tokens[at - 1].text) == 1
                or at > index
                and token.low in ("de", "van", "von", "der", "da", "di", "la", "al", "bin", "le", "du")
            ):
                at += 1
            else:
                break
        return at

    def _judge(self, first: int, last: int) -> None:
        tokens, sets = self.tokens, _sets()
        words = [token.text for token in tokens[first:last] if token.text != "."]
        start, end = tokens[first].start, tokens[last - 1].end
        back = [token.low for token in tokens[max(0, first - 5) : first]]
        before = back[-1] if back else ""
        after = tokens[last].low if last < len(tokens) else "."
        owner = self.text[end : end + 2] in ("'s", "’s") or after in ("'", "’")
        if self._organised(words) or after in sets["organisation"] or words[-1].lower() in sets["organisation"]:
            return
        titled = bool(first) and (
            before.strip(".") in sets["titles"] or before == "." and back[-2:-1] and back[-2] in sets["titles"]
        )
        opening = first == 0 or before in (".", "!", "?", "\n", ":", '"', "“", "(", "-", "–")
        if titled:
            self._keep(start, end, "person")
        elif before in sets["place_before"] and not owner and self._placed(back, before):
            self._keep(start, end, "place")
        elif len([word for word in words if len(word) > 1]) >= 2 and not (
            opening and words[0].lower() in sets["person_before"]
        ):
            self._keep(start, end, "person")
        elif (
            after == "was" and opening and last + 1 < len(tokens) and tokens[last + 1].low in ("super", "fun", "great")
        ):
            self._keep(start, end, "place")
        elif self._alone(words, opening, before, after, owner):
            self._keep(start, end, "person")

    def _placed(self, back: list[str], before: str) -> bool:
        """A preposition of place is one; "of", "to" and "at" only after a verb or noun that leads somewhere."""
        if before in ("of", "to", "by", "at", "around"):
            return (
                bool(set(back[:-1]) & _sets()["place_verbs"])
                or before == "at"
                and not set(back) & {"year", "works", "job"}
            )
        return True

    def _alone(self, words: list[str], opening: bool, before: str, after: str, owner: bool) -> bool:
        """One capitalised word: a name beside words that go with people, a possessive, or a comma that calls somebody."""
        word = words[0]
        if len(word) < 2 or word.isupper() and len(word) < 5 or not word[1:].replace("-", "").isalpha():
            return False
        sets = _sets()
        if owner:
            return True
        if opening:
            listed = before == ":" and after == ","
            return listed or after in sets["person_after"] or after == "," and len(self.tokens) < 40
        return before not in ("the", "a", "an") or after in sets["person_after"]

    def _again(self) -> None:
        """A part of a name found before is that person's name again, wherever it stands."""
        parts = {
            token.text
            for span in self.found
            if span.kind == "person"
            for token in tokenize(self.text[span.start : span.end])
            if len(token.text) > 2 and token.text[0].isupper()
        }
        for token in self.tokens:
            if token.text in parts:
                self._keep(token.start, token.end, "person")

    def _offices(self) -> None:
        """As in "Jana Nováková, the technical writer, said": work beside a name, in any spelling."""
        for span in list(self.found):
            match = _OFFICE.match(self.text, span.end) if span.kind == "person" else None
            if match:
                self._keep(match.start("office"), match.end("office"), "title")

    def _small_places(self) -> None:
        """In a text written small: what follows "in", "from" or "to" after a verb of living or moving."""
        for match in re.finditer(
            r"\b(?:live in|moved here from|returned to|based in|travelling to|arrived at|in) ([^\W\d_]{4,})", self.text
        ):
            if match[1] not in _sets()["never"]:
                self._keep(match.start(1), match.end(1), "place")
