"""A check as JSON lines: one object a line, for other programs. Described in docs/guide/draft-check.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from underice.exposure.anonymity import Count
from underice.exposure.check import Check, Exposed, Group, Possible
from underice.exposure.reader.model import Span
from underice.exposure.weighing import Counts

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
_CONTROL = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
"""JSON escapes C0 controls by itself; C1 controls can steer a terminal just as well."""


def dump(line: Mapping[str, Json]) -> str:
    """One JSON object on one line, Hangul readable, control characters escaped."""
    return json.dumps(line, ensure_ascii=False).translate(_CONTROL)


def lines(check: Check, name: str = "") -> Iterator[dict[str, Json]]:
    """Objects of kind "person" in order of danger, "group", "notice", and last one "summary"."""
    for person in check.persons:
        yield _person(person, check)
    for group in check.groups:
        yield _group(group, check)
    for notice in check.notices:
        yield {
            "kind": "notice", "code": notice.code, "start": notice.start, "end": notice.end,
            "fields": {key: _plain(value) for key, value in notice.fields.items()},
        }  # fmt: skip
    yield {
        "kind": "summary",
        "name": name,
        "lang": check.reading.lang,
        "date": check.reading.date.isoformat() if check.reading.date else None,
        "k": check.k,
        "people": len(check.persons),
        "exposed": len(check.exposed),
        "findings": check.findings,
        "assumptions": list(check.assumptions),
    }


def _person(one: Exposed, check: Check) -> dict[str, Json]:
    return {
        "kind": "person",
        "ref": one.ref,
        "role": one.person.role,
        "exposed": check.exposes(one),
        "identified": one.identified,
        "found_through": one.found_through,
        "no_fewer_than": one.low,
        "no_fewer_than_households": one.low_households,
        "decisive": one.decisive,
        "A": _both(one.everyone, one.households_everyone),
        "B": _both(one.absent, one.households_absent),
        "C": one.same_group,
        "insider": _insider(one),
        "before": _counts(one.before),
        "meant": [_possible(other) for other in one.possible],
        "registered": list(one.registered),
        "name": one.name_kind,
        "dead": one.dead,
        "words": [
            {
                "fact": telling.fact,
                "of": telling.of or None,
                "bits": round(telling.bits, 2),
                "spans": _spans(telling.spans, check),
            }
            for telling in one.tellings
        ],
        "enough": [[{"fact": clue.fact, "of": clue.of or None} for clue in subset] for subset in one.subsets],
        "not_counted": [{"label": kind.label, "spans": _spans(kind.spans, check)} for kind in one.uncounted],
    }


def _possible(one: Possible) -> dict[str, Json]:
    """A registered person who may be meant, by id alone."""
    return {
        "id": one.meaning.key,
        "probability": round(one.meaning.probability, 3),
        "confirmed": one.meaning.confirmed,
        "by_name": one.meaning.by_name,
        "named_before": one.meaning.named,
        "inconsistent": one.inconsistent,
        "before": _counts(one.before),
        "after": _counts(one.after),
        "bits_lost": round(one.lost, 2) if one.lost is not None else None,
    }


def _insider(one: Exposed) -> dict[str, Json] | None:
    seen = one.insider
    if seen is None:
        return None
    return {"size": seen.size, "low": seen.low, "high": seen.high, "separating": list(seen.separating)}


def _counts(counts: Counts | None) -> dict[str, Json] | None:
    if counts is None:
        return None
    absent = counts.absent
    return {
        "A": _both(counts.everyone.persons, counts.everyone.households),
        "B": _both(absent.persons, absent.households) if absent is not None else None,
    }


def _both(persons: Count | None, households: Count | None) -> dict[str, Json] | None:
    """The range of persons, and within it that of households."""
    found = _count(persons)
    return found if found is None else {**found, "households": _count(households)}


def _group(one: Group, check: Check) -> dict[str, Json]:
    event = one.event
    return {
        "kind": "group",
        "ref": one.ref,
        "size": one.size,
        "exposed": check.exposes(one),
        "known_to_captors": one.known,
        "event": {"kind": event.kind, "date": event.date, "place": list(event.place)} if event else None,
        "not_counted": [{"label": kind.label, "spans": _spans(kind.spans, check)} for kind in one.uncounted],
    }


def _count(count: Count | None) -> dict[str, Json] | None:
    return {"low": count.low, "mid": count.mid, "high": count.high} if count is not None else None


def _spans(spans: tuple[Span, ...], check: Check) -> list[Json]:
    text = check.reading.text
    return [{"start": span.start, "end": span.end, "text": text[span.start : span.end]} for span in spans]


def _plain(value: object) -> Json:
    """A notice's field as JSON knows it."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value)
