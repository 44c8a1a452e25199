"""The ledger: what has become public about whom, by us or by others, kept in the vault as publications and disclosures.

    ledger.record(vault, New("제목", date="2024-05-20"), [Disclosed(about, "birth", "1987", words="1987년생")])
    ledger.published(vault)            # by record of a person

Nothing is ever taken out because a text was corrected or removed: archives and readers keep it. Such a disclosure gets
the flag `retracted` and is still counted. Taking back a statement of the vault is something else: it says that this was
never published (see docs/guide/ledger.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from underice.exposure.known import FACT_KINDS, FactKind, Published
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import typed

if TYPE_CHECKING:
    from underice.vault.vault import Vault

KIND, OF = "disclosure", "publication"
_PROPS = ("about", "publication", "fact", "value", "relative", "words", "language", "span", "retracted")
_PUBLICATION = ("title", "publisher", "date", "language", "ours")


@dataclass(frozen=True, slots=True, repr=False)
class Publication:
    """A text that is public. id: hexadecimal, "" if it has not been recorded. date: EDTF. ours: we published it."""

    title: str
    date: str | None = None
    publisher: str = ""
    lang: str | None = None
    ours: bool = False
    url: str = ""
    id: str = ""

    def __repr__(self) -> str:
        return f"Publication({self.date}, title hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Disclosed:
    """One thing that a text tells of one person, to be recorded.

    about: the id of a record of hers, hexadecimal. value: as `Published.value`. span: first and last character.
    relative: the id of a relative's record.
    """

    about: str
    fact: FactKind
    value: str
    words: str = ""
    lang: str | None = None
    span: tuple[int, int] | None = None
    relative: str = ""

    def __repr__(self) -> str:
        return f"Disclosed({self.fact}, value hidden)"


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of the ledger: about whom (a record's id), in which publication, what."""

    about: str
    publication: Publication
    said: Published

    def __repr__(self) -> str:
        return f"Line({self.said.fact}, value hidden)"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did. publication: its id. new: disclosures recorded now. again: those there were already."""

    publication: str
    new: int
    again: int
    bundle: int = 0


class UnknownPerson(ValueError):
    """A disclosure about an id that is no record of a person in this vault."""


def lines(vault: Vault, about: Iterable[str] | None = None) -> tuple[Line, ...]:
    """Everything in the ledger, or what is about some records (ids, hexadecimal); the oldest publication first.

    A disclosure without a person or a kind of fact is left out.
    """
    publications = _publications(vault)
    wanted = None if about is None else vault.referring([bytes.fromhex(one) for one in about], KIND)
    found: list[Line] = []
    for entity, claims in groupby(vault.claims(KIND, _PROPS, ids=wanted), lambda one: one.entity):
        said = {one.prop: typed(one) for one in claims}
        kind = said.get("fact")
        if "about" not in said or kind not in FACT_KINDS:
            continue
        text = publications.get(said.get("publication", ""), Publication(""))
        found.append(
            Line(
                said["about"],
                text,
                Published(
                    fact=kind,
                    value=said.get("value", ""),
                    publication=text.id,
                    date=text.date,
                    lang=said.get("language") or text.lang,
                    words=said.get("words", ""),
                    retracted=said.get("retracted") == "true",
                    relative=said.get("relative", ""),
                    ours=text.ours,
                    title=text.title,
                    id=entity.hex(),
                ),
            )
        )
    return tuple(
        sorted(found, key=lambda one: (one.publication.date or "", one.publication.id, one.about, one.said.id))
    )


def published(vault: Vault, about: Iterable[str] | None = None) -> dict[str, tuple[Published, ...]]:
    """What is public, by the record it is about."""
    found: dict[str, list[Published]] = {}
    for line in lines(vault, about):
        found.setdefault(line.about, []).append(line.said)
    return {record: tuple(said) for record, said in found.items()}


def _publications(vault: Vault) -> dict[str, Publication]:
    found: dict[str, Publication] = {}
    for entity, claims in groupby(vault.claims(OF, _PUBLICATION), lambda one: one.entity):
        said = {one.prop: typed(one) for one in claims}
        found[entity.hex()] = Publication(
            said.get("title", ""),
            said.get("date"),
            said.get("publisher", ""),
            said.get("language"),
            said.get("ours") == "true",
            id=entity.hex(),
        )
    return found


def record(
    vault: Vault, publication: Publication, disclosed: Sequence[Disclosed], *, by: str | None = None
) -> Recorded:
    """Record what a text has made public, as one action: all of it or nothing, and nothing twice.

    A publication with the same title and date is the same one. by: who records (default: the writer of the vault).
    Raises UnknownPerson if one is about no person on record, VaultError; then nothing is recorded.
    """
    found, said = entries(vault, publication, disclosed)
    if not said:
        return found
    done = vault.record(said, by=by, note=publication.title)
    return replace(found, bundle=done.number)


def entries(vault: Vault, publication: Publication, disclosed: Sequence[Disclosed]) -> tuple[Recorded, list[Statement]]:
    """What `record` would record, for whoever records more in the same action; [] if all of it is there already.

    Raises UnknownPerson if one is about no person on record.
    """
    for one in disclosed:
        for record_ in (one.about, one.relative) if one.relative else (one.about,):
            if vault.kind_of(bytes.fromhex(record_)) != "person":
                raise UnknownPerson(record_[:8])
    known = _known_publication(vault, publication)
    there = set() if known is None else {
        _sign(one.about, one.said.fact, one.said.value, one.said.relative)
        for one in lines(vault, sorted({one.about for one in disclosed}))
        if one.publication.id == known.id
    }  # fmt: skip
    fresh: dict[tuple[str, ...], Disclosed] = {}
    for one in disclosed:
        sign = _sign(one.about, one.fact, one.value, one.relative)
        if sign not in there:
            fresh.setdefault(sign, one)
    again = len({_sign(one.about, one.fact, one.value, one.relative) for one in disclosed} & there)
    if not fresh:
        return Recorded(known.id if known is not None else "", 0, again), []
    id_ = bytes.fromhex(known.id) if known is not None else new_id()
    source = new_id()
    said = [*_source(source, publication)]
    if known is None:
        said += _publication(id_, source, publication)
    said += [_about(id_, source, one, publication.date) for one in sorted({one.about for one in fresh.values()})]
    for one in fresh.values():
        said += _disclosure(id_, source, one, publication)
    return Recorded(id_.hex(), len(fresh), again), said


def take_back(vault: Vault, publication: str, on: str | None = None, *, by: str | None = None) -> int:
    """Flag all that a publication (by id, hexadecimal) told as retracted by its publisher; how many disclosures.

    They still count. on: the day of it (EDTF). What is flagged already is left as it is.
    """
    said: list[Statement] = []
    source = new_id()
    mine = [line for line in lines(vault) if line.publication.id == publication and not line.said.retracted]
    if not mine:
        return 0
    said += _source(source, mine[0].publication)
    for line in mine:
        entity = bytes.fromhex(line.said.id)
        said.append(_said(entity, KIND, "retracted", "true", source, on))
        if on is not None:
            said.append(_said(entity, KIND, "retracted_on", on, source, on))
    vault.record(said, by=by, note=mine[0].publication.title)
    return len(mine)


def _sign(about: str, fact: str, value: str, relative: str) -> tuple[str, ...]:
    """By which two disclosures of one publication are the same."""
    return about, fact, value, relative


def _known_publication(vault: Vault, publication: Publication) -> Publication | None:
    if publication.id:
        return _publications(vault).get(publication.id)
    title = " ".join(publication.title.split())
    same = (
        one
        for one in _publications(vault).values()
        if " ".join(one.title.split()) == title and one.date == publication.date
    )
    return next(same, None)


def _source(source: bytes, publication: Publication) -> list[Statement]:
    """The published text as the source of what the ledger says."""
    told = [("title", publication.title), ("type", "report" if publication.ours else "article")]
    if publication.date is not None:
        told.append(("date", publication.date))
    return [_said(source, "source", name, value, source, publication.date) for name, value in told if value]


def _publication(id_: bytes, source: bytes, publication: Publication) -> list[Statement]:
    told: Mapping[str, str | None] = {
        "title": publication.title,
        "publisher": publication.publisher,
        "date": publication.date,
        "language": publication.lang,
        "url": publication.url,
        "ours": "true" if publication.ours else "false",
    }
    return [_said(id_, OF, name, value, source, publication.date) for name, value in told.items() if value]


def _about(id_: bytes, source: bytes, about: str, on: str | None) -> Statement:
    return _said(id_, OF, "about", about, source, on)


def _disclosure(id_: bytes, source: bytes, one: Disclosed, publication: Publication) -> list[Statement]:
    told: Mapping[str, str | None] = {
        "about": one.about,
        "publication": id_.hex(),
        "fact": one.fact,
        "value": one.value,
        "relative": one.relative,
        "words": one.words,
        "language": one.lang or publication.lang,
        "span": f"{one.span[0]}-{one.span[1]}" if one.span is not None else None,
    }
    entity = new_id()
    return [_said(entity, KIND, name, value, source, publication.date) for name, value in told.items() if value]


def _said(entity: bytes, kind: str, name: str, value: str, source: bytes, on: str | None) -> Statement:
    """One statement, in the form its property asks for. Raises BadEntry for a value that cannot be one."""
    prop = property_of(kind, name)
    if prop is None:
        raise ValueError(f"no property {kind}.{name}")
    entry = enter(prop, value, said=on, resolve=_id)
    return Statement(
        entity, kind, name, entry.value, source, entry.lang, entry.script, entry.norm,
        sensitivity=prop.sensitivity, said_at=on,
    )  # fmt: skip


def _id(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
