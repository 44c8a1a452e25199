"""Where names of persons stand in an English text, and whose they cannot be.

Romanised Korean names are told by their surname and by syllables that can be Korean; other names only beside words
that make them names ("a pastor, Tom Baker", "her husband Wang Lei", "called Dew"). Bylines, credits and public figures
are found too, so that they are not taken for people at risk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from underice.exposure.reader.english.lexicon import (
    figures,
    kin_words,
    nouns,
    occupations,
    pattern,
    rows,
    titles,
    words,
)
from underice.exposure.reader.english.tokens import Line, Token
from underice.vocabulary.names import is_korean_given, is_korean_surname

_ONSET = r"(?:ch['’]?|kk|tt|pp|ss|jj|tch|sh|k['’]|t['’]|p['’]|kh|th|ph|[kgntdrlmpbscjhwyz])?"
_VOWEL = r"(?:yeo|yae|wae|yoo|you|yŏ|ya|ye|yo|yu|wa|we|wi|wo|eo|eu|ae|oe|oo|ou|ee|ui|yi|ue|a|e|i|o|u|ŏ|ŭ|y)"
_CODA = r"(?:ng|ck|[kgnlrmptbs](?![aeiouŏŭy]))?"
_SYLLABLE = re.compile(_ONSET + _VOWEL + _CODA + r"$", re.IGNORECASE)
_GIVEN = re.compile(r"(?:" + _ONSET + _VOWEL + _CODA + r"){1,3}$", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}|[가-힣]{2,4}")
_LOOSE_GIVEN = re.compile(r"[^\W\d_]{1,6}['’]?[-‐‑][^\W\d_]{1,7}$")
_BYLINE = pattern("byline")
_AUTHOR_IS = pattern("author_is")
_SPEAKER_BEFORE = pattern("speaker_before")
_SPEAKER_AFTER = pattern("speaker_after")
_ASKED_NAME = pattern("asked_name")
_MYSELF = pattern("named_myself")
_CALLED = {"named", "called", "nicknamed", "surnamed", "alias", "aka", "a.k.a", "dubbed"}
_SCHOLARS = words("offices_that_speak")
_SAYS = words("say")
_NOT_NAMES = frozenset(rows("english_not_names.txt"))


@dataclass(frozen=True, slots=True)
class NameFound:
    """text[start:end] is a name. kind: full, given, surname, other (not Korean), script (Hanja), figure or author."""

    start: int
    end: int
    kind: str
    text: str


def _syllables(part: str) -> bool:
    return bool(_SYLLABLE.match(part))


def _given(word: str) -> bool:
    """True for a romanised Korean given name: "Chol-man", "Miran", "Sul"."""
    parts = re.split(r"[-‐‑]", word)
    if len(parts) > 1:
        return len(parts) == 2 and all(_syllables(part) for part in parts)
    return len(word) >= 2 and bool(_GIVEN.match(word)) and len(word) <= 10


@cache
def _surname(word: str) -> bool:
    return is_korean_surname(word)


def _common(token: Token) -> bool:
    return token.low in _NOT_NAMES


class Names:
    """The names of one text, in two passes: those that show by themselves, then short forms and names by context."""

    def __init__(self, line: Line, taken: Iterable[tuple[int, int]]) -> None:
        """`taken` are stretches that are places: a name is not read inside them unless it is a full one."""
        self.line = line
        self.tokens = line.tokens
        self.found: dict[int, NameFound] = {}
        self._taken = bytearray(len(line.tokens))
        for start, end in taken:
            for index in range(line.at(start), line.at(end)):
                self._taken[index] = 1
        self._used = bytearray(len(line.tokens))
        self._authors()
        self._figures()
        self._full()
        self._asked()
        self._quoted()
        self._short()

    def _keep(self, first: int, last: int, kind: str) -> None:
        """Tokens first..last (inclusive) are a name."""
        if any(self._used[first : last + 1]):
            return
        start, end = self.tokens[first].start, self.tokens[last].end
        if (
            first == last
            and end - start == 1
            and self.line.text[end : end + 1] == "."
            and self.line.text[end + 1 : end + 2] in ",;"
        ):
            last += 1
            end += 1
        self.found[first] = NameFound(start, end, kind, self.line.text[start:end])
        for index in range(first, last + 1):
            self._used[index] = 1

    def _capitals(self, first: int, most: int = 4) -> int:
        """Index after the run of capitalised words (with initials and "de") that begins at `first`."""
        index = first
        while index < len(self.tokens) and index - first < most:
            token = self.tokens[index]
            if token.capital or (token.text == "." and index > first and len(self.tokens[index - 1].text) == 1):
                index += 1
            else:
                break
        return index

    def _authors(self) -> None:
        text = self.line.text
        for found in _BYLINE.finditer(text):
            first = self.line.at(found.end())
            while True:
                last = self._capitals(first)
                if last <= first:
                    break
                self._keep(first, last - 1, "author")
                if (
                    last < len(self.tokens)
                    and self.tokens[last].low in ("and", ",", "&", "/")
                    and last + 1 < len(self.tokens)
                ):
                    if self._capitals(last + 1) - last - 1 < 2:
                        break
                    first = last + 1
                else:
                    break
        for found in _AUTHOR_IS.finditer(text):
            last = self.line.at(found.start()) - 1
            first = last
            while first >= 0 and last - first < 3 and self.tokens[first].capital:
                first -= 1
            first += 1
            if first <= last and (last > first) and self._sentence_start(first):
                self._keep(first, last, "author")

    def _sentence_start(self, index: int) -> bool:
        if index > 1 and self.tokens[index - 1].text == "." and self.tokens[index - 2].low in _ABBREVIATED:
            return False
        return (
            index == 0
            or self.tokens[index - 1].text in '.!?:"“”—–)]*'
            or "\n" in self.line.text[self.tokens[index - 1].end : self.tokens[index].start]
        )

    def _figures(self) -> None:
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.capital and not self._used[index]:
                match = figures().match(self.tokens, index)
                if match and self.tokens[match[0] - 1].text[0].isupper() | (match[0] - index > 1 or "-" in token.text):
                    self._keep(index, match[0] - 1, "figure")
                    index = match[0]
                    continue
                title = titles().match(self.tokens, index)
                if title and title[1] == "public" and title[0] < len(self.tokens):
                    last = self._capitals(title[0], 3)
                    if last > title[0] and not self._taken[title[0]] and not self.tokens[title[0]].text.isupper():
                        self._keep(title[0], last - 1, "figure")
                        index = last
                        continue
            index += 1
        self._speakers()
        known = {name.text.split()[-1].lower() for name in self.found.values() if name.kind in ("figure", "author")}
        self._public_short = known

    def _speakers(self) -> None:
        """Names beside an office: "the ministry's spokesman, Jeong Joon-hee", "Kwon Tae-jin, an analyst at"."""
        for found in _SPEAKER_BEFORE.finditer(self.line.text):
            first = self.line.at(found.end())
            last = self._capitals(first, 3)
            if last - first >= 2 and self._speaks(found.group(), self.tokens[last - 1].end):
                self._keep(first, last - 1, "figure")
        for found in _SPEAKER_AFTER.finditer(self.line.text):
            last = self.line.at(found.start()) - 1
            first = last
            while first >= 0 and last - first < 3 and self.tokens[first].capital and not _titleish(self.tokens[first]):
                first -= 1
            if first + 1 < last:
                self._keep(first + 1, last, "figure")

    def _speaks(self, office: str, end: int) -> bool:
        """A minister is no person at risk; a professor only where he is quoted."""
        if not any(word in office.lower() for word in _SCHOLARS):
            return True
        rest = self.line.text[end : end + 90].split(". ")[0]
        return any(word in _SAYS for word in rest.replace(",", " ").split())

    def _full(self) -> None:
        """Korean names that show by themselves, in either order, and names in other scripts."""
        tokens, index = self.tokens, 0
        while index < len(tokens):
            if self._used[index] or tokens[index].kind != "w":
                index += 1
                continue
            token = tokens[index]
            if (
                _HAN.fullmatch(token.text)
                and index
                and (tokens[index - 1].text in "(（[/" or tokens[index - 1].low in _WRITTEN)
            ):
                self._keep(index, index, "script")
            elif token.capital and not (self._taken[index] and not self._pair(index)):
                last = self._name_at(index)
                if last is not None:
                    self._keep(index, last, "full")
                    index = last
            index += 1

    def _asked(self) -> None:
        """As in "Q: What should I call you?", "A: Pom, like the spring.": the answer is a name."""
        for found in (*_ASKED_NAME.finditer(self.line.text), *_MYSELF.finditer(self.line.text)):
            first, last = self.line.at(found.start("name")), self.line.at(found.end("name")) - 1
            if not _common(self.tokens[first]) and not self._taken[first]:
                self._keep(first, last, "other")

    def _quoted(self) -> None:
        """As in "said Lao Xu, a taxi driver": somebody with a trade of his own, who is no spokesman."""
        tokens = self.tokens
        for index, token in enumerate(tokens[:-1]):
            if token.low not in _SAYS or not tokens[index + 1].capital or self._used[index + 1]:
                continue
            last = self._capitals(index + 1, 3)
            if last + 2 >= len(tokens) or tokens[last].text != "," or tokens[last + 1].low not in ("a", "an"):
                continue
            for at in range(last + 2, min(last + 6, len(tokens))):
                work = occupations().match(tokens, at)
                if work is not None and work[1].flag in ("", "helper") and not _common(tokens[index + 1]):
                    self._keep(index + 1, last - 1, "other")
                    break

    def _next(self, index: int) -> Token | None:
        """The word after `index` if only one space stands between."""
        if index + 1 >= len(self.tokens):
            return None
        here, after = self.tokens[index], self.tokens[index + 1]
        beside = after.kind == "w" and after.start - here.end == 1 and self.line.text[here.end] != "\n"
        return after if beside and not self._used[index + 1] else None

    def _pair(self, index: int) -> bool:
        """True for a surname before a hyphenated given name: strong even where a place has the same spelling."""
        after = self._next(index)
        return bool(
            after
            and after.capital
            and _surname(self.tokens[index].text)
            and _LOOSE_GIVEN.match(after.text)
            and not _common(after)
        )

    def _name_at(self, index: int) -> int | None:
        """Index of the last token of a full Korean name that begins at `index`, else None."""
        token, after = self.tokens[index], self._next(index)
        if after is None or not after.capital:
            return None
        third = self._next(index + 1)
        if self._pair(index):
            return index + 1
        if _surname(token.text):
            if third is not None and self._all_shouted(token, after, third):
                return index + 2
            if _given(after.text) and (not _common(after) or self._aged(index + 1) and not _common(token)):
                if (
                    third is not None
                    and third.capital
                    and "-" not in after.text
                    and _syllables(after.text)
                    and _syllables(third.text)
                    and not _common(third)
                    and not self._taken[index + 2]
                ):
                    return index + 2
                if "-" in after.text or not self._taken[index + 1]:
                    if "-" in after.text or not (
                        self._taken[index] or (_common(token) and self._sentence_start(index))
                    ):
                        return index + 1
            return None
        if "-" in token.text and _given(token.text) and _surname(after.text) and not self._taken[index + 1]:
            return index + 1
        return None

    def _aged(self, index: int) -> bool:
        """True before an age in figures: "Chae Rim (27)", "Yun Sun, 40,"."""
        if index + 2 >= len(self.tokens) or self.tokens[index].text.isupper():
            return False
        sign, figure = self.tokens[index + 1].text, self.tokens[index + 2].text
        return sign in "(," and figure.isdecimal() and len(figure) == 2

    @staticmethod
    def _all_shouted(*tokens: Token) -> bool:
        """As in "KO SUN BOK" in a text that is not in capitals: words like "sun" are syllables here."""
        return all(token.text.isupper() and _syllables(token.text) for token in tokens) and len(tokens[0].text) < 5

    def _short(self) -> None:
        """Given names, surnames alone, and names by context."""
        surnames, given = self._parts()
        lowers = {token.text for token in self.tokens if token.kind == "w" and token.text[0].islower()}
        for index, token in enumerate(self.tokens):
            if self._used[index] or not token.capital:
                continue
            if (token.low in given or token.low.replace("-", "") in given) and not self._as_word(index):
                self._keep(index, index, "given")
            elif token.low in surnames and self._alone(index):
                self._keep(index, index, "surname")
            elif self._taken[index]:
                continue
            elif token.low in self._public_short and token.text[1:].islower():
                self._keep(index, index, "figure")
            elif self._by_context(index):
                after = self._next(index)
                long = after is not None and after.capital and not self._taken[index + 1] and not _common(after)
                self._keep(index, index + long, "other" if long else "given")
            elif not _common(token):
                self._by_itself(index, token.low in lowers)
            elif _surname(token.text) and self._between_commas(index):
                self._keep(index, index, "surname")
        known = {name.text.lower() for name in self.found.values() if name.kind in ("given", "other")}
        for index, token in enumerate(self.tokens):
            if not self._used[index] and token.capital and token.low in known and not self._taken[index]:
                self._keep(index, index, "given")

    def _parts(self) -> tuple[set[str], set[str]]:
        """Surnames and given names of the full names found, in lower case."""
        surnames, given = set(), set()
        for name in self.found.values():
            if name.kind != "full":
                continue
            parts = name.text.lower().split()
            if not _surname(parts[0]):
                parts = [parts[-1], *parts[:-1]]
            surnames.add(parts[0])
            given |= {"-".join(parts[1:]), "".join(parts[1:])}
        return surnames, given

    def _by_itself(self, index: int, word: bool) -> None:
        """A hyphenated given name, a surname after a title, a given name that is told of as a person."""
        token = self.tokens[index]
        if "-" in token.text and _given(token.text) and not token.text.isupper():
            self._keep(index, index, "given")
        elif _surname(token.text) and self._titled(index):
            self._keep(index, index, "surname")
        elif len(token.text) >= 4 and is_korean_given(token.text) and token.text[1:].islower():
            if self._person_like(index, word) or self._placed_as_person(index):
                self._keep(index, index, "given")
        elif token.text[1:].islower() and self._placed_as_person(index):
            self._keep(index, index, "surname" if _surname(token.text) else "given")

    def _placed_as_person(self, index: int) -> bool:
        """True for a lone capitalised word where only a person can stand: "next to me was Okhwa,", "a third, Sin, is".

        The word must be one that could be romanised Korean or Chinese and must not be an English word, a place or part
        of a longer name; after "in", "at" or "from" it would be a place.
        """
        token = self.tokens[index]
        if not (_surname(token.text) or _GIVEN.match(token.text)) or len(token.text) > 10 or not self._alone(index):
            return False
        before = self.tokens[index - 1].low if index and not self._sentence_start(index) else ""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        follows = after.text if after is not None else "."
        beyond = self.tokens[index + 2].low if index + 2 < len(self.tokens) else "."
        if not before:
            return follows.lower() in _PERSON_VERBS and follows.lower() not in _BE_OR_SAY
        if follows == ",":
            opened = beyond in _AFTER_A_NAME or beyond.isdecimal() or beyond.split("-")[0] in _TENS
            return before in _BEFORE_A_NAME and (before != "," or opened) or before == "," and opened
        if before in ("was", "were", "is", "and", "with", "for", "of", "about", "met", "left", "saw", "knew", "buried"):
            return follows in ".;)!?" and before not in ("for", "of") or before in ("of", "for") and follows in "?!"
        return before in (",", "when", "that", "then", "because", "until", "and", "but") and (
            follows.lower() in _PERSON_VERBS or follows == "(" and beyond.isdecimal()
        )

    def _between_commas(self, index: int) -> bool:
        """As in "a third member, Sin, is": a surname that is also an English word."""
        if not index or self.tokens[index].text.isupper():
            return False
        before, after = self.tokens[index - 1].text, self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        beyond = self.tokens[index + 2].low if index + 2 < len(self.tokens) else ""
        return before == after == "," and (beyond in _AFTER_A_NAME or beyond.isdecimal())

    def _as_word(self, index: int) -> bool:
        """True where a text speaks of the word itself: "Chol means iron"."""
        after = self.tokens[index + 1].low if index + 1 < len(self.tokens) else ""
        return after in ("means", "meaning", "meant", "translates")

    def _alone(self, index: int) -> bool:
        """True if no other capitalised word stands right beside (then it would be part of another name)."""
        after = self._next(index)
        before = self.tokens[index - 1] if index else None
        return (
            not (after and after.capital and not _common(after))
            and not (
                self._sentence_start(index)
                and _common(self.tokens[index])
                and not (index + 1 < len(self.tokens) and self.tokens[index + 1].kind == "s")
            )
            and not (
                before is not None
                and before.capital
                and self.tokens[index].start - before.end == 1
                and not _titleish(before)
            )
        )

    def _titled(self, index: int) -> bool:
        before = self.tokens[index - 1] if index else None
        if before is not None and before.text == "." and index > 1:
            before = self.tokens[index - 2]
            if before.low not in _ABBREVIATED:
                return False
        return before is not None and _titleish(before)

    def _by_context(self, index: int) -> bool:
        """Words before that make a capitalised word a name: "called Dew", "my name is Hana", "her brother Chol"."""
        tokens, token = self.tokens, self.tokens[index]
        if token.low == "i" or _common(token):
            named = " ".join(token.low for token in tokens[max(0, index - 2) : index])
            if not (
                index
                and (
                    tokens[index - 1].low in _CALLED
                    or named in ("known as", "called only", "called just", "name is", "name was", "name ,", "call you")
                )
            ):
                return False
        back = [tokens[k].low for k in range(max(0, index - 3), index)]
        joined = " ".join(back)
        if back and (
            back[-1] in _CALLED
            or joined.endswith(
                (
                    "name is",
                    "name was",
                    "name, is",
                    "names are",
                    "names were",
                    "known as",
                    "called her",
                    "called him",
                    "identified as",
                    "call her",
                    "call you",
                    "know her as",
                    "know him as",
                    "knew her as",
                    "knew him as",
                    "knows her as",
                    "knows him as",
                    "call him",
                    "go by",
                    "goes by",
                    "call me",
                    "surname ,",
                    "called only",
                    "called just",
                    "called simply",
                    "surname is",
                    "surname was",
                    "name ,",
                    "name as",
                    "signs himself",
                    "signs herself",
                    "calls himself",
                    "calls herself",
                )
            )
        ):
            return True
        if self._titled(index):
            return True
        before = index - 1
        comma = before >= 0 and tokens[before].text == ","
        if comma:
            before -= 1
        if before < 0 or "\n" in self.line.text[tokens[before].end : token.start]:
            return False
        if (
            tokens[before].kind == "w"
            and tokens[before].text[0].islower()
            or (before == 0 and tokens[before].kind == "w")
        ):
            for width in (3, 2, 1):
                first = before - width + 1
                if first < 0:
                    continue
                kin = kin_words().match(tokens, first)
                if kin and kin[0] == before + 1 and kin[1].number > 0:
                    return not comma or self._closes(index)
                noun = nouns().match(tokens, first)
                if noun and noun[0] == before + 1 and noun[1].number == 1 and noun[1].kind == "sex":
                    return self._closes(index) if comma else False
                work = occupations().match(tokens, first)
                if work and work[0] == before + 1 and work[1].number == 1 and work[1].flag in ("helper", ""):
                    return not comma or self._closes(index)
        return False

    def _closes(self, index: int) -> bool:
        """True if the capitalised run is followed by a comma, an age, a verb or the end of the sentence."""
        last = self._capitals(index)
        if last >= len(self.tokens):
            return True
        after = self.tokens[last]
        return after.text in ',.;()—–"”' or after.low in (
            "and",
            "is",
            "was",
            "has",
            "had",
            "who",
            "said",
            "aged",
            "from",
            "&",
            "of",
        )

    def _person_like(self, index: int, word: bool) -> bool:
        """True if the words beside it say that it is a person ("Hana taught me", "with Hana", "Hana's hand")."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        before = self.tokens[index - 1] if index else None
        if before is not None and before.kind == "w" and before.capital and not self._sentence_start(index - 1):
            return False
        if after is not None and (after.kind == "s" or after.low in _PERSON_VERBS):
            return True
        if word:
            return False
        if before is not None and before.low in (
            "and",
            "with",
            "for",
            "to",
            "told",
            "asked",
            "about",
            "of",
            "when",
            "that",
            ",",
        ):
            return after is not None and after.text in ',.?!;)"”('
        return after is not None and after.text in "(?"


_PERSON_VERBS = words("person_verbs")


_WRITTEN = frozenset("written spelled spelt hanja characters character as writes write".split())
_BE_OR_SAY = frozenset("is was has had said says wants wanted".split())
_BEFORE_A_NAME = frozenset("was were is with met saw knew left and , called".split())
_AFTER_A_NAME = frozenset("is was had has who whose a an the his her my our then now aged".split())
_TENS = frozenset(
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy".split()
)
_ABBREVIATED = words("abbreviated")
_TITLES = words("titles")


def _titleish(token: Token) -> bool:
    return token.low in _TITLES
