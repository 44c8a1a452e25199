import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.linkage import records, truth
from tests.people.linking_helpers import HOERYONG, MUSAN, need_packages, someone
from underice.people.facts import KinFact, PersonFacts
from underice.people.linking import EngineMissing, LinkSettings, MemoryExceeded, Suggestion, link
from underice.people.linking.levels import numbers
from underice.people.linking.training import starting_shares
from underice.people.reading import parse, readings

need_packages("splink", "duckdb")

ALL = LinkSettings(least=0.0)
BULK = LinkSettings(least=0.0, judge=False)


def pairs(found: list[Suggestion]) -> set[tuple[str, str]]:
    return {(one.one, one.other) for one in found}


def weights(one: PersonFacts, other: PersonFacts) -> dict[str, float]:
    """What each fact of two records weighs in bulk."""
    (found,) = link([one], [other], settings=BULK)
    return dict(found.weights)


def test_one_person_is_found_in_two_lists_whatever_the_script() -> None:
    a = [someone("1", "김철수", born=1986), someone("2", "리영희", born=1988), someone("3", "박용호")]
    b = [
        someone("x", "Kim Chol Su", born=1986),
        someone("y", "Lee Young-hee", born=1988),
        someone("z", "朴龍浩"),
        someone("w", "최민수", born=1990),
    ]
    assert pairs(list(link(a, b))) == {("1", "x"), ("2", "y"), ("3", "z")}


def test_names_that_differ_in_a_syllable_are_not_suggested() -> None:
    a = [someone("1", "김철수", born=1986, home=MUSAN)]
    assert list(link(a, [someone("2", "김철호", born=1991, home=HOERYONG)])) == []


def test_suggestions_come_best_first_with_what_spoke_for_them() -> None:
    a = [someone("1", "김철수"), someone("2", "표은실", born=date(1990, 3, 2), home=MUSAN, sex="f")]
    b = [someone("3", "Kim Chol Su"), someone("4", "Pyo Un Sil", born=date(1990, 3, 2), home=MUSAN, sex="f")]
    found = list(link(a, b, settings=ALL))
    assert [(one.one, one.other) for one in found] == [("2", "4"), ("1", "3")]
    assert found[0].verdict == "same"
    assert {part.fact for part in found[0].parts} == {"name", "birth", "home", "sex"}
    assert {fact for fact, _ in found[0].weights} == {"name", "birth", "home", "sex"}


def test_a_child_without_a_name_is_found_by_her_mother_and_year() -> None:
    a = [someone("1", "김영희"), someone("2", born=2016, sex="m", kin=[KinFact("mother", "1")])]
    b = [someone("8", "Kim Yong Hui"), someone("9", born=(2015, 2016), sex="m", kin=[KinFact("mother", "8")])]
    assert ("2", "9") in pairs(list(link(a, b)))


def test_a_person_without_a_name_is_found_by_county_and_year() -> None:
    a = [someone("1", born=1990, home=MUSAN, sex="f"), someone("2", "김철수", born=1990, home=HOERYONG)]
    b = [someone("3", "최은실", born=1990, home=MUSAN, sex="f"), someone("4", "박철수", born=1980, home=MUSAN)]
    found = pairs(list(link(a, b, settings=ALL)))
    assert ("1", "3") in found
    assert ("1", "4") not in found


def test_people_of_one_incident_are_weighed_where_names_lack() -> None:
    one = PersonFacts("1", events=frozenset({"e1"}), sex=("f",))
    other = PersonFacts("2", ("김영희",), events=frozenset({"e1"}), sex=("f",))
    assert pairs(list(link([one], [other], settings=ALL))) == {("1", "2")}


def test_a_list_is_compared_with_itself_but_no_record_with_itself() -> None:
    own = [someone("1", "김철수", born=1986), someone("2", "Kim Chol Su", born=1986), someone("3", "박용호")]
    assert pairs(list(link(own))) == {("1", "2")}


def test_records_of_one_list_are_not_paired_when_two_are_linked() -> None:
    own = [someone("1", "김철수", born=1986), someone("2", "Kim Chol Su", born=1986)]
    assert list(link(own, [someone("3", "박용호")], settings=ALL)) == []


@pytest.mark.parametrize("number", [0, 1])
def test_too_few_records_give_nothing(number: int) -> None:
    assert list(link([someone("1", "김철수")] * number)) == []


def test_a_name_that_is_not_korean_agrees_only_with_itself() -> None:
    a = [someone("1", "Henny Watson", born=1970), someone("2", "Jonas Lindqvist", born=1980)]
    found = pairs(list(link(a, [someone("3", "WATSON Henny", born=1970)], settings=BULK)))
    assert found == {("1", "3")}


def test_another_name_brings_records_together_too() -> None:
    a = [PersonFacts("1", ("김철수",), aliases=("표은실",))]
    assert pairs(list(link(a, [someone("2", "Pyo Un Sil")], settings=ALL))) == {("1", "2")}


def test_names_weigh_less_the_less_they_agree() -> None:
    base = someone("1", "표은실")
    same = weights(base, someone("2", "Pyo Un-sil"))["name"]
    part = weights(base, someone("2", "표은주"))["name"]
    assert same > part
    common = weights(someone("1", "김영철"), someone("2", "Kim Yong Chol"))["name"]
    assert same > common + 2  # a rare name says more


