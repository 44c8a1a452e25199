"""Full verification: every page, every signature, every statement, the search index and every attachment.

What has been done to a history is told apart: a tail cut off, an order changed, something inserted, duplicated or
edited are five findings, each naming the first bundle concerned. The fast pass recomputes the tree as it was signed;
only if that fails does the slow one look for what happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from underice.vault import attachments
from underice.vault.attachments import Stored
from underice.vault.bundle import NOTHING, Bundle, add, commitment, digest, header_signed, leaf
from underice.vault.canonical import NotCanonical
from underice.vault.cipher import Row, database_errors, fetch
from underice.vault.errors import VaultDamaged, VaultError
from underice.vault.heads import Head
from underice.vault.keys import Keyring, writer_id
from underice.vault.pages import read_every_page
from underice.vault.schema import HEADER, PAYLOAD
from underice.vault.search import index_text
from underice.vault.tree import Peaks
from underice.vocabulary.statement import reference

if TYPE_CHECKING:
    import apsw

Code = Literal[
    "cut",
    "missing",
    "reordered",
    "inserted",
    "duplicated",
    "edited",
    "erased",
    "unerased",
    "fork",
    "page",
    "index",
    "attachment",
    "anchor",
]
"""What can be found. The first six concern the history; "erased" is a payload removed without a record of it,
"unerased" one that is back after its removal; "fork" a history other than the one an anchor has seen; "page" a
damaged database; "index" search or look-up tables that do not fit the statements; "anchor" what opening had to say."""

Progress = Callable[[int, int], None]
_EVERY = 10_000
_SPLIT = len(HEADER) + 1
_COLUMNS = ",".join(("seq", "bundle", "ref", *HEADER, "commitment", "salt", *PAYLOAD))
_ROWS = " ".join(("SELECT", _COLUMNS, "FROM statement ORDER BY seq"))
_AHEAD = 3
_ACT, _TARGET = HEADER.index("act"), HEADER.index("target")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    code: Code
    bundle: int | None = None
    """The first bundle concerned."""
    id: str | None = None
    """The statement or attachment concerned, where one can be named."""
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What verification saw. Good if there are no findings."""

    findings: tuple[Finding, ...]
    statements: int
    bundles: int
    attachments: int

    @property
    def good(self) -> bool:
        """True if everything is as it was written."""
        return not self.findings


class _Row:
    """The parts of a row, hashed."""

    __slots__ = ("act", "bundle", "commitment", "id", "leaf", "seq", "target", "whole")

    def __init__(self, row: Row) -> None:
        self.seq, self.bundle = row[0], row[1]
        header, salt = row[_AHEAD : _AHEAD + _SPLIT], row[_AHEAD + _SPLIT]
        self.id, self.act, self.target, self.commitment = header[0], header[_ACT], header[_TARGET], header[-1]
        self.leaf = leaf(header)
        self.whole: bool | None = None if salt is None else commitment(salt, row[_AHEAD + _SPLIT + 1 :]) == header[-1]
        """None if the payload has been removed."""


