import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.people.linking_helpers import MUSAN, someone
from underice.people.linking.blocking import Keys, _affordable, _pairs, _together, block_keys, fact_keys
from underice.people.linking.columns import Columns, Lists, read
from underice.people.linking.levels import comparisons, numbers
from underice.people.linking.training import within


def meet(keys: Keys, columns: Columns, linked: bool = False) -> int:
    return int(_pairs(keys, columns.scalar("side"), linked).sum())


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(0, 200))
def test_the_rarest_keys_are_kept_up_to_the_budget(pairs: list[int], budget: int) -> None:
    counted = np.array(pairs, dtype=np.int64)
    kept = _affordable(counted, budget)
    assert counted[kept].sum() <= budget
    assert not kept[counted == 0].any()
    left = counted[~kept & (counted > 0)]
    if kept.any() and len(left):
        assert counted[kept].max() <= left.min()


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=4), st.lists(st.integers(0, 9), max_size=4)), max_size=8)
)
def test_every_key_meets_every_fact_of_its_own_record_and_no_other(rows: list[tuple[list[int], list[int]]]) -> None:
    keys, facts = Lists(), Lists()
    for one, other in rows:
        keys.add(one)
        facts.add(other)
    found = _together(Keys(*keys.packed()), Keys(*facts.packed()), len(rows))
    meant = [(place, one, other) for place, (some, more) in enumerate(rows) for one in set(some) for other in set(more)]
    assert sorted(found.owners.tolist()) == [place for place, _, _ in meant]
    assert len(set(found.values.tolist())) == len({(one, other) for _, one, other in meant})


def test_a_name_that_thousands_bear_costs_no_more_pairs_than_the_budget() -> None:
    columns = read([someone(str(place), "김영철", born=1950 + place % 50) for place in range(3000)], None)
    cost = meet(block_keys(columns, linked=False), columns)
    assert 0 < cost <= numbers()["pairs_a_record"] * len(columns)


def test_common_names_still_meet_through_the_year_of_birth() -> None:
    people = [someone(str(place), "김영철", born=1900 + place // 20) for place in range(2400)]
    columns = read(people, None)
    keys = block_keys(columns, linked=False)
    held: dict[int, set[int]] = {}
    for key, owner in zip(keys.values.tolist(), keys.owners.tolist(), strict=True):
        held.setdefault(owner, set()).add(key)
    assert held[0] & held[19]  # of one year
    assert not held[0] & held[2000]


def test_keys_of_facts_are_kept_only_where_a_record_lacks_a_name() -> None:
    named = [someone(str(place), "김영희", born=1990, home=MUSAN) for place in range(4)]
    assert len(fact_keys(read(named, None), linked=False).values) == 0
    nameless = [*named, someone("9", born=1990, home=MUSAN)]
    assert set(fact_keys(read(nameless, None), linked=False).owners.tolist()) == {0, 1, 2, 3, 4}


def test_what_is_counted_while_reading_is_what_the_match_counts() -> None:
    from underice.people.match import Frequencies

    people = [someone("1", "김철수", "Kim Chol Su"), someone("2", "리영희"), someone("3", "Henny Watson"), someone("4")]
    columns = read(people, None)
    assert columns.frequencies() == Frequencies.of(people)


def test_no_column_holds_words() -> None:
    columns = read([someone("1", "김철수", born=1986, home=MUSAN, sex="m")], None)
    assert all(column.typecode == "i" for column in columns.scalars.values())
    assert all(column.values.typecode == "i" for column in columns.lists.values())


@given(st.floats(1e-7, 1), st.floats(0, 1))
def test_what_is_learned_stays_within_reach_of_where_it_started(start: float, value: float) -> None:
    reach = numbers()["reach"]
    assert min(start / reach, 1e-8) <= within(start, value) <= min(1.0, start * reach)
    if start / reach <= value <= start * reach and value > 1e-8:
        assert within(start, value) == value


def test_every_fact_ends_with_a_level_for_all_the_rest() -> None:
    for one in comparisons():
        assert [level.code for level in one.levels if not level.sql and not level.shared] == ["other"]
        assert one.levels[-1].code == "other"
