"""What became of people: the latest outcome counts, sources that differ stand side by side, final is final."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.making import CHEAP, PASSPHRASE
from underice.people.outcomes import Became, latest, of_several, statements
from underice.people.recording import Frame, Refused
from underice.vault.vault import Vault
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id

_TYPE = property_of("outcome", "type")
TYPES = tuple(_TYPE.options) if _TYPE is not None else ()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(
        tmp_path / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=tmp_path / "device"
    )


def _became(type_: str, date: str, bundle: int = 1) -> Became:
    return Became(new_id(), type_, date, date, new_id(), bundle)


def _case(vault: Vault, people: int = 3) -> tuple[bytes, bytes, list[bytes]]:
    source, case = new_id(), new_id()
    some = [new_id() for _ in range(people)]
    vault.record(
        [
            Statement(source, "source", "title", "a call", source),
            Statement(case, "incident", "title", "an arrest", source),
            *(Statement(one, "person", "name", f"남궁{at}", source) for at, one in enumerate(some)),
            *(Statement(case, "incident", "person", one.hex(), source) for one in some),
        ]
    )
    return source, case, some


def test_one_report_of_several_people_is_one_outcome_of_each(vault: Vault) -> None:
    source, case, (a, b, c) = _case(vault)
    told = {"type": "returned", "date": "2026년 3월", "place": "", "remark": ""}
    vault.record(statements(vault, [a, b], case, told, Frame(source)))
    found = latest(vault, [a, b, c])
    assert set(found) == {a, b}
    assert found[a] == found[b]
    (one,) = found[a]
    assert (one.type, one.date, one.said, one.source) == ("returned", "2026-03", "2026년 3월", source)


def test_a_later_outcome_counts_and_the_earlier_one_stays(vault: Vault) -> None:
    source, case, (a, *_rest) = _case(vault)
    for type_, date in (("released", "2026-05-01"), ("detained", "2026-02-10")):
        vault.record(statements(vault, [a], case, {"type": type_, "date": date}, Frame(source)))
    assert [one.type for one in latest(vault, [a])[a]] == ["released"]
    assert len(list(vault.entities("outcome"))) == 2


def test_an_outcome_that_was_taken_back_counts_no_more(vault: Vault) -> None:
    source, case, (a, *_rest) = _case(vault)
    said = statements(vault, [a], case, {"type": "died"}, Frame(source))
    vault.record(said)
    vault.record(Statement(one.entity, one.kind, one.prop, "", source, act="retract", target=one.id) for one in said)
    assert latest(vault, [a]) == {}


def test_an_outcome_needs_its_kind_and_values_that_can_be(vault: Vault) -> None:
    source, case, (a, *_rest) = _case(vault)
    for told in ({"type": "", "date": "2026"}, {"type": "nonsense"}, {"type": "died", "date": "irgendwann"}):
        with pytest.raises(Refused):
            statements(vault, [a], case, told, Frame(source))


def test_sources_that_differ_about_the_same_days_stand_side_by_side() -> None:
    told = [_became("returned", "2026-03", 1), _became("released", "2026-03-05", 2), _became("detained", "2026-02", 3)]
    assert [one.type for one in of_several(told)] == ["released", "returned"]


def test_still_unknown_takes_nothing_final_back_and_gives_way_to_what_is_known() -> None:
    assert [one.type for one in of_several([_became("returned", "2026-02"), _became("unknown", "2026-04")])] == [
        "returned"
    ]
    assert [one.type for one in of_several([_became("detained", "2026-02"), _became("unknown", "2026-04")])] == [
        "unknown"
    ]
    assert [one.type for one in of_several([_became("detained", "2026-04"), _became("unknown", "2026-04")])] == [
        "detained"
    ]


def test_what_has_no_date_is_earlier_than_what_has_one() -> None:
    assert [one.type for one in of_several([_became("died", "", 9), _became("detained", "2026-02", 1)])] == ["detained"]
    assert [one.type for one in of_several([_became("released", "", 1), _became("returned", "", 2)])] == [
        "returned", "released",
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(TYPES), st.sampled_from(["", "2026", "2026-02", "2026-02-10", "2026-03-01~"])),
        min_size=1,
        max_size=8,
    )
)
def test_something_is_always_the_latest_each_kind_once_in_whatever_order_it_is_told(
    told: list[tuple[str, str]],
) -> None:
    some = [_became(type_, date, at) for at, (type_, date) in enumerate(told)]
    found = of_several(some)
    assert found
    assert len({one.type for one in found}) == len(found)
    assert of_several(some[::-1]) == found
    assert set(found) <= set(some)