class Verifier:
    """One verification of one compartment, over a connection of its own (so that every page is read from the disk)."""

    def __init__(
        self,
        connection: apsw.Connection,
        keyring: Keyring,
        compartment: str,
        anchors: Iterable[Head],
        problems: Iterable[VaultError],
        progress: Progress | None,
    ) -> None:
        self._connection = connection
        self._public = keyring.public
        self._named = (keyring.vault, compartment, writer_id(keyring.public))
        self._anchors = list(anchors)
        self._progress = progress or (lambda done, total: None)
        self._findings: list[Finding] = [_from_error(problem) for problem in problems]
        self._terms: Counter[str] = Counter()
        self._kinds: dict[bytes, str] = {}

    def run(self, folder: Path) -> Verification:
        """Everything. A page that cannot be read ends it, with that finding."""
        statements = bundles = files = 0
        try:
            with database_errors():
                read_every_page(self._connection, folder)
                fetch(self._connection, "BEGIN")
                headers = fetch(self._connection, "SELECT n, header, signature FROM bundle ORDER BY n")
                statements = fetch(self._connection, "SELECT count(*) FROM statement")[0][0]
                bundles = len(headers)
                good = self._bundles(headers)
                if not self._as_signed(good, statements):
                    self._diagnose(good)
                self._erasures()
                self._derived()
                files = self._attachments(folder)
        except VaultDamaged as error:
            self._findings.append(_from_error(error))
        return Verification(tuple(dict.fromkeys(self._findings)), statements, bundles, files)

    def _find(self, code: Code, bundle: int | None = None, id_: bytes | None = None, detail: str | None = None) -> None:
        self._findings.append(Finding(code, bundle, id_.hex() if id_ is not None else None, detail))

    # --- bundles ----------------------------------------------------------------------------------------------------

    def _valid(self, header: bytes, signature: bytes) -> Bundle | None:
        try:
            bundle = Bundle.decode(header)
        except NotCanonical:
            return None
        named = (bundle.vault, bundle.compartment, bundle.writer)
        return bundle if named == self._named and header_signed(self._public, header, signature) else None

    def _bundles(self, entries: Sequence[Row]) -> list[Bundle]:
        """The signed bundles in their own order, each once; everything else about them is a finding."""
        read = [(n, self._valid(header, signature)) for n, header, signature in entries]
        present = {bundle.number for _, bundle in read if bundle}
        expected = max((head.number for head in self._anchors), default=0)
        seen: dict[int, Bundle] = {}
        due = 1
        for n, bundle in read:
            if bundle is None:
                if due in present or n > expected > 0:
                    self._find("inserted", n, detail="bundle")
                else:
                    self._find("edited", n, detail="bundle")
                    present.add(due)
                    due += 1
                continue
            if bundle.number in seen:
                self._find("duplicated", bundle.number, detail="bundle")
                continue
            seen[bundle.number] = bundle
            if bundle.number > due and due in present:
                self._find("reordered", bundle.number, detail="bundle")
            elif bundle.number > due:
                self._find("missing", due, detail="bundle")
                due = bundle.number
            while due in seen:
                due += 1
        if due <= expected:
            self._find("cut", due, detail="bundle")
        good = [seen[number] for number in sorted(seen)]
        self._chain(good)
        return good

    def _chain(self, good: Sequence[Bundle]) -> None:
        before: Bundle | None = None
        names = {0: NOTHING}
        for bundle in good:
            names[bundle.number] = digest(bundle.encoded)
            if bundle.number - 1 in names and bundle.previous != names[bundle.number - 1]:
                self._find("fork", bundle.number)
            if bundle.size - bundle.count != (before.size if before else 0) and (
                before is None or before.number == bundle.number - 1
            ):
                self._find("fork", bundle.number, detail="size")
            before = bundle
        for head in self._anchors:
            if head.number in names and names[head.number] != head.digest:
                self._find("fork", head.number, detail="anchor")

    # --- statements -------------------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        return iter(self._connection.execute(_ROWS))

    def _as_signed(self, good: Sequence[Bundle], total: int) -> bool:
        """The fast pass: True if the rows in their order give every root that was signed, and the index fits them."""
        peaks = Peaks()
        ends = {bundle.size: bundle for bundle in good}
        whole = not self._findings
        number = 1
        words: list[str] = []
        for count, row in enumerate(self._rows(), 1):
            salt = row[_AHEAD + _SPLIT]
            header = row[_AHEAD : _AHEAD + _SPLIT]
            payload = row[_AHEAD + _SPLIT + 1 :]
            if salt is not None and commitment(salt, payload) != header[-1]:
                whole = False
            peaks.append(leaf(header))
            whole = whole and row[0] == count and row[1] == number
            end = ends.get(count)
            if end is not None:
                whole = whole and end.number == number and end.root == peaks.root()
                number += 1
            value = payload[0]
            ref = reference(value) if value is not None else None
            if row[2] != ref:
                self._find("index", row[1], header[0], "reference")
            if value is not None and ref is None:
                words.append(index_text(value, payload[1]))
            self._kinds[header[1]] = header[2]
            if count % _EVERY == 0:
                self._count(words)
                self._progress(count, total)
        self._count(words)
        self._progress(total, total)
        tip = fetch(self._connection, "SELECT size, peaks FROM tip")
        if whole and (peaks.size != (good[-1].size if good else 0) or tip != [(peaks.size, peaks.to_bytes())]):
            if peaks.size == (good[-1].size if good else 0):
                self._find("index", detail="tip")
            return False
        return whole

    def _count(self, words: list[str]) -> None:
        self._terms.update(" ".join(words).split(" "))
        words.clear()

    def _diagnose(self, good: Sequence[Bundle]) -> None:
        """The slow pass: what happened to the rows, bundle by bundle."""
        by_bundle: dict[int, list[_Row]] = {}
        commitments: Counter[bytes] = Counter()
        for columns in self._rows():
            hashed = _Row(columns)
            by_bundle.setdefault(hashed.bundle, []).append(hashed)
            commitments[hashed.commitment] += 1
        peaks: Peaks | None = Peaks()
        signed = {bundle.number: bundle for bundle in good}
        known = {finding.bundle for finding in self._findings if finding.detail == "bundle"}
        last = max(signed, default=0)
        for number in sorted(by_bundle.keys() - signed.keys() - known):
            twice = all(commitments[row.commitment] > 1 for row in by_bundle[number])
            self._find("duplicated" if twice else "inserted", number)
        for bundle in good:
            rows = by_bundle.get(bundle.number, [])
            if not self._content(bundle, rows, commitments, last=bundle.number == last):
                peaks = None
            if peaks is not None:
                for row in rows:
                    peaks.append(row.leaf)
                if peaks.size != bundle.size or peaks.root() != bundle.root:
                    self._find("reordered", bundle.number)
                    peaks = None
                    continue
            start = bundle.size - bundle.count
            if peaks is not None and any(not start < row.seq <= bundle.size for row in rows):
                self._find("reordered", bundle.number)
                peaks = None

    def _content(self, bundle: Bundle, rows: Sequence[_Row], commitments: Counter[bytes], *, last: bool) -> bool:
        """True if the rows of a bundle are those that were signed, in whatever order; else a finding."""
        edited = [row for row in rows if row.whole is False]
        for row in edited:
            self._find("edited", bundle.number, row.id)
        total = 0
        for row in rows:
            total = add(total, row.leaf)
        same = total.to_bytes(32, "big") == bundle.total
        if len(rows) > bundle.count:
            twice = [row for row in rows if commitments[row.commitment] > 1]
            if twice:
                self._find("duplicated", bundle.number, twice[-1].id)
            else:
                self._find("inserted", bundle.number)
        elif len(rows) < bundle.count:
            self._find("cut" if last else "missing", bundle.number)
        elif not same and not edited:
            self._find("edited", bundle.number)
        return same and not edited

    def _erasures(self) -> None:
        """A payload is absent if and only if its removal was recorded."""
        unrecorded = fetch(
            self._connection,
            "SELECT bundle, id FROM statement s WHERE salt IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM statement e WHERE e.target = s.id AND e.act = 'expunge')",
        )
        for number, id_ in unrecorded:
            self._find("erased", number, id_)
        undone = fetch(
            self._connection,
            "SELECT s.bundle, s.id FROM statement e JOIN statement s ON s.id = e.target"
            " WHERE e.target IS NOT NULL AND e.act = 'expunge' AND s.salt IS NOT NULL",
        )
        for number, id_ in undone:
            self._find("unerased", number, id_)

    # --- what is derived from the statements --------------------------------------------------------------------------

    def _derived(self) -> None:
        kinds: dict[bytes, str] = dict(fetch(self._connection, "SELECT id, kind FROM entity"))
        if kinds != self._kinds:
            self._find("index", detail="entity")
        self._kinds.clear()
        self._terms.pop("", None)
        fetch(self._connection, "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'ft', 'row')")
        matching = 0
        for term, count in self._connection.execute("SELECT term, cnt FROM terms"):
            if self._terms.get(term) != count:
                break
            matching += 1
        if matching != len(self._terms):
            self._find("index", detail="search")
        self._terms.clear()

    def _attachments(self, folder: Path) -> int:
        stored = fetch(self._connection, "SELECT id, key, size FROM attachment ORDER BY id")
        for id_, key, size in stored:
            found = fetch(self._connection, "SELECT value FROM statement WHERE entity = ? AND prop = 'sha256'", (id_,))
            try:
                sha256 = bytes.fromhex(found[0][0])
            except (IndexError, ValueError, TypeError):
                continue
            try:
                for _ in attachments.read(folder, id_, Stored(key, size, sha256)):
                    pass
            except VaultDamaged as error:
                self._find("attachment", id_=id_, detail=error.detail)
        return len(stored)


def _from_error(error: VaultError) -> Finding:
    """What opening or reading had to say, as a finding."""
    number = error.fields.get("bundle")
    bundle = number if isinstance(number, int) else None
    if isinstance(error, VaultDamaged) and error.part == "database":
        return Finding("page", bundle, detail=error.detail)
    return Finding("anchor", bundle, detail=str(error))
