"""Reading vCards 2.1, 3.0 and 4.0: address books of telephones. One card, one row.

Pictures, sounds and keys are left out of row and facts and said (`Intake.dropped`); exact coordinates stay in the words
of the row and become no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from underice.intake.answers import Answers, nobody, row_of, tied, too_large
from underice.intake.cells import birth_said
from underice.intake.encodings import CODECS, Choice, choose
from underice.intake.grid import MOST_BYTES, MOST_ROWS, notices
from underice.intake.model import Fault, Intake, Listed, Row, Tie
from underice.intake.relations import kin_said
from underice.intake.vcard_lines import Card, Property, cards, properties

_TABLE = Path(__file__).parent / "data" / "vcard_properties.tsv"
_SAMPLE = 1 << 20
MOST_RELATIVES = 100
"""Relatives of one person beyond this stay in the words of her row."""
_EAST = re.compile(r"[가-힣\u3400-\u9fff]+")
_BDAY = re.compile(r"(?P<year>[0-9]{4})-?(?P<month>[0-9]{2})?-?(?P<day>[0-9]{2})?(?:[T ].*)?")
_NO_YEAR = re.compile(r"--(?:-?[0-9]{2}|[0-9]{2}-?[0-9]{2})(?:T.*)?")
_GENDERS = {"F": "f", "M": "m", "O": "x"}
_RELATED = {"child": "child", "parent": "parent", "sibling": "sibling", "spouse": "spouse", "kin": "relative"}
_LEFT_OUT = "(left out)"
_DATA = re.compile(rb"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b[^:]*:", re.IGNORECASE)
_LEAD = re.compile(r"(?:urn:uuid:|urn:uid:|uuid:|uid:)", re.IGNORECASE)

_Mention = tuple[str, str, str, bool]
"""A relative in a card: relation, words for it, a UID or a name, and whether it is a UID."""


def read_vcard(data: bytes, *, name: str, encoding: str | None = None) -> Intake:
    """The people of a vCard file. encoding: if the user chose one; lines that name their own keep it.

    Never raises for what is in the file. Faults of the list: those of `underice.intake.encodings`, "too-large" {limit,
    rows}, "too-many-rows" {limit, left}, "no-people". Faults of a row: "cut-off", "unread-lines" {count},
    "birth-without-year", "coordinates-not-taken", "uid-twice" {row}, "repeated-row" {row}, "unknown-reference"
    {reference}, "own-relative", "too-many-relatives" {limit}, "name-too-long" {limit}, "row-too-long" {limit}, and those
    of `underice.intake.grid.notices` and `underice.intake.cells.cell`.
    """
    if len(data) > MOST_BYTES:
        return too_large(name, "vcard")
    data, choice = _settled(data, encoding)
    reader = _Reader(choice.encoding)
    left = 0
    for card in cards(data):
        if len(reader.rows) == MOST_ROWS:
            left += 1
        else:
            reader.read(card)
    ties = reader.tie()
    faults = [*choice.faults]
    if left:
        faults.append(Fault("too-many-rows", {"limit": MOST_ROWS, "left": left}))
    faults += nobody(reader.people)
    return Intake(
        name=name,
        format="vcard",
        rows=tuple(reader.rows),
        people=tuple(sorted(reader.people, key=lambda one: one.row)),
        ties=ties,
        encoding=choice.encoding,
        encoding_guessed=choice.guessed,
        encodings=choice.alternatives,
        dropped=tuple(sorted(reader.dropped)),
        faults=tuple(faults),
    )


def _settled(data: bytes, encoding: str | None) -> tuple[bytes, Choice]:
    """The bytes in an encoding whose line ends are single bytes, without a mark, and the choice that was made."""
    choice = choose(data[:_SAMPLE], whole=len(data) <= _SAMPLE, encoding=encoding)
    data = data[choice.skip :]
    if not choice.encoding.startswith(("utf-16", "utf-32")):
        return data, choice
    text = data.decode(CODECS[choice.encoding], "underice-mark")
    return text.encode("utf-8", "replace"), choice


@cache
def meanings() -> dict[str, str]:
    """What each known property says: a property of the kind "person", or what to do with it (data file)."""
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = (line.partition("\t") for line in lines[1:])
    return {key: meaning for key, _, meaning in pairs}


class _Reader:
    """Reads card after card; ties are made at the end, when all UIDs are known."""

    def __init__(self, encoding: str) -> None:
        self.encoding = "utf-8" if encoding.startswith(("utf-16", "utf-32")) else encoding
        self.rows: list[Row] = []
        self.people: list[Listed] = []
        self.dropped: set[str] = set()
        self._uids: dict[str, Answers] = {}
        self._seen: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._mentions: list[tuple[int, str, _Mention]] = []

    def read(self, card: Card) -> None:
        number = len(self.rows) + 1
        text = _words(card, self.encoding)
        locator = f"line {card.line}"
        faults = list(notices(text))
        if not card.inside:
            self.rows.append(row_of(number, locator, text, "not-understood", (), faults))
            return
        if text in self._seen:
            fault = Fault("repeated-row", {"row": self._seen[text]})
            self.rows.append(row_of(number, locator, text, "repeated", (), [*faults, fault]))
            return
        self._seen[text] = number
        found, unread = properties(card, self.encoding)
        if not card.ended:
            faults.append(Fault("cut-off"))
        if unread:
            faults.append(Fault("unread-lines", {"count": unread}))
        self.dropped.update(one.name for one in found if meanings().get(one.name) == "dropped")
        if _kind(found) not in ("", "individual"):
            self.rows.append(row_of(number, locator, text, "remark", (), faults))
            return
        person = self._person(number, found)
        faults += person.faults
        told = person.has("name", "alias", "phone", "remark", "address", "occupation")
        if not told and person.ref not in self._counts:
            self.rows.append(row_of(number, locator, text, "not-understood", (), faults))
            return
        self._keep(person, faults)
        self.people.append(person.listed())
        self.rows.append(row_of(number, locator, text, "people", (person.ref,), faults))

    def _person(self, number: int, found: list[Property]) -> Answers:
        person = Answers(str(number), number)
        labels = {one.group: _label(one.text()) for one in found if one.name == "X-ABLABEL" and one.group}
        _tell_names(person, found)
        for one in found:
            prop = meanings().get(one.name, "")
            if prop == "related":
                self._related(number, person, one, labels.get(one.group, ""))
            else:
                _tell(person, one, prop)
        uid = next((one.text().strip() for one in found if one.name == "UID"), "")
        person.known_as = uid[:200] or None
        return person

    def _keep(self, person: Answers, faults: list[Fault]) -> None:
        uid = _bare(person.known_as or "")
        if uid and uid in self._uids:
            faults.append(Fault("uid-twice", {"row": self._uids[uid].row}))
        elif uid:
            self._uids[uid] = person

    def _related(self, number: int, person: Answers, one: Property, label: str) -> None:
        words = label or _relation_words(one)
        kin = _RELATED.get(words.casefold()) or _kin(words)
        value = one.text().strip()
        if kin is None or not value:
            person.tell("remark", value, words or one.name)
            return
        is_uid = _LEAD.match(value) is not None or one.params.get("VALUE", ("",))[0].lower() == "uri"
        if self._counts.setdefault(person.ref, 0) == MOST_RELATIVES:
            person.faults.append(Fault("too-many-relatives", {"limit": MOST_RELATIVES}))
            return
        self._counts[person.ref] += 1
        self._mentions.append((number, person.ref, (kin, words, value, is_uid)))

    def tie(self) -> tuple[Tie, ...]:
        """Ties to cards with the UID named, and to further people for relatives named in words."""
        ties: dict[Tie, None] = {}
        further: dict[str, int] = {}
        for number, ref, (relation, words, value, is_uid) in self._mentions:
            known = self._uids.get(_bare(value)) if is_uid else None
            if known is None and is_uid:
                self._fault(number, Fault("unknown-reference", {"reference": value[:40]}))
                continue
            if known is None:
                further[ref] = further.get(ref, 0) + 1
                known = Answers(f"{ref}.{further[ref]}", number)
                known.in_list = False
                known.tell("name", value, words)
                self.people.append(known.listed())
                self._add(number, known.ref)
            tie, faults = tied(ref, known.ref, relation, words)
            if tie is not None:
                ties[tie] = None
            for fault in faults:
                self._fault(number, fault)
        return tuple(ties)

    def _fault(self, number: int, fault: Fault) -> None:
        row = self.rows[number - 1]
        self.rows[number - 1] = row_of(row.number, row.locator, row.text, row.kind, row.people, [*row.faults, fault])

    def _add(self, number: int, ref: str) -> None:
        row = self.rows[number - 1]
        self.rows[number - 1] = row_of(row.number, row.locator, row.text, row.kind, [*row.people, ref], row.faults)


def _words(card: Card, encoding: str) -> str:
    """The lines of a card as they stood, without the data of pictures, sounds and keys."""
    kept: list[bytes] = []
    skipping = False
    for line in card.lines:
        if skipping and (line[:1] in (b" ", b"\t") or (line and b":" not in line)):
            continue
        found = _DATA.match(line)
        # A blank line ends the data of a 2.1 card; the address of a picture is no picture.
        address = found is not None and line[found.end() :].lower().startswith((b"http:", b"https:"))
        skipping = found is not None and not address
        kept.append(line[: found.end()] + _LEFT_OUT.encode() if found is not None and not address else line)
    return b"\n".join(kept).decode(CODECS[encoding], "underice-mark")


def _kind(found: list[Property]) -> str:
    return next(
        (one.text().strip().casefold() for one in found if one.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND")), ""
    )


def _bare(uid: str) -> str:
    return _LEAD.sub("", uid.strip()).casefold()


def _label(text: str) -> str:
    """The words of a label; Apple writes its own as "_$!<Father>!$_"."""
    return text.removeprefix("_$!<").removesuffix(">!$_").strip()


def _relation_words(one: Property) -> str:
    words = next((kind for kind in one.kinds if kind in _RELATED or _kin(kind)), "")
    return words or one.name.rpartition("-")[2].casefold().replace("spousesname", "spouse") * (one.name != "RELATED")


def _kin(words: str) -> str | None:
    kin = kin_said(words)
    return kin.relation if kin is not None else None


def _tell_names(person: Answers, found: list[Property]) -> None:
    """FN as it stands; N, and the names as they sound, where they say something else."""
    full = [one.text() for one in found if one.name == "FN"]
    for text in full:
        person.tell("name", text, "FN")
    seen = {frozenset(re.split(r"[\s,-]+", text.casefold())) for text in full}
    for one in found:
        if one.name == "N":
            parts = (*one.parts(), "", "", "", "", "")[:5]
            text = _joined(parts[0], " ".join(part for part in parts[1:3] if part))
            tokens = frozenset(re.split(r"[\s,-]+", text.casefold()))
            if text and tokens not in seen and text.replace(" ", "") not in {one.replace(" ", "") for one in full}:
                person.tell("name", text, "N")
                seen.add(tokens)
    sounds = {one.name: one.text().strip() for one in found if one.name.startswith("X-PHONETIC")}
    text = _joined(
        sounds.get("X-PHONETIC-LAST-NAME", ""),
        " ".join(sounds[key] for key in ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME") if sounds.get(key)),
    )
    if text:
        person.tell("name", text, "X-PHONETIC")


def _joined(family: str, given: str) -> str:
    """Family name first, written together in Hangul and Chinese characters."""
    east = _EAST.fullmatch(family) and _EAST.fullmatch(given)
    return f"{family}{given}" if east else f"{family} {given}".strip()


def _tell(person: Answers, one: Property, prop: str) -> None:
    special: dict[str, Callable[[Answers, Property], None]] = {
        "birth": _tell_birth, "sex": _tell_sex, "alias": _tell_aliases, "coordinates": _leave_coordinates,
    }  # fmt: skip
    if one.name == "ADR":
        person.tell("address", " ".join(part for part in reversed(one.parts()) if part), "ADR")
    elif one.name == "ORG":
        person.tell("occupation", " ".join(part for part in one.parts() if part), "ORG")
    elif prop in special:
        special[prop](person, one)
    elif prop == "" and one.name in ("N", "FN"):
        return
    elif prop == "" and not one.name.startswith("X-PHONETIC"):
        person.tell("remark", "" if one.binary else one.text(), one.name)
    elif prop not in ("ignored", "dropped", "name", ""):
        text = re.sub(r"^(?:tel|mailto|xmpp|im):", "", one.text().strip(), flags=re.IGNORECASE)
        person.tell(prop, text, "" if one.name == "NOTE" else one.name)


def _tell_birth(person: Answers, one: Property) -> None:
    text = one.text().strip()
    found = _BDAY.fullmatch(text)
    omitted = one.params.get("X-APPLE-OMIT-YEAR", ("",))[0]
    if _NO_YEAR.fullmatch(text) or (found is not None and found["year"] == omitted):
        person.faults.append(Fault("birth-without-year"))
        person.tell("remark", text.removeprefix(omitted) if omitted else text, "BDAY")
    elif found is not None:
        person.tell("birth", "-".join(part for part in found.group("year", "month", "day") if part), "BDAY")
    else:
        # "19" alone is a century here and never an age.
        person.tell("birth" if birth_said(text) else "remark", text, "BDAY")


def _tell_sex(person: Answers, one: Property) -> None:
    code, _, words = one.text().partition(";")
    sex = _GENDERS.get(code.strip().upper())
    if sex is not None:
        person.say("sex", sex)
    elif code.strip().upper() not in ("", "N", "U"):
        person.tell("sex", code, one.name)
    person.tell("remark", words, one.name)


def _tell_aliases(person: Answers, one: Property) -> None:
    for text in one.parts(","):
        person.tell("alias", text, one.name)


def _leave_coordinates(person: Answers, _: Property) -> None:
    person.faults.append(Fault("coordinates-not-taken"))
