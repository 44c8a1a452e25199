"""What speaks for and against two records being one person: names, birth, sex, home, kin, events, lists.

Made from the vault (`underice.people.dossier`) or from a list that has not been recorded yet; an empty value always
means "not told", never "none".
"""

from __future__ import annotations

from dataclasses import dataclass

from underice.vocabulary.intervals import DateInterval


@dataclass(frozen=True, slots=True, repr=False)
class KinFact:
    """A relative of a person: she is the `relation` of the person (a choice of kinds/kin.yaml).

    relative: the relative's key (see PersonFacts.key), "" if only a name is known. names: the relative's names.
    """

    relation: str
    relative: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class PersonFacts:
    """The facts of one record of a person. Several claims stand side by side, as the sources made them.

    key: 32 hexadecimal digits of the entity in a vault, or the ref of a person in a list. names: spellings of her own
    name, in any script; aliases: other names she goes by. sex: "f", "m" or "x", each that is claimed. births: one
    interval of possible days for each claim. origins: for each claim the candidate gazetteer ids (home, else place of
    birth). events: ids of incidents she was part of, as hexadecimal digits. lists: ids of the lists (sources) in which
    she has a row of her own; two rows of one list are two people unless the list says otherwise.
    """

    key: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    births: tuple[DateInterval, ...] = ()
    origins: tuple[tuple[str, ...], ...] = ()
    occupations: tuple[str, ...] = ()
    kin: tuple[KinFact, ...] = ()
    events: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"PersonFacts(names={len(self.names)}, values hidden)"
