"""A desk for the gate's tests: a vault with invented people, and readings of invented sentences about them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict, Unpack

from tests.exposure.making import MUSAN, reading
from tests.vault.making import CHEAP
from underice.exposure import signing
from underice.exposure.check import Check, weigh
from underice.exposure.gate import Cleared, Draft, Override, Refused, SignOff, Used, clear
from underice.exposure.gate.reasons import CHECKLIST, Acknowledged
from underice.exposure.known import Known
from underice.exposure.reader.model import Label, Person, Reading
from underice.exposure.registered import known
from underice.exposure.signing import SigningKey
from underice.vault.vault import Vault
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id

ON = date(2026, 2, 14)
SECOND = "윤가람"
WORDS = "차가운 다섯 개의 돌이 구른다"
FILE = signing.make(SECOND, WORDS, CHEAP)
AGED_38 = DateInterval(date(1987, 2, 15), date(1988, 2, 14))
GENTLE = Person("p1", "at_risk", sex="f", origin=("KP",))
GENTLE_TEXT = "A woman from North Korea was arrested."
NARROW = Person("p1", "at_risk", sex="f", birth=AGED_38, origin=(MUSAN,))
NARROW_TEXT = "A woman of 38 from Musan was arrested."
NAMED = replace(GENTLE, name="Pak Sun-i")
NAMED_TEXT = "Pak Sun-i, a woman from North Korea, was arrested."

Word = tuple[str, Label, str]


def gentle(text: str = GENTLE_TEXT, person: Person = GENTLE) -> Reading:
    """A sentence that fits very many people."""
    return told(text, person, ("woman", "sex", "p1"), ("North Korea", "origin", "p1"))


def narrow() -> Reading:
    """A sentence that fits few."""
    return told(NARROW_TEXT, NARROW, ("woman", "sex", "p1"), ("38", "age", "p1"), ("Musan", "origin", "p1"))


def named() -> Reading:
    """A sentence with a real name."""
    return told(NAMED_TEXT, NAMED, ("Pak Sun-i", "name", "p1"), ("woman", "sex", "p1"))


def told(text: str, person: Person, *words: Word) -> Reading:
    """A reading of one person."""
    return reading(text, [person], words, on=ON)


class Asked(TypedDict, total=False):
    """How the gate is asked, where it is not as usual."""

    audience: str
    acknowledged: tuple[Acknowledged, ...]
    checklist: tuple[Acknowledged, ...]
    consents: tuple[Used, ...]
    override: Override | None
    text: str
    by: str


@dataclass
class Desk:
    """A vault open for writing, and how to ask the gate."""

    vault: Vault
    known: Known | None = None

    def record(self, kind: str, /, **values: str | list[str]) -> bytes:
        """Record an entity of a kind, as its own source."""
        id_ = new_id()
        for prop, given in values.items():
            found = property_of(kind, prop)
            assert found is not None
            for value in given if isinstance(given, list) else [given]:
                self.vault.record([Statement(id_, kind, prop, value, id_, sensitivity=found.sensitivity)])
        return id_

    def knows(self, **confirmed: bytes | None) -> None:
        """From now on checks are made with what the vault knows, and with whom persons of the draft are."""
        self.known = known(
            self.vault, None, {ref: None if id_ is None else id_.hex() for ref, id_ in confirmed.items()}
        )

    def check(self, of: Reading, k: int = 20) -> Check:
        """Weigh a reading."""
        return weigh(of, k=k, known=self.known)

    def ask(self, of: Reading, **asked: Unpack[Asked]) -> Cleared | Refused:
        """Ask the gate, with the checklist gone through."""
        sign_off = SignOff(
            asked.get("by", "기록자"),
            asked.get("consents", ()),
            frozenset((*asked.get("checklist", CHECKLIST), *asked.get("acknowledged", ()))),
            asked.get("override"),
        )
        draft = Draft(asked.get("text", of.text), "Appeal")
        audience = asked.get("audience", "public")
        return clear(draft, check=self.check(of), audience=audience, sign_off=sign_off, vault=self.vault)

    def refused(self, of: Reading, **asked: Unpack[Asked]) -> Refused:
        """The same; it must be refused, and nothing recorded."""
        before = self.vault.count()
        found = self.ask(of, **asked)
        assert isinstance(found, Refused)
        assert self.vault.count() == before
        return found

    def cleared(self, of: Reading, **asked: Unpack[Asked]) -> Cleared:
        """The same; it must be cleared."""
        found = self.ask(of, **asked)
        assert isinstance(found, Cleared), found
        return found

    def second(self, name: str = SECOND) -> SigningKey:
        """A second person, registered under a name."""
        known_as = replace(signing.describe(FILE), name=name)
        if known_as.public not in {one.public for one in signing.signers(self.vault)}:
            signing.register(self.vault, known_as)
        return signing.unlock(FILE, WORDS)

    def said(self, kind: str, *props: str) -> list[tuple[str, str]]:
        """What stands about entities of a kind."""
        return sorted((one.prop, one.value) for one in self.vault.claims(kind, props or None))
