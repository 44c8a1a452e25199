from datetime import date
from pathlib import Path

import pytest

import underice
from underice.exposure.check import Check, check
from underice.exposure.softening.changes import applied
from underice.exposure.softening.few import TooLong
from underice.exposure.softening.losses import parse
from underice.exposure.softening.ways import Softening, Way, _Search, soften

DAY = date(2026, 2, 14)
STORY = Path(underice.__file__).parent / "story"
TWO = (
    "Two people were arrested in Shenyang on 8 February. One is a woman of 38 from Musan, North Hamgyong. "
    "The other is a man in his sixties from Hamhung, who walks with a limp."
)


@pytest.fixture(scope="module")
def two() -> Softening:
    return soften(check(TWO, date=DAY), k=60)


def _told(done: Check, ref: str) -> int | None:
    return next(one.low_households for one in done.persons if one.ref == ref)


def test_the_three_ways_come_cheapest_first_and_no_two_change_the_same_facts(two: Softening) -> None:
    assert len(two.ways) == 3
    assert [way.loss for way in two.ways] == sorted(way.loss for way in two.ways)
    changed = [frozenset((one.ladder.fact, one.ladder.refs) for one in way.taken) for way in two.ways]
    assert len(set(changed)) == 3


def test_every_way_that_is_said_to_reach_k_does_so_when_read_again(two: Softening) -> None:
    for way in two.ways:
        assert way.reaches
        again = check(way.text, date=DAY, k=60)
        assert all(one.low_households is None or one.low_households >= 60 for one in again.persons)
        assert applied(TWO, way.changes) == way.text


def test_no_step_of_a_way_can_be_taken_back(two: Softening) -> None:
    way = two.ways[0]
    assert all(one.loss > 0 for one in way.taken)
    assert way.loss == pytest.approx(sum(one.loss for one in way.taken))


def test_a_text_that_passes_tells_no_mark(two: Softening) -> None:
    assert all(not person.person.distinguishing for way in two.ways for person in way.again.persons)
    assert all("limp" not in way.text for way in two.ways)


def test_losses_of_a_user_change_what_is_cheapest() -> None:
    dear = parse("[home]\nprovince = 50\nregion = 51\ncountry = 52\ndrop = 53\n")
    found = soften(check(TWO, date=DAY), k=60, losses=dear)
    assert all(one.ladder.fact != "home" for one in found.ways[0].taken)


def test_a_text_that_exposes_nobody_is_left_as_it_is() -> None:
    text = "The ministry in Seoul said that it was looking into the reports."
    found = soften(check(text, date=DAY), k=20)
    assert found.reaches
    assert [way.text for way in found.ways] == [text]


def test_somebody_whom_no_words_lift_remains_and_the_best_is_shown() -> None:
    text = "A woman of 38 from Musan was arrested in Shenyang. She is said to be ill, and her son is waiting."
    found = soften(check(text, date=DAY), k=900_000_000)
    assert not found.reaches
    assert "few_even_so" in {one.reason for one in found.remaining}
    assert found.ways
    assert not any(way.reaches for way in found.ways)


def test_k_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="k must be"):
        soften(check(TWO, date=DAY), k=0)


@pytest.mark.parametrize("name", ["draft_ko.md", "appeal_en.md"])
def test_the_drafts_of_the_story_have_softer_words_that_pass(name: str) -> None:
    text = (STORY / name).read_text(encoding="utf-8")
    found = soften(check(text, date=DAY), k=20)
    assert found.reaches
    assert found.proven
    assert len(found.ways) == 3
    for way in found.ways:
        assert not [one for one in way.again.persons if one.low_households is not None and one.low_households < 20]
        assert way.text.count("\n") == text.count("\n")
        assert not way.left


def test_facts_of_two_people_told_by_the_same_words_are_one_step() -> None:
    text = (STORY / "draft_ko.md").read_text(encoding="utf-8")
    done = check(text, date=DAY)
    for way in soften(done, k=40).ways:
        assert any(len(one.ladder.refs) == 2 for one in way.taken)


def test_advice_is_given_on_what_no_table_counts() -> None:
    text = (STORY / "appeal_en.md").read_text(encoding="utf-8")
    facts = {one.ladder.fact for one in soften(check(text, date=DAY), k=20).advice}
    assert facts == {"group", "date", "place", "work", "workplace"}


def test_a_search_ends_when_its_time_is_over() -> None:
    text = "함경북도 무산군에서 온 38세 여성과 아홉 살 아들이 중국 선양에서 체포됐다."
    with pytest.raises(TooLong):
        soften(check(text, date=date(2026, 2, 14)), k=20, seconds=0.0)


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.2])
def test_when_the_time_is_over_the_best_found_is_given_and_not_called_proven(seconds: float, two: Softening) -> None:
    found = soften(check(TWO, date=DAY), k=60, seconds=seconds, best=True)
    assert found.ways
    assert found.reaches
    if not found.proven:
        assert found.ways[0].loss >= two.ways[0].loss
    again = check(found.ways[0].text, date=DAY, k=60)
    assert all(one.low_households is None or one.low_households >= 60 for one in again.persons)
    assert all(not one.person.distinguishing for one in again.persons)


def test_a_search_without_time_is_not_proven() -> None:
    assert not soften(check(TWO, date=DAY), k=60, seconds=0.0, best=True).proven


def test_the_clock_stops_once_the_ways_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _Search.ways

    def and_then_the_time_is_over(search: _Search) -> tuple[tuple[Way, ...], bool]:
        done = found(search)
        search.few.allow(-1.0)
        return done

    monkeypatch.setattr(_Search, "ways", and_then_the_time_is_over)
    assert soften(check(TWO, date=DAY), k=60, most=1, seconds=60.0).proven
