"""Reading FollowTheMoney: entities as JSON (lines, array or "results") or statements as CSV (Aleph, OpenSanctions, ftm).

A Person is a person, a Family a kin tie; every other schema is a remark, its row kept. Which property means what stands
in kinds/*.yaml and is read here the other way round. Format: followthemoney.tech (schema, statement model).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from underice.intake.answers import Answers, nobody, row_of, tied, too_large
from underice.intake.cells import sex_said
from underice.intake.csv_records import records as csv_records
from underice.intake.grid import notices
from underice.intake.json_limits import Decoded, Json, TooBig, decoded, printable, records
from underice.intake.model import Fault, Intake, Row, RowKind, Tie
from underice.intake.relations import kin_said
from underice.vocabulary.kinds import kinds

_TABLE = Path(__file__).parent / "data" / "followthemoney_properties.tsv"
MOST_VALUES = 500
"""Values of one property beyond this stay in the words of the row."""
_COLUMNS = ("entity_id", "prop", "schema", "value")
_PARTS = ("lastName", "firstName", "middleName", "secondName")

Properties = dict[str, list[str]]


@cache
def meanings() -> dict[str, str]:
    """What a property of Person says: kinds/person.yaml read backwards, and further ones of the data file."""
    found = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, meaning = line.partition("\t")
            found[key] = meaning
    for name, prop in kinds()["person"].properties.items():
        if prop.followthemoney is not None:
            found[prop.followthemoney.removeprefix("Person:")] = name
    return found


def read_followthemoney(data: bytes, *, name: str, encoding: str | None = None) -> Intake:
    """The people of a FollowTheMoney file.

    Never raises for what is in the file. Faults of the list: those of `underice.intake.encodings`, "too-large" {limit,
    rows}, "too-many-rows" {limit, left}, "file-cut-off" {row}, "no-people". Faults of a row: "bad-json", "cut-off", "too-deep"
    {limit}, "row-too-long" {limit}, "not-a-record", "key-twice" {key}, "not-a-number" {word}, "bad-csv",
    "not-an-entity", "other-schema" {schema}, "same-entity" {row}, "unknown-reference" {reference}, "own-relative",
    "unknown-relation", "too-many-values" {prop, limit}, "name-too-long" {limit}, and those of
    `underice.intake.grid.notices` and `underice.intake.cells.cell`.
    """
    try:
        file = decoded(data, encoding)
    except TooBig:
        return too_large(name, "followthemoney")
    reader = _Reader()
    start = file.text.lstrip()[:1]
    faults = reader.entities(file.text) if start in ("{", "[", "") else reader.statements(file.text)
    return reader.intake(name, file, faults)


class _Reader:
    """Reads row after row; ties are made at the end, when all entities are known."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._people: dict[str, Answers] = {}
        self._unnamed: list[Answers] = []
        self._parts: dict[str, Properties] = {}
        self._ties: list[tuple[int, Properties]] = []

    def entities(self, text: str) -> tuple[Fault, ...]:
        """Read entities as JSON."""
        found = records(text)
        for one in found.records:
            locator = f"record {one.number}"
            value = one.value or {}
            schema, uid, props = value.get("schema"), value.get("id"), value.get("properties")
            if one.value is None:
                self._keep(one.number, locator, one.text, "not-understood", one.faults)
            elif not isinstance(schema, str) or not isinstance(props, dict):
                self._keep(one.number, locator, one.text, "not-understood", [*one.faults, Fault("not-an-entity")])
            else:
                told = {key: _values(listed) for key, listed in props.items()}
                known = printable(uid)[:200] if isinstance(uid, str) and uid else ""
                self._entity(one.number, locator, one.text, schema, known, told, one.faults)
        return found.faults

    def statements(self, text: str) -> tuple[Fault, ...]:
        """Read statements as CSV: each is a row, and those of one entity speak of one person."""
        found = csv_records(text)
        head: dict[str, int] = {}
        complete = False
        ties: dict[str, tuple[int, Properties]] = {}
        for one in found.records:
            if not head:
                head = {cell.strip(): at for at, cell in enumerate(one.cells)}
                complete = all(column in head for column in _COLUMNS)
                faults = one.faults if complete else (*one.faults, Fault("not-an-entity"))
                self._keep(one.number, one.locator, one.text, "heading" if complete else "not-understood", faults)
                continue
            values = [one.cells[head[column]] if head.get(column, 9999) < len(one.cells) else "" for column in _COLUMNS]
            uid, prop, schema, value = values
            if one.faults or not uid or not prop or not complete:
                kind: RowKind = "blank" if not one.text.strip() else "not-understood"
                self._keep(one.number, one.locator, one.text, kind, one.faults)
            elif schema == "Family":
                ties.setdefault(uid, (one.number, {}))[1].setdefault(prop, []).append(value)
                self._keep(one.number, one.locator, one.text, "remark")
            elif prop == "id":
                self._keep(one.number, one.locator, one.text, "remark")
            else:
                self._entity(one.number, one.locator, one.text, schema, uid, {prop: [value]}, (), several=True)
        self._ties += ties.values()
        return found.faults

    def _keep(
        self, number: int, locator: str, text: str, kind: RowKind, faults: Iterable[Fault] = (), ref: str = ""
    ) -> None:
        said = [*faults, *notices(text)]
        self.rows.append(row_of(number, locator, text, kind, [ref] if ref else [], said))

    def _entity(
        self,
        number: int,
        locator: str,
        text: str,
        schema: str,
        uid: str,
        props: Properties,
        faults: Iterable[Fault],
        *,
        several: bool = False,
    ) -> None:
        """One entity, or one statement of it (several: more rows of the same entity are what one expects)."""
        if schema == "Family":
            self._ties.append((number, props))
            self._keep(number, locator, text, "remark", faults)
        elif schema != "Person":
            other = Fault("other-schema", {"schema": printable(schema)[:60]})
            self._keep(number, locator, text, "remark", [*faults, other])
        else:
            person = self._people.get(uid) if uid else None
            if person is not None and not several:
                faults = [*faults, Fault("same-entity", {"row": person.row})]
            if person is None:
                person = Answers(str(number), number)
                person.known_as = uid or None
                if uid:
                    self._people[uid] = person
                else:
                    self._unnamed.append(person)
            before = len(person.faults)
            _tell(person, props)
            parts = self._parts.setdefault(person.ref, {})
            for key in _PARTS:
                parts.setdefault(key, []).extend(props.get(key, ())[:3])
            self._keep(number, locator, text, "people", [*faults, *person.faults[before:]], person.ref)

    def _tie(self) -> list[Tie]:
        found: dict[Tie, None] = {}
        for number, props in self._ties:
            ties, faults = self._family(props)
            found.update(dict.fromkeys(ties))
            if faults or ties:
                row = self.rows[number - 1]
                refs = [ref for tie in ties for ref in (tie.person, tie.relative)]
                self.rows[number - 1] = row_of(
                    number, row.locator, row.text, row.kind, dict.fromkeys(refs), [*row.faults, *faults]
                )
        return list(found)

    def _family(self, props: Properties) -> tuple[list[Tie], list[Fault]]:
        """The ties of one Family, read "relative is the relationship of person"."""
        words = next(iter(props.get("relationship", ())), "")
        kin = kin_said(words)
        faults = [] if kin is not None else [Fault("unknown-relation")]
        ties: list[Tie] = []
        for one in props.get("person", ())[:MOST_VALUES]:
            for other in props.get("relative", ())[:MOST_VALUES]:
                person, relative = self._people.get(one), self._people.get(other)
                if person is None or relative is None:
                    missing = other if relative is None else one
                    faults.append(Fault("unknown-reference", {"reference": missing[:40]}))
                    continue
                tie, wrong = tied(person.ref, relative.ref, kin.relation if kin else "relative", words[:200])
                ties += [tie] if tie is not None else []
                faults += wrong
        return ties[:MOST_VALUES], faults[:MOST_VALUES]

    def intake(self, name: str, file: Decoded, faults: tuple[Fault, ...]) -> Intake:
        """All that was read."""
        ties = self._tie()
        for one in [*self._people.values(), *self._unnamed]:
            parts = self._parts[one.ref]
            if not one.has("name") and parts["lastName"] and parts["firstName"]:
                one.tell("name", " ".join(part for key in _PARTS for part in parts[key][:3]))
        people = sorted([*self._people.values(), *self._unnamed], key=lambda one: one.row)
        return Intake(
            name=name,
            format="followthemoney",
            rows=tuple(self.rows),
            people=tuple(one.listed() for one in people),
            ties=tuple(ties),
            encoding=file.encoding,
            encoding_guessed=file.guessed,
            encodings=file.others,
            faults=(*file.faults, *faults, *nobody(people)),
        )


def _values(listed: Json) -> list[str]:
    """The values of a property: a list of texts; a bare text is taken as one; an entity written out by its id."""
    if isinstance(listed, str):
        return [printable(listed)]
    found = []
    for one in listed if isinstance(listed, list) else ():
        uid = one.get("id") if isinstance(one, dict) else one
        if isinstance(uid, str):
            found.append(printable(uid))
    return found


def _tell(person: Answers, props: Properties) -> None:
    for key, values in props.items():
        meaning = meanings().get(key, "remark")
        if meaning == "ignored":
            continue
        if len(values) > MOST_VALUES:
            person.faults.append(Fault("too-many-values", {"prop": key[:60], "limit": MOST_VALUES}))
        for value in values[:MOST_VALUES]:
            if meaning == "sex" and sex_said(value) is None and value.strip().casefold() == "other":
                person.say("sex", "x")
            else:
                person.tell(meaning, value, "" if meaning == "remark" and key in ("notes", "summary") else key)