def test_births_weigh_less_the_further_apart_they_are() -> None:
    name = "표은실"
    days = (date(1990, 3, 2), 1990, (1985, 1994), 1992, 1999)
    base = someone("1", name, born=date(1990, 3, 2))
    bits = [weights(base, someone("2", name, born=day)).get("birth", 0.0) for day in days]
    assert bits == sorted(bits, reverse=True)
    assert bits[0] > 5
    assert bits[-1] < 0


def test_homes_weigh_by_the_ladder_and_an_untold_one_weighs_nothing() -> None:
    base = someone("1", "표은실", home=MUSAN)
    county = weights(base, someone("2", "표은실", home=MUSAN))["home"]
    province = weights(base, someone("2", "표은실", home=HOERYONG)).get("home", 0.0)
    other = weights(base, someone("2", "표은실", home="KP0301"))["home"]
    assert county > province > other
    assert "home" not in weights(base, someone("2", "표은실"))


def test_a_shared_relative_weighs_for_one_person() -> None:
    one = someone("1", "표은실", kin=[KinFact("mother", names=("김영희",))])
    assert weights(one, someone("2", "표은실", kin=[KinFact("mother", names=("Kim Yong Hui",))]))["kin"] > 5
    assert weights(one, someone("2", "표은실", kin=[KinFact("mother", names=("박정숙",))]))["kin"] < 0


NAMES = ("김철수", "Kim Chol Su", "金哲洙", "리영희", "Lee Young-hee", "최", "", "?", "Henny Watson", "a" * 500)
PEOPLE = st.builds(
    lambda name, year, home, sex: (name, year, home, sex),
    st.sampled_from(NAMES),
    st.none() | st.integers(1900, 2026),
    st.sampled_from(("", MUSAN, HOERYONG, "KP", "nowhere")),
    st.sampled_from(("", "f", "m", "x")),
)


@settings(max_examples=8)
@given(st.lists(PEOPLE, max_size=7), st.lists(PEOPLE, max_size=7))
def test_small_lists_never_break_and_give_sound_probabilities(
    one: list[tuple[str, int | None, str, str]], other: list[tuple[str, int | None, str, str]]
) -> None:
    made = [
        [
            someone(f"{side}{place}", *([name] if name else []), born=year, home=home, sex=sex)
            for place, (name, year, home, sex) in enumerate(rows)
        ]
        for side, rows in (("a", one), ("b", other))
    ]
    found = list(link(made[0], made[1], settings=LinkSettings(least=0.0, judge=False)))
    assert all(0 < one.probability < 1 and one.one[0] == "a" and one.other[0] == "b" for one in found)
    assert len(pairs(found)) == len(found)
    assert [one.bits for one in found] == sorted((one.bits for one in found), reverse=True)


def test_both_ways_round_give_the_same_pairs_and_weights() -> None:
    a = [someone("1", "김철수", born=1986), someone("2", "박용호", born=1970, home=MUSAN)]
    b = [someone("3", "Kim Chol Su", born=1987), someone("4", "Park Yong-ho", born=1970, home=MUSAN)]
    there = {(one.one, one.other): round(one.bits, 6) for one in link(a, b, settings=ALL)}
    back = {(one.other, one.one): round(one.bits, 6) for one in link(b, a, settings=ALL)}
    assert there == back


def test_weights_are_learned_where_there_are_records_enough() -> None:
    some = records(2400, seed=7)
    true = set(truth(some))
    steps: list[str] = []
    found = link([one.facts for one in some], progress=lambda step, _done, _all: steps.append(step))
    told = {(one.one, one.other) if one.one < one.other else (one.other, one.one) for one in found}
    assert len(told & true) >= 0.75 * len(true)
    assert len(told & true) >= 0.9 * len(told)
    assert list(dict.fromkeys(steps)) == ["reading", "comparing", "judging"]


def test_forgetting_names_on_the_way_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [one.facts for one in records(60, seed=5)]
    whole = [(one.one, one.other, round(one.bits, 6)) for one in link(some)]
    monkeypatch.setitem(numbers(), "remembered", 4.0)
    before = parse("Kim Chol Su")
    assert [(one.one, one.other, round(one.bits, 6)) for one in link(some)] == whole
    assert parse("Kim Chol Su") is before  # readings stay: they are needed again for judging
    assert readings("Kim Chol Su")[0].hangul == "김철수"


def test_shares_to_start_from_add_up_to_one_for_each_fact() -> None:
    for place in (0, 1):
        sums: dict[str, float] = {}
        for (fact, _), both in starting_shares().items():
            sums[fact] = sums.get(fact, 0.0) + both[place]
        assert all(total == pytest.approx(1.0, abs=0.03) for total in sums.values())


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(EngineMissing) as missing:
        link([someone("1", "김철수"), someone("2", "김철수")])
    assert missing.value.what == "link"


def test_too_little_memory_is_said() -> None:
    some = [one.facts for one in records(1200, seed=3)]
    with pytest.raises(MemoryExceeded) as short:
        link(some, settings=LinkSettings(megabytes=2))
    assert short.value.megabytes == 2


def test_a_suggestion_shows_no_key_and_no_name_in_a_log() -> None:
    (found,) = link([someone("key1", "김철수")], [someone("key2", "Kim Chol Su")])
    assert "key1" not in repr(found)
    assert "김철수" not in repr(found)
