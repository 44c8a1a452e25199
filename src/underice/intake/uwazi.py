"""Reading the CSV of Uwazi: its export and its import format, alone or inside a zip with files. One entity, one row.

Several values stand between "|", a choice below another as "parent::child", a link as "label|address", a range of days
with "~" (export) or ":" (import), a place on the map as "latitude|longitude" — the last stays in the words of the row
and becomes no fact. A column per language ends in "__ko". Source: huridocs/uwazi, app/api/csv.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from underice.intake.answers import Answers, nobody, row_of, too_large
from underice.intake.cells import kin_said, name_like
from underice.intake.columns import OF, meaning_of
from underice.intake.csv_records import CsvRecord, records
from underice.intake.grid import MOST_BYTES, clean, notices
from underice.intake.json_limits import TooBig, decoded
from underice.intake.model import Fault, Intake, Listed, Row, RowKind, Tie
from underice.vocabulary.entering import date_said
from underice.vocabulary.kinds import kinds
from underice.vocabulary.packages import DAMAGED

_TABLE = Path(__file__).parent / "data" / "uwazi_columns.tsv"
MOST_RATIO = 200
"""A zip whose CSV unpacks to more than this many times its packed size is taken for a bomb."""
MOST_FILES = 10_000
_SMALL = 1 << 20  # bytes; below this any ratio is harmless
_LANGUAGE = re.compile(r"^(?P<bare>.*\S)__(?P<lang>[a-z]{2,3})$")
_COORDINATES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?\s*\|\s*-?[0-9]{1,3}(?:\.[0-9]+)?")
_LINK = re.compile(r"(?P<label>[^|]*)\|(?P<url>https?://[^|\s]*)")
_RANGE = re.compile(r"(?P<from>[0-9][^~:]*?)\s*[~:]\s*(?P<to>[0-9][^~:]*)")
_OF_PEOPLE = ("sex", "age", "birth", "origin", "birthplace")
_MANY = "|"
_BELOW = "::"
_WHOLE_WORDS = ("remark", "description", "address", "appearance", "health", "education", "phone")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its words without the language, that language, and its meaning ("title", a property, "ignored" …)."""

    heading: str
    lang: str
    meaning: str


def read_uwazi(data: bytes, *, name: str, encoding: str | None = None) -> Intake:
    """The people of a Uwazi CSV, or of the first CSV in a zip ("import.csv" before others).

    Never raises for what is in the file. Faults of the list: those of `underice.intake.encodings`, "too-large" {limit,
    rows}, "too-many-rows" {limit}, "no-title-column", "no-people", "zip-without-csv", "zip-broken", "zip-encrypted", "zip-bomb"
    {limit}, "files-in-zip" {count}. Faults of a row: "bad-csv", "too-many-columns" {limit}, "coordinates-not-taken",
    "other-template" {template}, "repeated-row" {row}, "no-title", "name-too-long" {limit}, and those of `underice.intake.grid.notices` and
    `underice.intake.cells.cell`.
    """
    faults: tuple[Fault, ...] = ()
    if data.startswith(b"PK"):
        unpacked, faults = _unpacked(data)
        if unpacked is None:
            return Intake(name, "uwazi", (), (), faults=faults)
        data = unpacked
    try:
        file = decoded(data, encoding)
    except TooBig:
        return too_large(name, "uwazi")
    found = records(file.text)
    reader = _Reader()
    for one in found.records:
        reader.read(one)
    if not reader.titled and found.records:
        faults = (*faults, Fault("no-title-column"))
    return Intake(
        name=name,
        format="uwazi",
        rows=tuple(reader.rows),
        people=tuple(reader.people),
        ties=tuple(reader.ties),
        lang=reader.lang(),
        encoding=file.encoding,
        encoding_guessed=file.guessed,
        encodings=file.others,
        faults=(*faults, *file.faults, *found.faults, *nobody(reader.people)),
    )


