"""People as columns of small numbers: what a directory keeps of them, in memory and in a vault's derived data.

A `Leaf` is a stretch of people as it is kept; a `Table` joins leaves so that names and facts of everybody are weighed
in a few passes of NumPy. Names are coded as in `codes`, by up to three readings each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from underice.people.codes import Codes, code
from underice.people.facts import PersonFacts
from underice.people.reading import parse
from underice.people.tables import DATA
from underice.vocabulary.intervals import hull

_FORM = 1
_TABLES = ("weights.tsv", "schemes.tsv", "hanja.tsv", "model.toml")
_REMEMBERED = 50_000  # names met before what was remembered of their parses is dropped
READINGS = 3
"""Readings by which an ambiguous name is coded."""
SEX = {"f": 1, "m": 2, "x": 4}
_ALTERNATIVES, _CLAIMS = "|", " "

Numbers = NDArray[Any]
Homes = tuple[tuple[str, ...], ...]
"""As `PersonFacts.origins`."""


@dataclass(frozen=True, slots=True, repr=False)
class Leaf:
    """Some people. All columns but the last four have a row a person.

    keys: as bytes. sex: f 1, m 2, x 4, added up. first, last: ordinals of the days between which she was born, 0 for not told. home:
    place in `homes`, 0 for not told. names: how many of `texts` are hers; readings: for each of those, how many rows of
    `codes` are its.
    """

    keys: Numbers
    sex: Numbers
    first: Numbers
    last: Numbers
    home: Numbers
    names: Numbers
    texts: tuple[str, ...]
    readings: Numbers
    codes: Codes
    homes: tuple[Homes, ...]

    def __repr__(self) -> str:
        return f"Leaf({len(self.keys)} people, hidden)"


_KINDS: tuple[tuple[str, str], ...] = (
    ("sex", "<u1"), ("first", "<i4"), ("last", "<i4"), ("home", "<u4"), ("names", "<u1"), ("readings", "<u1"),
    ("codes", "<u2"),
)  # fmt: skip


@cache
def form() -> int:
    """A number that changes with the form of leaves and with the tables by which names are read."""
    found = _FORM
    for name in _TABLES:
        found = crc32((DATA / name).read_bytes(), found)
    return found


def leaf_of(people: Iterable[PersonFacts], known: dict[str, Codes]) -> Leaf:
    """A leaf of some people; `known` remembers the codes of spellings met before."""
    rows: list[tuple[int, int, int, int, int]] = []
    keys: list[str] = []
    texts: list[str] = []
    homes: dict[Homes, int] = {(): 0}
    for one in people:
        told = list(dict.fromkeys(" ".join(text.split()) for text in (*one.names, *one.aliases)))[:255]
        born = hull(one.births)
        keys.append(one.key)
        texts += told
        rows.append(
            (
                sum({SEX.get(sex, 0) for sex in one.sex}),
                born.first.toordinal() if born else 0,
                born.last.toordinal() if born else 0,
                homes.setdefault(one.origins, len(homes)),
                len(told),
            )
        )
    coded = [_code(text, known) for text in texts]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Leaf(
        np.array([key.encode() for key in keys], dtype=np.bytes_),
        columns[0].astype(np.uint8),
        columns[1].astype(np.int32),
        columns[2].astype(np.int32),
        columns[3].astype(np.uint32),
        columns[4].astype(np.uint8),
        tuple(texts),
        np.array([len(one) for one in coded], dtype=np.uint8),
        np.concatenate(coded) if coded else np.zeros((0, 3), dtype=np.uint16),
        tuple(homes),
    )


def _code(text: str, known: dict[str, Codes]) -> Codes:
    found = known.get(text)
    if found is None:
        found = known[text] = code(text, READINGS)
        if len(known) % _REMEMBERED == 0:  # parses take ten times the room of what is kept of them
            parse.cache_clear()
    return found


def without(leaf: Leaf, keys: set[str]) -> Leaf:
    """A leaf without some people."""
    gone = {key.encode() for key in keys}
    kept = np.array([key not in gone for key in leaf.keys.tolist()], dtype=bool)
    by_name = np.repeat(kept, leaf.names)
    return Leaf(
        leaf.keys[kept],
        leaf.sex[kept],
        leaf.first[kept],
        leaf.last[kept],
        leaf.home[kept],
        leaf.names[kept],
        tuple(text for text, stays in zip(leaf.texts, by_name, strict=True) if stays),
        leaf.readings[by_name],
        leaf.codes[np.repeat(by_name, leaf.readings)],
        leaf.homes,
    )


def together(leaves: Sequence[Leaf]) -> Leaf:
    """One leaf of several, in their order."""
    homes: dict[Homes, int] = {(): 0}
    moved = []
    for leaf in leaves:
        places = np.array([homes.setdefault(one, len(homes)) for one in leaf.homes], dtype=np.uint32)
        moved.append(places[leaf.home])
    none = np.zeros((0, 3), dtype=np.uint16)

    def column(name: str, kind: str) -> Numbers:
        return np.concatenate([np.zeros(0, dtype=kind), *(getattr(leaf, name) for leaf in leaves)])

    return Leaf(
        column("keys", "S1"),
        column("sex", "<u1"),
        column("first", "<i4"),
        column("last", "<i4"),
        np.concatenate([np.zeros(0, dtype=np.uint32), *moved]),
        column("names", "<u1"),
        tuple(text for leaf in leaves for text in leaf.texts),
        column("readings", "<u1"),
        np.concatenate([none, *(leaf.codes for leaf in leaves)]),
        tuple(homes),
    )


def to_bytes(leaf: Leaf) -> bytes:
    """A leaf whose keys are hexadecimal digits, as bytes."""
    blocks = [
        bytes.fromhex(b"".join(leaf.keys.tolist()).decode()),
        "\n".join(leaf.texts).encode(),
        "\n".join(_CLAIMS.join(_ALTERNATIVES.join(claim) for claim in one) for one in leaf.homes).encode(),
        *(np.ascontiguousarray(getattr(leaf, name), dtype=kind).tobytes() for name, kind in _KINDS),
    ]
    return b"".join(len(block).to_bytes(4, "little") + block for block in blocks)


def from_bytes(data: bytes) -> Leaf:
    """The leaf that `to_bytes` made. Raises ValueError if it is none."""
    blocks = list(_blocks(data))
    if len(blocks) != 3 + len(_KINDS):
        raise ValueError("no leaf")
    keys = np.frombuffer(blocks[0].hex().encode(), dtype="S32")
    columns = {name: np.frombuffer(block, dtype=kind) for (name, kind), block in zip(_KINDS, blocks[3:], strict=True)}
    homes = tuple(
        tuple(tuple(claim.split(_ALTERNATIVES)) for claim in line.split(_CLAIMS)) if line else ()
        for line in blocks[2].decode().split("\n")
    )
    texts = tuple(blocks[1].decode().split("\n")) if len(columns["readings"]) else ()
    lengths = {len(columns[name]) for name in ("sex", "first", "last", "home", "names")}
    fits = (
        lengths == {len(keys)}
        and int(columns["names"].sum()) == len(texts) == len(columns["readings"])
        and int(columns["readings"].sum()) * 3 == len(columns["codes"])
        and (not len(keys) or int(columns["home"].max()) < len(homes))
    )
    if not fits:
        raise ValueError("no leaf")
    return Leaf(
        keys, columns["sex"], columns["first"], columns["last"], columns["home"], columns["names"], texts,
        columns["readings"], columns["codes"].reshape(-1, 3), homes,
    )  # fmt: skip


def _blocks(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "little")
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


class _Parts:
    """Columns of leaves on their way into a table."""

    def __init__(self) -> None:
        self.homes: dict[Homes, int] = {(): 0}
        self._columns: dict[str, list[Numbers]] = {}

    def add(self, leaf: Leaf, ids: Numbers) -> None:
        """Keep the columns of a leaf; ids: the numbers of its texts in the table."""
        moved = np.array([self.homes.setdefault(one, len(self.homes)) for one in leaf.homes], dtype=np.uint32)
        columns = {"keys": leaf.keys, "sex": leaf.sex, "first": leaf.first, "last": leaf.last, "names": leaf.names,
                   "readings": leaf.readings, "codes": leaf.codes.reshape(-1), "home": moved[leaf.home], "ids": ids}  # fmt: skip
        for name, column in columns.items():
            self._columns.setdefault(name, []).append(column)

    def column(self, name: str, kind: str) -> Numbers:
        """One column of all leaves."""
        return np.concatenate([np.zeros(0, dtype=kind), *self._columns.pop(name, [])])


class Table:
    """Everybody's names and facts, ready to be weighed.

    texts: every spelling once. triples: every code once, in order; spellings of triple t are
    `by_triple[triple_start[t]:triple_start[t + 1]]`; people of spelling s `by_text[text_start[s]:text_start[s + 1]]`.
    unread: the spellings that are no Korean names.
    """

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        """Join leaves; they may be made one after the other, so that not all of them lie in memory at once."""
        seen: dict[str, int] = {}
        parts = _Parts()
        for leaf in leaves:
            ids = np.fromiter((seen.setdefault(text, len(seen)) for text in leaf.texts), np.int32, len(leaf.texts))
            parts.add(leaf, ids)
        self.texts = list(seen)
        del seen
        self.keys = parts.column("keys", "S1")
        self.people = len(self.keys)
        self.sex, self.first, self.last = (
            parts.column(name, kind) for name, kind in (("sex", "<u1"), ("first", "<i4"), ("last", "<i4"))
        )
        self.home, self.homes = parts.column("home", "<u4"), tuple(parts.homes)
        ids = parts.column("ids", "<i4")
        bearer = np.repeat(np.arange(self.people, dtype=np.int32), parts.column("names", "<u1"))
        order = np.argsort(ids, kind="stable")
        self.by_text = bearer[order]
        self.text_start = np.searchsorted(ids[order], np.arange(len(self.texts) + 1)).astype(np.int32)
        self.bearers = np.diff(self.text_start)
        _, once = np.unique(ids, return_index=True)
        first = np.zeros(len(ids), dtype=bool)
        first[once] = True
        readings = parts.column("readings", "<u1")
        codes = parts.column("codes", "<u2").reshape(-1, 3)
        self._code(codes[np.repeat(first, readings)], readings[first])

    def _code(self, codes: Codes, readings: Numbers) -> None:
        packed = codes.astype(np.int64)
        packed = (packed[:, 0] << 32) | (packed[:, 1] << 16) | packed[:, 2]
        owner = np.repeat(np.arange(len(self.texts), dtype=np.int32), readings)
        order = np.argsort(packed, kind="stable")
        unique, start = np.unique(packed[order], return_index=True)
        self.by_triple = owner[order]
        self.triple_start = np.append(start, len(packed)).astype(np.int32)
        self.columns = (unique >> 32, (unique >> 16) & 0xFFFF, unique & 0xFFFF)
        self.unread = np.flatnonzero(readings == 0)

    def __repr__(self) -> str:
        return f"Table({self.people} people, {len(self.texts)} spellings, hidden)"

    def key(self, person: int) -> str:
        """The key of a person."""
        found: bytes = self.keys[person]
        return found.decode()

    def person(self, key: str) -> int | None:
        """The row of a person, None if she is not in the table."""
        found: list[int] = np.flatnonzero(self.keys == key.encode()).tolist() if self.people else []
        return found[0] if found else None

    def spellings(self, triples: Iterable[int], most: int) -> list[int]:
        """The spellings of some triples, in their order, each once; stops after the triple that fills `most`."""
        found: dict[int, None] = {}
        for triple in triples:
            found.update(
                dict.fromkeys(self.by_triple[self.triple_start[triple] : self.triple_start[triple + 1]].tolist())
            )
            if len(found) >= most:
                break
        return list(found)

    def best(self, spellings: Sequence[int], weights: NDArray[np.float32]) -> list[float]:
        """For each of some spellings the weight of its best triple."""
        found = dict.fromkeys(spellings, -np.inf)
        places = np.flatnonzero(np.isin(self.by_triple, spellings))
        triples = np.searchsorted(self.triple_start, places, side="right") - 1
        for spelling, weight in zip(self.by_triple[places].tolist(), weights[triples].tolist(), strict=True):
            found[spelling] = max(found[spelling], weight)
        return [float(found[one]) for one in spellings]

    def all_spellings(self, triples: Numbers) -> Numbers:
        """A mask of the spellings of some triples (given as a mask)."""
        found = np.zeros(len(self.texts), dtype=bool)
        found[self.by_triple[np.repeat(triples, np.diff(self.triple_start))]] = True
        return found

    def bearers_of(self, spelling: int) -> list[int]:
        """The people who bear a spelling."""
        found: list[int] = self.by_text[self.text_start[spelling] : self.text_start[spelling + 1]].tolist()
        return found

    def everybody(self, spellings: Numbers) -> Numbers:
        """A mask of the people who bear any of some spellings (given as a mask)."""
        found = np.zeros(self.people, dtype=bool)
        found[self.by_text[np.repeat(spellings, self.bearers)]] = True
        return found

    def weigh(self, tables: Sequence[tuple[float, NDArray[np.float32]]]) -> NDArray[np.float32]:
        """For each triple the best of some tables of weights (as `codes` makes them of a name), -inf for none."""
        best = np.full(len(self.columns[0]), -np.inf, dtype=np.float32)
        for weight, table in tables:
            total = table[0].take(self.columns[0])
            total += table[1].take(self.columns[1])
            total += table[2].take(self.columns[2])
            total += np.float32(weight)
            np.maximum(best, total, out=best)
        return best
