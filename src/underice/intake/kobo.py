"""Reading the JSON export of KoboToolbox (and of ODK and Ona): one submission, one row.

What tells of the telephone and its holder (device and SIM numbers, account names, moments, coordinates) is left out of
the row's words before anything is read from them, and said by name in `Intake.dropped`; there is no way to keep it.
Form versions may differ from submission to submission: a question is known by its own words.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from underice.intake.answers import nobody, row_of, too_large
from underice.intake.grid import MOST_BYTES, notices
from underice.intake.json_limits import MOST_CHARS, Json, Record, TooBig, decoded, records, without
from underice.intake.kobo_people import Submission, read_submission
from underice.intake.model import Fault, Intake, Listed, Row, RowKind, Tie

_TABLE = Path(__file__).parent / "data" / "kobo_questions.tsv"
_POINT = r"-?[0-9]{1,3}\.[0-9]+ -?[0-9]{1,3}\.[0-9]+(?: -?[0-9.]+){0,2}"
_GEO = re.compile(rf'"?\s*{_POINT}\s*(?:;\s*{_POINT}\s*)*;?\s*"?')
_GEO_KEY = re.compile(r"_.*_(?:latitude|longitude|altitude|precision)$", re.IGNORECASE)
_MOMENT = re.compile(r'"?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+')
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def read_kobo(data: bytes, *, name: str, encoding: str | None = None) -> Intake:
    """The people of a Kobo export: an array of submissions, an object with them under "results", or one a line.

    Never raises for what is in the file. Faults of the list: those of `underice.intake.encodings`, "too-large" {limit,
    rows}, "too-many-rows" {limit, left}, "file-cut-off" {row}, "more-pages", "no-people", "attachments-elsewhere"
    {count}. Faults of a row: "bad-json", "cut-off",
    "too-deep" {limit}, "row-too-long" {limit}, "not-a-record", "words-left-out", "key-twice" {key}, "not-a-number" {word},
    "repeated-row" {row}, "object-object" {question}, "too-many-relatives" {limit},
    "name-too-long" {limit}, and those of `underice.intake.grid.notices` and `underice.intake.cells.cell`.
    """
    try:
        file = decoded(data, encoding)
    except TooBig:
        return too_large(name, "kobo")
    dropped: dict[str, None] = {}
    attached = 0

    def cleared(text: str, broken: bool) -> str:
        nonlocal attached
        attached += text.count('"download_url"')
        text, keys = without(_sound(text) if broken else text, left_out)
        dropped.update(dict.fromkeys(keys))
        return _cut(text, dropped) if broken else text

    found = records(file.text, cleared, lines=False)
    rows, people, ties = _rows(found.records)
    elsewhere = (Fault("attachments-elsewhere", {"count": attached}),) if attached else ()
    days = {row.said_on for row in rows if row.kind == "people"}
    return Intake(
        name=name,
        format="kobo",
        rows=tuple(rows),
        people=tuple(people),
        ties=tuple(ties),
        said_on=days.pop() if len(days) == 1 else None,
        encoding=file.encoding,
        encoding_guessed=file.guessed,
        encodings=file.others,
        dropped=tuple(sorted(dropped)),
        faults=(*file.faults, *found.faults, *elsewhere, *nobody(people)),
    )


def _rows(found: tuple[Record, ...]) -> tuple[list[Row], list[Listed], list[Tie]]:
    rows: list[Row] = []
    people: list[Listed] = []
    ties: list[Tie] = []
    seen: dict[str, int] = {}
    for one in found:
        row, submission = _row(one, seen)
        rows.append(row)
        if submission is not None:
            people += submission.people
            ties += submission.ties
    return rows, people, ties


def _row(one: Record, seen: dict[str, int]) -> tuple[Row, Submission | None]:
    locator = f"record {one.number}"
    faults = [*one.faults, *notices(one.text)]
    if one.value is None:
        return row_of(one.number, locator, one.text, "not-understood", (), [*faults, Fault("words-left-out")]), None
    if not one.value:
        return row_of(one.number, locator, one.text, "blank", (), faults), None
    if one.text in seen:
        faults.append(Fault("repeated-row", {"row": seen[one.text]}))
        return row_of(one.number, locator, one.text, "repeated", (), faults), None
    seen[one.text] = one.number
    submission = read_submission(one.number, one.value, questions())
    refs = [person.ref for person in submission.people]
    kind: RowKind = "people" if refs else "not-understood"
    row = row_of(one.number, locator, one.text, kind, refs, [*faults, *submission.faults], _said_on(one.value))
    return row, submission


def _said_on(value: dict[str, Json]) -> str | None:
    """The day of a submission: as its form says, else as the server took it in."""
    for key in ("today", "_submission_time"):
        words = value.get(key)
        found = _DAY.match(words) if isinstance(words, str) else None
        if found is not None:
            return found[0]
    return None


@cache
def questions() -> dict[str, frozenset[str]]:
    """Words of the names of questions by kind; see the data file."""
    found: dict[str, frozenset[str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, words = line.partition("\t")
            found[kind] = frozenset(words.split("|"))
    return found


def left_out(key: str, words: str) -> bool:
    """True for a member of a submission that is left out. words: of its value, "" for an object or array."""
    path = key.strip().casefold()
    last = path.rpartition("/")[2]
    if path in questions()["dropped"] or last in questions()["dropped"] or _GEO_KEY.search(last):
        return True
    if last in questions()["dropped-time"] and _MOMENT.match(words):
        return True
    return bool(words) and len(words) < MOST_BYTES and _GEO.fullmatch(words) is not None


def _sound(text: str) -> str:
    """Words that are no object, up to the place where they break: behind it no question can be told from an answer."""
    if not text.startswith("{"):
        return ""
    text = text[:MOST_CHARS]
    try:
        json.loads(text, strict=False, parse_int=str)
    except json.JSONDecodeError as error:
        return text[: error.pos]
    except RecursionError:
        return text
    return text


@cache
def _leftover() -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(questions()["dropped"] | questions()["dropped-time"]))
    return re.compile(rf"(?<![\w])(?:{names})[\"\\\s]*:|{_POINT}", re.IGNORECASE)


def _cut(text: str, dropped: dict[str, None]) -> str:
    """What is left of words that are no object, up to the first trace of what must not stay: better a row too short than one too long."""
    found = _leftover().search(text)
    if found is None:
        return text
    if found[0].endswith(":"):
        dropped[found[0].rstrip('":\\ \t\r\n')] = None
    return text[: found.start()]
