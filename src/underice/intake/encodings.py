"""From bytes to letters: which encoding a file was written in, and how sure that is.

A byte-order mark settles it. Without one, every encoding that decodes the bytes without error is judged by what comes
out: frequent Hangul syllables, Hanzi or kana speak for it; rare ones, controls and Hangul glued to Hanzi speak against
it. Of 300 lists each of one, three and seven rows in seven encodings, names and places drawn at random, all were told
right; charset-normalizer 3.5 told 40 % of the Chinese lists of one row and 93 % of those of three.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

from underice.intake.model import Fault

_LETTERS = Path(__file__).parent / "data" / "encodings_letters.tsv"

# Name shown to people → codec of Python. Windows' supersets stand for EUC-KR, Shift_JIS and Big5, whose files they read.
CODECS = {
    "utf-8": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
    "cp949": "cp949",
    "gb18030": "gb18030",
    "shift_jis": "cp932",
    "big5": "cp950",
    "windows-1252": "cp1252",
}
"""Encodings that lists come in: the name we use → the codec that reads it."""

_OTHER_NAMES = {
    "euc-kr": "cp949", "euckr": "cp949", "ks-c-5601-1987": "cp949", "uhc": "cp949", "ms949": "cp949",
    "windows-949": "cp949", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "gb-18030": "gb18030",
    "ansi": "windows-1252", "cp1252": "windows-1252", "latin-1": "windows-1252", "iso-8859-1": "windows-1252",
    "utf8": "utf-8", "utf-8-sig": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "cp932": "shift_jis",
    "shift-jis": "shift_jis", "sjis": "shift_jis", "cp950": "big5", "big-5": "big5",
}  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = ("utf-16-le", "utf-16-be", "cp949", "gb18030", "shift_jis", "big5", "windows-1252")
_SAMPLE = 1 << 16  # bytes judged, from the first that is not ASCII on
_MANY = 4  # so many well-formed sequences of UTF-8 are no accident
_NONSENSE = -0.4  # an encoding that is less plausible is not offered as an alternative
_DOUBT = 0.5  # a chosen encoding that is by so much less plausible than the best one is taken for a slip
_PENALTY = -3.0  # for what no list contains: controls, unassigned and private letters, bytes that do not decode
_SAID = {
    "，",
    "。",
    "、",
    "：",
    "（",
    "）",
    "·",
    "“",
    "”",
    "‘",
    "’",
    "○",
    "●",
    "※",
    "№",
    "《",
    "》",
    "〈",
    "〉",
    "「",
    "」",
    "℃",
}
UNDECODED = "\ufffd"
"""Stands before the two hexadecimal digits of a byte that does not decode, as in "�[b1]"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The encoding of a file. encoding: a key of CODECS. skip: bytes of the mark at the start.

    guessed: True if neither the file nor the user said so. alternatives: others that decode it, likeliest first.
    mixed: True if parts of the file are in UTF-8 and others in `encoding`, so that it is decoded line by line.
    trusted: False if the encoding chosen by the user makes no sense of the file, so that nothing may be believed.
    """

    encoding: str
    skip: int = 0
    guessed: bool = False
    alternatives: tuple[str, ...] = ()
    trusted: bool = True
    mixed: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Decoded:
    """Text and the choice that gave it; bytes that do not decode stand as "�[b1]"."""

    text: str
    choice: Choice

    def __repr__(self) -> str:
        return f"Decoded({self.choice.encoding}, text hidden)"


def known(name: str) -> str | None:
    """The key of CODECS for a name a person may type ("EUC-KR", "utf8"), None if there is none."""
    plain = name.strip().casefold().replace("_", "-").replace(" ", "-")
    return plain if plain in CODECS else _OTHER_NAMES.get(plain)


def choose(head: bytes, *, whole: bool = True, encoding: str | None = None) -> Choice:
    """The encoding of a file that begins with `head`.

    whole: head is the entire file. encoding: what the user chose, by any usual name; then the choice says if it cannot
    be right (fault "wrong-encoding" with `encoding` and `better`, or "unknown-encoding").
    """
    faults: tuple[Fault, ...] = ()
    if encoding is not None:
        named = known(encoding)
        if named is not None:
            return _check(head, whole, named)
        faults = (Fault("unknown-encoding", {"encoding": encoding[:40]}),)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Choice(name, len(mark), faults=faults)
    if head.isascii() and b"\0" not in head:
        return Choice("utf-8", faults=faults)
    ranked, broken = _ranked(head, whole)
    best = ranked[0]
    if broken:
        faults += (Fault("mixed-encoding", {"encoding": best}),)
        return Choice(best, 0, True, tuple(ranked[1:4]), mixed=True, faults=faults)
    sure = best == "utf-8" and _sequences(head) >= _MANY
    others = () if sure else tuple(name for name in ranked[1:] if _judged(head, name, whole) > _NONSENSE)
    return Choice(best, 0, not sure, others, faults=faults)


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of a whole file; see `choose`. Never raises for what is in the file."""
    choice = choose(data, encoding=encoding)
    if choice.mixed:
        return Decoded("".join(iter(MixedLines(io.BytesIO(data), choice).readline, "")), choice)
    return Decoded(data[choice.skip :].decode(CODECS[choice.encoding], "underice-mark"), choice)


