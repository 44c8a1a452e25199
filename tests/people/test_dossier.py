"""A person's facts are read from a vault as they stand, kin from both sides, lists by their rows."""

from datetime import date
from pathlib import Path

import pytest

from tests.vault.making import Place, retract, supersede
from underice.people import dossier
from underice.people.facts import KinFact, PersonFacts
from underice.vault.vault import Vault
from underice.vocabulary.edtf import UncertainDate
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.statement import Statement, new_id

SOURCE = new_id()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Place(tmp_path / "vault", tmp_path / "device").create()


def _said(
    entity: bytes, prop: str, value: str, *, kind: str = "person", norm: str | None = None, source: bytes = SOURCE
) -> Statement:
    return Statement(entity, kind, prop, value, source, norm=norm)


def _tie(person: bytes, relative: bytes, relation: str) -> list[Statement]:
    tie = new_id()
    return [
        _said(tie, "person", person.hex(), kind="kin"),
        _said(tie, "relative", relative.hex(), kind="kin"),
        _said(tie, "relation", relation, kind="kin"),
    ]


def test_own_facts_are_read_with_every_claim_beside_the_other(vault: Vault) -> None:
    someone = new_id()
    vault.record(
        [
            _said(someone, "name", "김영희"),
            _said(someone, "name", "金英姬"),
            _said(someone, "name", "김영희"),
            _said(someone, "alias", "영희 언니"),
            _said(someone, "sex", "f"),
            _said(someone, "birth", "1974"),
            _said(someone, "age", "50", norm="1973-10-04/1974-10-03"),
            _said(someone, "origin", "무산", norm="KP-09-musan|CN-1"),
            _said(someone, "birthplace", "KP-x"),
            _said(someone, "occupation", "교원"),
            _said(someone, "health", "임신"),
        ]
    )
    assert dossier.read(vault) == {
        someone.hex(): PersonFacts(
            someone.hex(),
            names=("김영희", "金英姬"),
            aliases=("영희 언니",),
            sex=("f",),
            births=(DateInterval.year(1974), DateInterval(date(1973, 10, 4), date(1974, 10, 3))),
            origins=(("KP-09-musan", "CN-1"),),
            occupations=("교원",),
        )
    }


def test_a_place_of_birth_stands_in_for_a_home_that_is_not_told(vault: Vault) -> None:
    someone = new_id()
    vault.record([_said(someone, "birthplace", "KP-x")])
    assert dossier.read(vault)[someone.hex()].origins == (("KP-x",),)


def test_what_has_been_taken_back_or_replaced_is_no_fact(vault: Vault) -> None:
    one, other = new_id(), new_id()
    wrong, old = _said(one, "name", "박철"), _said(one, "sex", "m")
    gone = _said(other, "name", "리순")
    vault.record([wrong, old, gone, retract(wrong), supersede(old, "f"), retract(gone)])
    assert dossier.read(vault) == {one.hex(): PersonFacts(one.hex(), sex=("f",))}


@pytest.mark.parametrize(
    ("prop", "value", "norm", "said_at", "expected"),
    [
        ("birth", "1949~", None, None, UncertainDate.parse("1949~").widest),
        ("birth", "칠사년생", "1974", None, DateInterval.year(1974)),
        ("birth", "옛날", None, None, None),
        ("age", "만 38세", None, "2026-02-08", DateInterval(date(1987, 2, 9), date(1988, 2, 8))),
        ("age", "만 38세", None, None, None),
        ("age", "여든아홉 마리", None, "2026-02-08", None),
        ("age", "38", "9999-99", None, None),
        ("name", "1974", None, None, None),
    ],
)
def test_a_birth_or_an_age_becomes_the_widest_days_it_may_mean(
    prop: str, value: str, norm: str | None, said_at: str | None, expected: DateInterval | None
) -> None:
    said = Statement(new_id(), "person", prop, value, SOURCE, norm=norm, said_at=said_at)
    assert dossier.born(said) == expected


def test_a_tie_is_seen_from_both_sides_with_the_word_that_fits_her_sex(vault: Vault) -> None:
    mother, son = new_id(), new_id()
    vault.record(
        [
            _said(mother, "name", "리순"),
            _said(son, "name", "김철"),
            _said(son, "sex", "m"),
            *_tie(son, mother, "mother"),
        ]
    )
    found = dossier.read(vault)
    assert found[son.hex()].kin == (KinFact("mother", mother.hex(), ("리순",)),)
    assert found[mother.hex()].kin == (KinFact("son", son.hex(), ("김철",)),)


def test_some_people_are_read_with_all_their_kin_and_nobody_else(vault: Vault) -> None:
    mother, son, stranger = new_id(), new_id(), new_id()
    event = new_id()
    vault.record(
        [
            _said(mother, "name", "리순"),
            _said(son, "name", "김철"),
            _said(stranger, "name", "박영"),
            *_tie(son, mother, "mother"),
            _said(event, "person", son.hex(), kind="incident"),
            _said(event, "person", stranger.hex(), kind="incident"),
        ]
    )
    found = dossier.read(vault, [son, new_id()])
    assert list(found) == [son.hex()]
    assert found[son.hex()].kin == (KinFact("mother", mother.hex(), ("리순",)),)
    assert found[son.hex()].events == {event.hex()}
    assert dossier.read(vault, []) == {}
    assert dossier.read(vault)[son.hex()] == found[son.hex()]


def test_a_relative_of_whom_nothing_stands_has_no_names(vault: Vault) -> None:
    son, nobody = new_id(), new_id()
    vault.record([_said(son, "name", "김철"), *_tie(son, nobody, "mother")])
    assert dossier.read(vault)[son.hex()].kin == (KinFact("mother", nobody.hex()),)


def test_a_tie_with_herself_or_with_no_record_is_no_tie(vault: Vault) -> None:
    son = new_id()
    tie = new_id()
    vault.record(
        [
            _said(son, "name", "김철"),
            *_tie(son, son, "brother"),
            _said(tie, "person", son.hex(), kind="kin"),
            _said(tie, "relative", "어머니", kind="kin"),
        ]
    )
    assert dossier.read(vault)[son.hex()].kin == ()


def test_a_list_is_known_by_its_rows_and_by_its_kind(vault: Vault) -> None:
    row, whole, old, talk = new_id(), new_id(), new_id(), new_id()
    someone = new_id()
    vault.record(
        [
            _said(row, "part_of", whole.hex(), kind="source", source=row),
            _said(row, "type", "list", kind="source", source=row),
            _said(old, "type", "list", kind="source", source=old),
            _said(talk, "type", "call", kind="source", source=talk),
            _said(someone, "name", "김철", source=row),
            _said(someone, "sex", "m", source=old),
            _said(someone, "birth", "1974", source=talk),
        ]
    )
    assert dossier.read(vault)[someone.hex()].lists == {whole.hex(), old.hex()}
