"""The story's three lists as facts, from the gold file: what matching is given once the readers have read them."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import yaml

from underice.people.facts import KinFact, PersonFacts
from underice.vocabulary.age_intervals import Age, AgeSystem, birth_interval
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.validation import age_said

GOLD = Path(__file__).resolve().parents[1] / "story" / "lists_gold.yaml"
SAID = UncertainDate.parse("2026-02-08").interval
INVERSE = {"son": "mother", "sister": "sister", "wife": "husband"}


def gold() -> dict[str, object]:
    """The gold file."""
    return cast("dict[str, object]", yaml.safe_load(GOLD.read_text(encoding="utf-8")))


def key(name: str, row: object) -> str:
    """The key of a row: "message 2"."""
    return f"{name} {row}"


def story() -> list[PersonFacts]:
    """The 22 rows as facts."""
    found: list[PersonFacts] = []
    for name, content in cast("Mapping[str, Mapping[str, object]]", gold()["lists"]).items():
        rows = cast("list[dict[str, object]]", content["rows"])
        ties: dict[str, list[KinFact]] = {}
        names = {key(name, row["row"]): tuple(cast("list[str]", row["names"])) for row in rows}
        for row in rows:
            if "kin" in row:
                kin = cast("dict[str, object]", row["kin"])
                me, of, relation = key(name, row["row"]), key(name, kin["of"]), str(kin["relation"])
                ties.setdefault(of, []).append(KinFact(relation, me, names[me]))
                ties.setdefault(me, []).append(KinFact(INVERSE[relation], of, names[of]))
        for row in rows:
            me = key(name, row["row"])
            age = age_said(str(row["age"])) or Age(60, 69, AgeSystem.UNKNOWN)
            found.append(
                PersonFacts(
                    me,
                    names[me],
                    sex=(str(row["sex"]),),
                    births=(birth_interval(age, SAID),),
                    origins=((str(row["home"]),),) if "home" in row else (),
                    occupations=tuple(str(row[word]) for word in ("occupation", "remark") if word in row),
                    kin=tuple(ties.get(me, ())),
                    events=frozenset({"arrest"}),
                    lists=frozenset({name}),
                )
            )
    return found


def known() -> list[PersonFacts]:
    """The three of them whom the story's vault knows, and the teacher's mother and brother."""
    musan = (("KP0218",),)
    return [
        PersonFacts(
            "vault teacher", ("최은실",), sex=("f",), births=(DateInterval.year(1988), DateInterval.month(1987, 9)),
            origins=musan, occupations=("무산 소학교 교원",),
            kin=(KinFact("son", "vault boy", ("박성진",)), KinFact("mother", "vault mother", ("리순복",)),
                 KinFact("brother", "vault brother", ("최은철",))),
            events=frozenset({"arrest"}),
        ),
        PersonFacts(
            "vault boy", ("박성진",), sex=("m",),
            births=(birth_interval(Age(7, 7, AgeSystem.UNKNOWN), UncertainDate.parse("2024-05-03").interval),),
            origins=musan, kin=(KinFact("mother", "vault teacher", ("최은실",)),), events=frozenset({"arrest"}),
        ),
        PersonFacts("vault trader", ("김향미",), sex=("f",), births=(DateInterval.year(2001),), origins=(("KP0101",),),
                    occupations=("장마당 옷 장사",), events=frozenset({"arrest"})),
        PersonFacts("vault mother", ("리순복",), sex=("f",), births=(DateInterval.year(1958),), origins=musan,
                    kin=(KinFact("daughter", "vault teacher", ("최은실",)),)),
        PersonFacts("vault brother", ("최은철",), sex=("m",), births=(DateInterval.year(1984),), origins=musan,
                    kin=(KinFact("sister", "vault teacher", ("최은실",)),)),
    ]  # fmt: skip