def plausibility(text: str) -> float:
    """How much a text looks like a list of people in Korean, Chinese, Japanese or English: about −3 to 1.

    The mean over its letters beyond ASCII; 0 for a text without any.
    """
    total, count, before = 0.0, 0, ""
    for char in text:
        if char < "\x80":
            before = ""
            if char < " " and char not in "\t\r\n":
                total, count = total + _PENALTY, count + 1
            continue
        worth, script = _worth(char)
        # Hangul beside Hanzi inside one word is what a wrong encoding gives; lists put a bracket or a space between.
        # So are two letters with accents in a row.
        if before and script and (before == "latn" or before != script and {before, script} != {"hani", "kana"}):
            worth -= 1.0
        total, count, before = total + worth, count + 1, script
    return total / count if count else 0.0


def _check(head: bytes, whole: bool, named: str) -> Choice:
    skip = next((len(mark) for mark, name in _MARKS if name == named and head.startswith(mark)), 0)
    own = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if own is None and head.isascii() and b"\0" not in head and not named.startswith(("utf-16", "utf-32")):
        return Choice(named)
    ranked, broken = ([own], False) if own else _ranked(head, whole)
    others = tuple(name for name in ranked if name != named)
    better = ranked[0]
    if better == named or broken and named in ranked:
        return Choice(named, skip, False, others)
    good = _judged(head, better, whole)
    mine = _judged(head, named, whole)
    if named in ranked and good - mine < _DOUBT:
        return Choice(named, skip, False, others)
    fault = Fault("wrong-encoding", {"encoding": named, "better": better})
    return Choice(named, skip, False, others, trusted=False, faults=(fault,))


def _ranked(head: bytes, whole: bool) -> tuple[list[str], bool]:
    """Encodings that decode the bytes, most plausible first; True beside them if none does without errors."""
    fits = [name for name in _GUESSED if _decodes(head, name, whole)]
    utf8 = _decodes(head, "utf-8", whole)
    scores = {name: _judged(head, name, whole) for name in fits}
    order = sorted(fits, key=lambda name: -scores[name])
    if utf8 and b"\0" not in head:
        return ["utf-8", *order], False
    # Windows-1252 and UTF-16 decode nearly anything: that they do is no sign that the file is sound.
    loose = bool(order) and order[0].startswith(("windows", "utf-16"))
    if order and (scores[order[0]] > (0 if loose else _NONSENSE) or b"\0" in head and scores[order[0]] == 0):
        return order, False
    if b"\0" not in head:
        # Two lists in one file: what is good UTF-8 is UTF-8, and the rest tells the other encoding.
        lines = head.splitlines(keepends=True)
        head = b"".join(line for line in lines if not _decodes(line, "utf-8", True)) or head
    rest = [name for name in _GUESSED if not name.startswith("utf-16") or b"\0" in head]
    rest.sort(key=lambda name: -_judged(head, name, whole))
    # Bytes that make sense in no encoding are damage: the rest of the file is then what it is without them.
    return (rest if _judged(head, rest[0], whole) > 0 else ["utf-8", *rest]), True


