"""Full verification: every page, every signature, every statement, the search index and every attachment.

The fast pass recomputes the tree as it was signed; only if that fails does the slow one (`diagnosis`) look for what has
happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from underice.vault import attachments, diagnosis
from underice.vault.attachments import Stored
from underice.vault.bundle import Bundle, commitment, header_signed, leaf
from underice.vault.canonical import NotCanonical
from underice.vault.cipher import Row, database_errors, fetch
from underice.vault.diagnosis import BEGIN, SPLIT
from underice.vault.errors import VaultDamaged, VaultError
from underice.vault.finding import HISTORY, Code, Finding, Verification
from underice.vault.heads import Head
from underice.vault.keys import Keyring, writer_id
from underice.vault.pages import read_every_page
from underice.vault.search import index_text
from underice.vault.tree import Peaks
from underice.vocabulary.statement import reference

if TYPE_CHECKING:
    import apsw

Progress = Callable[[int, int], None]
_EVERY = 10_000
_ROWS = " ".join(("SELECT", ",".join(diagnosis.COLUMNS), "FROM statement ORDER BY seq"))


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
        self._problems = list(problems)
        self._progress = progress or (lambda done, total: None)
        self._findings: list[Finding] = []
        self._terms: Counter[str] = Counter()
        self._kinds: dict[bytes, str] = {}

    def run(self, folder: Path) -> Verification:
        """Everything. A page that cannot be read ends it, with that finding."""
        statements = bundles = files = 0
        try:
            with database_errors():
                read_every_page(self._connection, folder)
                fetch(self._connection, "BEGIN")
                statements = fetch(self._connection, "SELECT count(*) FROM statement")[0][0]
                bundles = fetch(self._connection, "SELECT count(*) FROM bundle")[0][0]
                self._history(statements)
                self._erasures()
                if not self._findings:
                    self._derived()
                files = self._attachments(folder)
                self._progress(statements, statements)
        except VaultDamaged as error:
            self._findings.append(Finding.of(error))
        return Verification(tuple(dict.fromkeys([*self._said(), *self._findings])), statements, bundles, files)

    def _said(self) -> Iterator[Finding]:
        """What opening had to say, unless it said no more than what has been found."""
        explained = any(finding.code in HISTORY for finding in self._findings)
        for problem in self._problems:
            if not (explained and isinstance(problem, VaultDamaged) and problem.part == "history"):
                yield Finding.of(problem)

    def _find(self, code: Code, bundle: int | None = None, id_: bytes | None = None, detail: str | None = None) -> None:
        self._findings.append(Finding(code, bundle, id_.hex() if id_ is not None else None, detail))

    # --- the history ------------------------------------------------------------------------------------------------

    def _history(self, total: int) -> None:
        entries = [
            (number, self._signed(header, signature))
            for number, header, signature in fetch(
                self._connection, "SELECT n, header, signature FROM bundle ORDER BY n"
            )
        ]
        good, findings = diagnosis.bundles(entries, self._anchors)
        self._findings += findings
        if not self._as_signed(good, total):
            unsigned = frozenset(number for number, bundle in entries if bundle is None)
            self._findings += diagnosis.statements(self._rows(), good, unsigned)

    def _signed(self, header: bytes, signature: bytes) -> Bundle | None:
        try:
            bundle = Bundle.decode(header)
        except NotCanonical:
            return None
        named = (bundle.vault, bundle.compartment, bundle.writer)
        return bundle if named == self._named and header_signed(self._public, header, signature) else None

    def _rows(self) -> Iterator[Row]:
        return iter(self._connection.execute(_ROWS))

    def _as_signed(self, good: Sequence[Bundle], total: int) -> bool:
        """True if the rows in their order give every root that was signed."""
        peaks = Peaks()
        ends = {bundle.size: bundle for bundle in good}
        whole = True
        number = 1
        words: list[str] = []
        for count, row in enumerate(self._rows(), 1):
            header, salt, payload = row[BEGIN:SPLIT], row[SPLIT], row[SPLIT + 1 :]
            if salt is not None and commitment(salt, payload) != header[-1]:
                whole = False
            peaks.append(leaf(header))
            whole = whole and row[0] == count and row[1] == number
            end = ends.get(count)
            if end is not None:
                whole = whole and end.number == number and end.root == peaks.root()
                number += 1
            ref = reference(payload[0]) if payload[0] is not None else None
            if row[2] != ref:
                self._find("index", row[1], header[0], "reference")
            if payload[0] is not None and ref is None:
                words.append(index_text(payload[0], payload[1]))
            self._kinds[header[1]] = header[2]
            if count % _EVERY == 0:
                self._count(words)
                self._progress(count, total)
        self._count(words)
        if peaks.size != (good[-1].size if good else 0):
            return False
        if (
            whole
            and not self._findings
            and fetch(self._connection, "SELECT size, peaks FROM tip") != [(peaks.size, peaks.to_bytes())]
        ):
            self._find("index", detail="tip")
        return whole

    def _count(self, words: list[str]) -> None:
        self._terms.update(" ".join(words).split(" "))
        words.clear()

    def _erasures(self) -> None:
        """A payload is absent if and only if its removal was recorded."""
        for number, id_ in fetch(
            self._connection,
            "SELECT bundle, id FROM statement s WHERE salt IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM statement e WHERE e.target = s.id AND e.act = 'expunge')",
        ):
            self._find("erased", number, id_)
        for number, id_ in fetch(
            self._connection,
            "SELECT s.bundle, s.id FROM statement e JOIN statement s ON s.id = e.target"
            " WHERE e.target IS NOT NULL AND e.act = 'expunge' AND s.salt IS NOT NULL",
        ):
            self._find("unerased", number, id_)

    # --- what is derived from the statements ------------------------------------------------------------------------

    def _derived(self) -> None:
        kinds: dict[bytes, str] = dict(fetch(self._connection, "SELECT id, kind FROM entity"))
        if kinds != self._kinds:
            self._find("index", detail="entity")
        self._terms.pop("", None)
        fetch(self._connection, "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'ft', 'row')")
        matching = 0
        for term, count in self._connection.execute("SELECT term, cnt FROM terms"):
            if self._terms.get(term) != count:
                break
            matching += 1
        if matching != len(self._terms):
            self._find("index", detail="search")

    def _attachments(self, folder: Path) -> int:
        stored = fetch(self._connection, "SELECT id, key, size FROM attachment ORDER BY id")
        for id_, key, size in stored:
            try:
                sha256 = attachments.content_hash(self._connection, id_)
                for _ in attachments.read(folder, id_, Stored(key, size, sha256)) if sha256 else ():
                    pass
            except VaultDamaged as error:
                self._find("attachment", id_=id_, detail=error.detail)
        return len(stored)
