"""Every fact weighs for or against; what is not told weighs nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.people import fact_weights as weigh
from underice.people.fact_weights import numbers
from underice.people.tables import DATA
from underice.vocabulary.intervals import DateInterval, shift_years

YEAR = DateInterval.year
days = st.dates(min_value=date(1930, 1, 1), max_value=date(2025, 12, 31))
spans = st.tuples(days, st.integers(0, 4000)).map(
    lambda drawn: DateInterval(
        drawn[0], date.fromordinal(min(drawn[0].toordinal() + drawn[1], date(2026, 1, 1).toordinal()))
    )
)


def _birth(one: DateInterval, other: DateInterval) -> float:
    part = weigh.birth((one,), (other,))
    assert part is not None
    return part.bits


def test_the_shares_add_up_to_one() -> None:
    assert sum(share for _first, _last, share in numbers().decades) == pytest.approx(1.0)
    assert sum(share for name, share in numbers().provinces.items() if name != "other") == pytest.approx(1.0)
    assert weigh.mass(date(1800, 1, 1).toordinal(), date(2100, 1, 1).toordinal()) == pytest.approx(1.0)


def test_every_number_of_the_file_says_where_it_comes_from() -> None:
    text = (DATA / "match.toml").read_text(encoding="utf-8")
    for table in text.split("\n[")[1:]:
        assert "judgement" in table or "share" in table or table.startswith("kin.others]")


def test_the_narrower_two_births_agree_the_more_it_weighs() -> None:
    day = DateInterval.day(date(1974, 5, 3))
    month, year, thirties = DateInterval.month(1974, 5), YEAR(1974), YEAR(1970, 1979)
    weights = [_birth(one, one) for one in (day, month, year, thirties)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 12
    assert 0 < weights[3] < 3


def test_a_slip_of_one_year_weighs_little_and_of_twenty_much() -> None:
    assert -1 < _birth(YEAR(1974), YEAR(1975)) < 1.5
    assert _birth(YEAR(1974), YEAR(1979)) < -3
    assert _birth(YEAR(1974), YEAR(1994)) == numbers().birth["far"]


def test_counted_and_full_ages_agree() -> None:
    counted, full = YEAR(1989), DateInterval(date(1987, 2, 9), date(1988, 2, 8))
    assert _birth(counted, full) > -1.5


def test_another_day_of_the_same_year_is_no_contradiction() -> None:
    assert _birth(DateInterval.day(date(1974, 5, 3)), DateInterval.day(date(1974, 3, 5))) > 0


def test_the_first_of_january_alone_is_read_as_the_year() -> None:
    assert _birth(DateInterval.day(date(1974, 1, 1)), YEAR(1974)) == _birth(YEAR(1974), YEAR(1974))


def test_births_of_children_who_share_a_mother_weigh_less_than_those_of_strangers() -> None:
    among = weigh.birth((YEAR(2016),), (YEAR(2016),), numbers().kin["siblings"])
    assert among is not None
    assert among.bits < _birth(YEAR(2016), YEAR(2016))


def test_who_contradicts_herself_agrees_less() -> None:
    clear = weigh.birth((YEAR(1987),), (YEAR(1987),))
    unclear = weigh.birth((YEAR(1987), YEAR(1991)), (YEAR(1987),))
    repeated = weigh.birth((YEAR(1987), YEAR(1986, 1988)), (YEAR(1987),))
    assert clear is not None
    assert unclear is not None
    assert repeated is not None
    assert unclear.bits < clear.bits == repeated.bits


@given(one=spans, other=spans)
def test_births_weigh_the_same_both_ways_round(one: DateInterval, other: DateInterval) -> None:
    assert _birth(one, other) == _birth(other, one)


@given(one=spans)
def test_a_claim_never_speaks_against_itself(one: DateInterval) -> None:
    assert _birth(one, one) >= 0 or one.days > 3000


@given(day=days, years=st.integers(12, 40))
def test_births_far_apart_always_weigh_against(day: date, years: int) -> None:
    assert _birth(DateInterval.day(day), DateInterval.day(shift_years(day, -years))) < -8


def test_a_rare_sex_tells_more_and_another_sex_speaks_against() -> None:
    man, woman, both = weigh.sex(("m",), ("m",)), weigh.sex(("f",), ("f",)), weigh.sex(("f",), ("m",))
    assert man is not None
    assert woman is not None
    assert both is not None
    assert man.bits > woman.bits > 0 > both.bits
    assert weigh.sex(("f", "m"), ("f",)) is None


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (("KP0218",), ("KP0218",), "home-same"),
        (("KP0218",), ("KP02",), "home-within"),
        (("KP0218",), ("KP0213",), "home-near"),
        (("KP0302",), ("KP0301",), "home-near"),
        (("KP0218",), ("KP0101",), "home-differs"),
        (("KP0218",), ("CN",), "home-differs"),
        (("KP0218",), ("KP",), "home-within"),
        (("KP0218",), ("KR:Seoul",), "home-differs"),
    ],
)
def test_homes_are_weighed_on_their_ladder(one: tuple[str, ...], other: tuple[str, ...], code: str) -> None:
    part, back = weigh.home((one,), (other,)), weigh.home((other,), (one,))
    assert part is not None
    assert back is not None
    assert part.code == code
    assert part.bits == back.bits
    assert (part.bits > 0) == (code == "home-same" or other == ("KP02",))


def test_a_county_few_come_from_tells_more() -> None:
    musan, hamhung = weigh.home((("KP0218",),), (("KP0218",),)), weigh.home((("KP0307",),), (("KP0307",),))
    assert musan is not None
    assert hamhung is not None
    assert hamhung.bits > musan.bits > 2


def test_an_ambiguous_home_counts_by_its_best_candidate_and_weighs_less() -> None:
    sure = weigh.home((("KP0218",),), (("KP0218",),))
    open_ = weigh.home((("KP0218", "KP0406"),), (("KP0218",),))
    assert sure is not None
    assert open_ is not None
    assert open_.code == "home-same"
    assert open_.bits == pytest.approx(sure.bits - 1)


@pytest.mark.parametrize(
    ("one", "other"), [("소학교 교원", "教师"), ("무산 소학교 교원", "primary school teacher"), ("의사", "의사")]
)
def test_one_work_in_two_languages_weighs_a_little(one: str, other: str) -> None:
    part = weigh.occupation((one,), (other,))
    assert part is not None
    assert part.bits == numbers().occupation["same"]


def test_another_work_weighs_nothing() -> None:
    assert weigh.occupation(("교원",), ("농민",)) is None


def test_an_incident_weighs_by_how_few_were_in_it() -> None:
    rare = weigh.event(frozenset("ab"), frozenset("b"), {"a": 0.001, "b": 0.01})
    everyone = weigh.event(frozenset("b"), frozenset("b"), {"b": 1.0})
    assert rare is not None
    assert everyone is not None
    assert rare.bits == numbers().event["most"]
    assert everyone.bits == 0
    assert weigh.event(frozenset("a"), frozenset("b"), {}) is None


def test_two_rows_of_one_list_are_two_people() -> None:
    part = weigh.lists(frozenset("ab"), frozenset("bc"))
    assert part is not None
    assert part.bits < -15
    assert weigh.lists(frozenset("a"), frozenset("b")) is None


def test_what_is_not_told_weighs_nothing() -> None:
    assert weigh.birth((), (YEAR(1974),)) is None
    assert weigh.sex((), ("f",)) is None
    assert weigh.home((), (("KP02",),)) is None
    assert weigh.occupation((), ("교원",)) is None


def test_a_part_shows_no_value_in_its_printed_form() -> None:
    assert "1974" not in repr(weigh.birth((YEAR(1974),), (YEAR(1974),)))