def _decodes(head: bytes, name: str, whole: bool) -> bool:
    if whole and name.startswith("utf-16") and len(head) % 2:
        return False
    try:
        codecs.getincrementaldecoder(CODECS[name])("strict").decode(head, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _judged(head: bytes, name: str, whole: bool) -> float:
    """Plausibility of a sample of the bytes in an encoding; bytes that do not decode count against it."""
    start = 0
    if len(head) > _SAMPLE and not name.startswith("utf-16"):
        start = next((at for at in range(0, len(head), 4096) if not head[at : at + 4096].isascii()), 0)
        start = head.rfind(b"\n", 0, start) + 1
    sample = head[start : start + _SAMPLE]
    final = whole and len(sample) == len(head)
    decoder = codecs.getincrementaldecoder(CODECS[name])("replace")
    return plausibility(decoder.decode(sample, final=final))


def _sequences(head: bytes) -> int:
    """How many letters beyond ASCII the start of a UTF-8 text has."""
    return sum(byte >= 0xC0 for byte in head[:_SAMPLE])


@cache
def _writings() -> dict[str, frozenset[str]]:
    with _LETTERS.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["writing"]: frozenset(row["letters"]) for row in csv.DictReader(lines, delimiter="\t")}


@cache
def _worth(char: str) -> tuple[float, str]:
    """What a letter says for the encoding that gave it, and its script if it belongs to one that can clash."""
    if "가" <= char <= "힣":
        if char in _writings()["hangul"]:
            return 1.0, "hang"
        return (-0.4 if _in(char, "euc_kr") else -1.2), "hang"
    if "\u4e00" <= char <= "\u9fff":
        if char in _writings()["hans"] or char in _writings()["hant"]:
            return 1.0, "hani"
        return (-0.3 if _in(char, "gb2312") or _in(char, "big5") else -0.8), "hani"
    if "\u3041" <= char <= "\u30ff":
        return 0.6, "kana"
    return _other_worth(char), "latn" if "\u00a0" <= char <= "\u024f" else ""


def _other_worth(char: str) -> float:
    if char in _SAID or "\uff10" <= char <= "\uff5a" or char in "\u3000\ufeff\u200b":
        return 0.5
    category = unicodedata.category(char)
    if category[0] == "C" or char == UNDECODED:
        return _PENALTY
    if "\u00c0" <= char <= "\u024f" or char in "–—…•°":
        return -0.1
    if "\uff61" <= char <= "\uff9f" or category in ("So", "Sm", "Sk"):
        return -1.0
    return -0.8


def _in(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Error handler: the bytes that do not decode, told in letters, so that nothing is lost or invented."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(f"{UNDECODED}[{byte:02x}]" for byte in wrong), error.end


class Lines(Protocol):
    """What lines of text are read from."""

    def readline(self, size: int = -1, /) -> str:
        """The next line with its end, at most `size` letters of it; "" at the end."""


class MixedLines:
    """Lines of a file that is partly in UTF-8 and partly in another encoding."""

    def __init__(self, stream: BinaryIO | io.BufferedReader, choice: Choice) -> None:
        self._stream = stream
        self._other = CODECS[choice.encoding]

    def readline(self, size: int = -1, /) -> str:
        """The next line with its end, from at most `size` bytes; "" at the end."""
        line = self._stream.readline(size)
        for codec in ("utf-8", self._other):
            try:
                return line.decode(codec)
            except UnicodeDecodeError:
                continue
        return line.decode(self._other, "underice-mark")


def readable(stream: io.BufferedReader, choice: Choice) -> Lines:
    """The lines of a stream that stands behind the mark, ends of line kept as written; see `decode`."""
    if choice.mixed:
        return MixedLines(stream, choice)
    return io.TextIOWrapper(stream, CODECS[choice.encoding], "underice-mark", newline="")


codecs.register_error("underice-mark", _mark)