def _unpacked(data: bytes) -> tuple[bytes | None, tuple[Fault, ...]]:
    """The CSV in a zip, read no further than a file may be long."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
    except DAMAGED:
        return None, (Fault("zip-broken"),)
    tables = sorted(
        (one for one in listed[:MOST_FILES] if one.filename.lower().endswith(".csv")),
        key=lambda one: (one.filename.lower().rpartition("/")[2] != "import.csv", one.filename.count("/")),
    )
    if not tables:
        return None, (Fault("zip-without-csv"),)
    first = tables[0]
    if first.flag_bits & 1:
        return None, (Fault("zip-encrypted"),)
    # What a zip says of its own sizes is no promise: what is read is bounded too.
    limit = min(MOST_BYTES, max(_SMALL, len(data) * MOST_RATIO))
    try:
        with archive.open(first) as file:
            text = file.read(limit + 1)
    except DAMAGED:
        return None, (Fault("zip-broken"),)
    if len(text) > limit:
        return None, (Fault("zip-bomb", {"limit": limit}),)
    others = len(listed) - 1
    return text, (Fault("files-in-zip", {"count": others}),) if others else ()


class _Reader:
    """Reads record after record; the first is the head."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.people: list[Listed] = []
        self.ties: list[Tie] = []
        self.titled = False
        self._columns: list[_Column] | None = None
        self._seen: dict[str, int] = {}

    def lang(self) -> str | None:
        """The language of the columns that name one, if they all name the same."""
        named = {one.lang for one in self._columns or () if one.lang}
        return named.pop() if len(named) == 1 else None

    def read(self, one: CsvRecord) -> None:
        """Read one record into a row."""
        faults = [*one.faults, *notices(one.text)]
        if not one.text.strip(' ,;\t"\r\n'):
            self._keep(one, "blank", faults)
        elif self._columns is None:
            self._columns = [_column(clean(cell)) for cell in one.cells]
            self.titled = any(column.meaning == "title" for column in self._columns)
            self._keep(one, "heading" if self.titled else "not-understood", faults)
        elif not one.cells or not self.titled:
            self._keep(one, "not-understood", faults)
        elif one.text in self._seen:
            self._keep(one, "repeated", [*faults, Fault("repeated-row", {"row": self._seen[one.text]})])
        else:
            self._seen[one.text] = one.number
            self._entity(one, self._columns, faults)

    def _keep(self, one: CsvRecord, kind: RowKind, faults: list[Fault], people: tuple[str, ...] = ()) -> None:
        self.rows.append(row_of(one.number, one.locator, one.text, kind, people, faults))

    def _entity(self, one: CsvRecord, columns: list[_Column], faults: list[Fault]) -> None:
        person = Answers(str(one.number), one.number)
        relatives: list[tuple[str, str, str]] = []
        told = list(zip(columns, one.cells, strict=False))
        for column, cell in sorted(told, key=lambda pair: pair[0].meaning != "title"):
            text = clean(cell)
            if not text or column.meaning in ("ignored", "template"):
                continue
            if column.meaning == "geolocation" or _COORDINATES.fullmatch(text):
                person.faults.append(Fault("coordinates-not-taken"))
            elif column.meaning.startswith(OF):
                words = [value for value in text.split(_MANY) if value.strip()]
                relatives += [(column.meaning.removeprefix(OF), value, column.heading) for value in words]
            else:
                _tell(person, column, text)
        template = next((clean(cell) for column, cell in told if column.meaning == "template"), "")
        if template and not _is_person(template) and not relatives and not person.has(*_OF_PEOPLE):
            fault = Fault("other-template", {"template": template[:60]})
            self._keep(one, "remark", [*faults, *person.faults, fault])
            return
        if not person.has("name", "alias", "description"):
            person.faults.append(Fault("no-title"))
        for number, (relation, value, heading) in enumerate(relatives[:100], 1):
            relative = Answers(f"{person.ref}.{number}", one.number)
            relative.in_list = False
            relative.tell("name", value, heading)
            self.ties.append(Tie(person.ref, relative.ref, relation, heading))
            relatives[number - 1] = (relative.ref, "", "")
            self.people.append(relative.listed())
        refs = (person.ref, *(ref for ref, value, _ in relatives[:100] if not value))
        self.people.insert(len(self.people) - len(refs) + 1, person.listed())
        self._keep(one, "people", [*faults, *person.faults], refs)


def _column(cell: str) -> _Column:
    found = _LANGUAGE.match(cell)
    bare, lang = (found["bare"], found["lang"]) if found else (cell, "")
    own = _own().get(bare.casefold())
    if own is not None and own != "person":
        return _Column(bare, lang, own)
    meaning = meaning_of(bare) or "remark"
    known = meaning in kinds()["person"].properties and meaning not in ("household", "photo")
    return _Column(bare, lang, meaning if known or meaning == "kin" or meaning.startswith(OF) else "remark")


def _is_person(template: str) -> bool:
    words = set(re.split(r"[\W_]+", template.casefold()))
    return any(_own().get(word) == "person" for word in words)


@cache
def _own() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            meaning, _, words = line.partition("\t")
            found.update(dict.fromkeys(words.split("|"), meaning))
    return found


def _tell(person: Answers, column: _Column, text: str) -> None:
    """What one cell says; a title that is no name of a person describes her."""
    if column.meaning == "title":
        if name_like(text) or not re.search(r"[0-9]", text):
            person.tell("name", text, column.heading)
        else:
            person.say("description", text)
        return
    link = _LINK.fullmatch(text)
    if link is not None:
        person.tell("remark", f"{link['label']} {link['url']}".strip(), column.heading)
        return
    values = [text] if _MANY not in text else [value.strip() for value in text.split(_MANY)]
    for value in values:
        _one(person, column, value)


def _one(person: Answers, column: _Column, value: str) -> None:
    """One of several values: a range of days, a choice with the one above it, or plain words."""
    if column.meaning in ("birth", "death"):
        # "~" at an end is half a range here and no "about", which it means in EDTF.
        whole = value == value.strip("~:")
        person.tell(column.meaning if whole else "remark", _range(value) or value, column.heading)
    elif column.meaning == "kin" and kin_said(value) is None:
        person.tell("remark", value, column.heading)
    elif _BELOW in value and column.meaning not in _WHOLE_WORDS:
        above = [part.strip() for part in value.split(_BELOW) if part.strip()]
        place = column.meaning in ("origin", "birthplace", "lives")
        person.tell(column.meaning, " ".join(above) if place else "".join(above[-1:]), column.heading)
    else:
        person.tell(column.meaning, value.replace(_BELOW, ": "), column.heading)
    for kin in person.kin:
        person.say("remark", f"{column.heading}: {kin.as_written}")
    person.kin.clear()


def _range(value: str) -> str | None:
    """A range of days as EDTF; None if the words are none. "2012-02-01~2012-02-20" is 2012-02-01/2012-02-20."""
    found = _RANGE.fullmatch(value.strip())
    if found is None:
        return None
    first, last = date_said(found["from"]), date_said(found["to"])
    if first is None or last is None:
        return None
    return first if first == last else f"{first}/{last}"
