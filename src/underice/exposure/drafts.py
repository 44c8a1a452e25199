"""Drafts kept in a vault: the text while it is being written, for whom, and what the editor said about whom it means.

Each wording that is kept is a statement that stands in the place of the one before; nothing is overwritten. Two windows on one
draft cannot write over each other: whoever keeps a wording says which one it is based on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from underice.exposure.corrections import Anchor, BadCorrection, Correction, dumped, loaded
from underice.exposure.reader.model import Reading
from underice.vault.errors import UnknownId
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id
from underice.vocabulary.validation import LONGEST

if TYPE_CHECKING:
    from underice.vault.vault import Vault
    from underice.vault.view import Claim

KIND = "draft"
State = Literal["open", "cleared", "aside"]
_STATES: tuple[State, ...] = ("open", "cleared", "aside")
NEW = ""
"""The version of a draft of which nothing is kept yet."""


class Stale(Exception):
    """Another wording was kept since: `now` is the draft as it stands."""

    def __init__(self, now: Kept) -> None:
        super().__init__("stale")
        self.now = now


class TooLong(ValueError):
    """The text is longer than a vault keeps in one statement."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom the editor says somebody of the draft to be, by words that tell of her. person: a key; None for nobody registered."""

    words: Anchor
    person: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A draft as it stands. version: names this wording; `NEW` before anything was kept. saved: Unix time in seconds."""

    id: bytes
    title: str = ""
    text: str = ""
    published: date | None = None
    audience: str = "public"
    case: bytes | None = None
    corrections: tuple[Correction, ...] = ()
    meant: tuple[Meant, ...] = ()
    state: State = "open"
    version: str = NEW
    saved: int = 0
    by: str = ""
    _targets: Mapping[str, bytes] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        return f"Kept({self.id.hex()[:8]}, hidden)"


def new(title: str = "", text: str = "", *, case: bytes | None = None, published: date | None = None) -> Kept:
    """A draft that is not in the vault yet."""
    return Kept(new_id(), title, text, published, case=case)


def keep(vault: Vault, draft: Kept, *, by: str | None = None) -> Kept:
    """Keep a draft; what did not change is not written again. Returns it with its new version.

    Raises Stale if another wording than `draft.version` stands, TooLong, and what the vault raises.
    """
    if len(draft.text) > LONGEST:
        raise TooLong
    now = kept(vault, draft.id) if vault.kind_of(draft.id) == KIND else None
    if (now.version if now is not None else NEW) != draft.version:
        raise Stale(now if now is not None else replace(draft, version=NEW))
    before = dict(_values(now)) if now is not None else {}
    targets = now._targets if now is not None else {}
    said = [
        _said(draft.id, name, value, targets.get(name))
        for name, value in _values(draft)
        if value != before.get(name, "") and (value or name in targets)
    ]
    if not said:
        return now if now is not None else draft
    vault.record(said, by=by, note="draft")
    return kept(vault, draft.id)


def kept(vault: Vault, id_: bytes) -> Kept:
    """The draft as it stands. Raises UnknownId, also for what is recorded but is no draft."""
    entity = vault.entity(id_)
    if entity.kind != KIND:
        raise UnknownId("unknown-entity")
    properties = entity.properties
    last: dict[str, Claim] = {name: claims[-1] for name, claims in properties.items() if claims}
    values = {name: claim.value for name, claim in last.items()}
    newest = max(last.values(), key=lambda claim: claim.recorded.bundle)
    case = values.get("incident", "")
    return Kept(
        id_,
        title=_plain(values.get("title", "")),
        text=_plain(values.get("text", "")),
        published=date.fromisoformat(values["published"]) if values.get("published") else None,
        audience=values.get("audience", "public"),
        case=bytes.fromhex(case) if case else None,
        corrections=loaded(values["corrections"]) if values.get("corrections") else (),
        meant=_meant(values.get("meant", "")),
        state=next((one for one in _STATES if one == values.get("state")), "open"),
        version=newest.statement.id.hex(),
        saved=newest.recorded.at,
        by=newest.recorded.by,
        _targets={name: claim.statement.id for name, claim in last.items()},
    )


def drafts(vault: Vault, state: State | None = "open") -> tuple[Kept, ...]:
    """The drafts of a vault, last kept first; of one state, or all with None."""
    found = [kept(vault, id_) for id_ in vault.entities(KIND)]
    wanted = [one for one in found if state in (None, one.state)]
    return tuple(sorted(wanted, key=lambda one: (-one.saved, one.id)))


def confirmed(meant: Iterable[Meant], reading: Reading) -> dict[str, str | None]:
    """Whom persons of a reading are said to be, by ref; words that are gone, or tell of several, say nothing."""
    found: dict[str, str | None] = {}
    for one in meant:
        place = one.words.place(reading.text)
        if place is None:
            continue
        over = [span for span in reading.spans if span.start < place[1] and place[0] < span.end and len(span.refs) == 1]
        if over:
            found[min(over, key=lambda span: span.end - span.start).refs[0]] = one.person
    return found


def anchor(reading: Reading, ref: str) -> Anchor | None:
    """Words that tell of this person and nobody else, to tie to her what an editor says; None if there are none."""
    own = [span for span in reading.spans if span.refs == (ref,)]
    if not own:
        return None
    # The longest words are the likeliest to stand when the draft is edited, and the least likely to stand twice.
    best = max(own, key=lambda span: (span.end - span.start, -span.start))
    return anchored(reading.text, best.start, best.end)


def anchored(text: str, start: int, end: int) -> Anchor:
    """The words at this place as an anchor."""
    words = text[start:end]
    at, nth = -1, 0
    while at != start:
        at = text.find(words, at + 1)
        nth += 1
    return Anchor(words, nth)


def _values(draft: Kept) -> Iterator[tuple[str, str]]:
    yield "title", _written(draft.title)
    yield "text", _written(draft.text)
    yield "published", draft.published.isoformat() if draft.published is not None else ""
    yield "audience", draft.audience
    yield "incident", draft.case.hex() if draft.case is not None else ""
    yield "corrections", dumped(draft.corrections) if draft.corrections else ""
    yield "meant", _dumped(draft.meant)
    yield "state", draft.state


_EMPTY = "∅"
"""Stands for an emptied text: a statement has a value."""


def _written(text: str) -> str:
    return text or _EMPTY


def _plain(value: str) -> str:
    return "" if value == _EMPTY else value


def _dumped(meant: Sequence[Meant]) -> str:
    rows = [{"words": one.words.words, "nth": one.words.nth, "person": one.person} for one in meant]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _meant(value: str) -> tuple[Meant, ...]:
    """Raises BadCorrection for what the program cannot have written."""
    if not value:
        return ()
    try:
        return tuple(Meant(Anchor(str(row["words"]), int(row["nth"])), row["person"]) for row in json.loads(value))
    except (ValueError, KeyError, TypeError):
        raise BadCorrection("file") from None


def _said(entity: bytes, name: str, value: str, target: bytes | None) -> Statement:
    prop = property_of(KIND, name)
    sensitivity = prop.sensitivity if prop is not None else 3
    if not value and target is not None:
        return Statement(entity, KIND, name, "", entity, sensitivity=sensitivity, act="retract", target=target)
    act: Literal["assert", "supersede"] = "supersede" if target is not None else "assert"
    return Statement(entity, KIND, name, value, entity, sensitivity=sensitivity, act=act, target=target)
