"""A decision in the vault: checklist and ranges before any result, runs bit for bit, a signed choice, forecasts scored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.vault.making import CHEAP, Place
from underice.decide import runs as runs_module
from underice.decide.checklist import ITEMS, Answer, UnknownItem, answers, unanswered
from underice.decide.choosing import Choice, choose, signed_by
from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.elicitation import narrowed
from underice.decide.families import families_of, households
from underice.decide.forecasts import (
    BadForecast,
    Forecast,
    Resolution,
    checked,
    forecast,
    forecasts,
    resolve,
    score,
    scores,
)
from underice.decide.policies import POLICIES
from underice.decide.ranges import Problem, Range, problems
from underice.decide.record import (
    Change,
    Decision,
    Draft,
    NotADecision,
    add,
    answer,
    begin,
    believe,
    decisions,
    load,
    moved,
    situate,
)
from underice.decide.result import Result
from underice.decide.run import run
from underice.decide.runs import again, decision_of_run, run_by_id, save
from underice.decide.saying import Unkept
from underice.exposure.check import check
from underice.exposure.signing import SigningKey, SigningRefused, describe, make, register, unlock, withdraw
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

DAY = date(2026, 2, 11)
QUIET = tuple(one for one in POLICIES if not one.names)
DILEMMA = Dilemma(
    12, 3.0, transfer=Transfer(0.0, 9.0), families=(Family(3, 24), Family(2, None)), policies=QUIET, started=DAY
)
DRAFT = Path(__file__).resolve().parents[2] / "src" / "underice" / "story" / "draft_ko.md"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Place(tmp_path / "vault", tmp_path / "device").create() as made:
        yield made


def belief(low: float, high: float, author: str = "기록자", name: str = "return_days") -> Range:
    return narrowed(name, low, high, author=author, on=DAY, basis="근거", mind="조건")


def begun(vault: Vault, *beliefs: Range, said: tuple[Answer, ...] = ()) -> bytes:
    return begin(vault, Draft("선양", DILEMMA, said, beliefs, lang="ko"), by="기록자")


def computed(vault: Vault, decision: Decision) -> Result:
    result = run(decision.dilemma("기록자"), n=2000, seed=9)
    save(vault, decision.id, result, mode="기록자", made=DAY, page="쪽", lang="ko", unanswered=("minors",), by="기록자")
    return result


def test_a_decision_is_read_as_it_was_recorded(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30), said=(Answer("minors", "아이 하나"),))
    found = load(vault, id_)
    assert (found.title, found.situation.detained, found.situation.families) == ("선양", 12, DILEMMA.families)
    assert found.beliefs == (belief(7, 30),)
    assert found.answers == (Answer("minors", "아이 하나"),)
    assert (found.runs, found.choice, found.authors, found.asked) == ((), None, ("기록자",), ("return_days",))
    assert found.dilemma("기록자").believed["return_days"].high == 30
    assert found.dilemma().believed["return_days"].author == ""
    assert decisions(vault) == {id_: "선양"}
    assert "선양" not in repr(found) + repr(Draft("선양", DILEMMA)) + repr(found.answers)


def test_everybodys_ranges_stay_and_the_newest_of_each_counts(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30))
    believe(vault, id_, [belief(40, 80, "통역")], by="통역")
    believe(vault, id_, [belief(5, 20)], by="기록자")
    found = load(vault, id_)
    assert [one.low for one in found.beliefs] == [7, 40, 5]
    assert found.people["기록자"]["return_days"].low == 5
    assert found.people["통역"]["return_days"].low == 40


def test_a_changed_answer_replaces_the_earlier_one_which_stays_in_the_history(vault: Vault) -> None:
    id_ = begun(vault, said=(Answer("minors", "모름"),))
    assert answer(vault, id_, [Answer("minors", "아이 하나")]) == 1
    assert answer(vault, id_, [Answer("minors", "아이 하나")]) == 0
    assert load(vault, id_).answers == (Answer("minors", "아이 하나"),)
    assert [one.statement.value for one in vault.history(id_) if one.statement.prop == "minors"] == [
        "모름",
        "아이 하나",
    ]
    assert vault.entity(id_).conflicts == ()


def test_a_changed_situation_replaces_the_earlier_one(vault: Vault) -> None:
    id_ = begun(vault)
    assert situate(vault, id_, replace(DILEMMA, detained=11)) == 1
    assert situate(vault, id_, replace(DILEMMA, detained=11)) == 0
    assert load(vault, id_).situation.detained == 11


BIDI = "뒤집는 \u202e 표시"
FORECAST = Forecast("풀려나는가", "기록자", DAY, date(2099, 4, 1), "편집장", probability=0.25)


@pytest.mark.parametrize(
    "draft",
    [
        Draft(BIDI, DILEMMA),
        Draft("선양", DILEMMA, (Answer("minors", BIDI),)),
        Draft("선양", DILEMMA, beliefs=(replace(belief(7, 30), mind=BIDI),)),
        Draft("선양", DILEMMA, beliefs=(belief(7, 30), belief(7, 30, "길" * 100_001))),
        Draft("선양", DILEMMA, beliefs=(belief(7, 30),), forecasts=(FORECAST, replace(FORECAST, question=BIDI))),
    ],
)
def test_a_word_the_vault_refuses_leaves_no_part_of_a_new_decision(vault: Vault, draft: Draft) -> None:
    with pytest.raises(Unkept):
        begin(vault, draft, by="기록자", today=DAY)
    assert vault.count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        Change(answers=(Answer("minors", BIDI),)),
        Change(beliefs=(replace(belief(7, 30), basis=BIDI),)),
        Change(forecasts=(replace(FORECAST, resolver=BIDI),)),
        Change(choice=Choice("quiet", ("까닭", BIDI), "편집장", DAY)),
    ],
)
def test_a_word_the_vault_refuses_leaves_no_part_of_a_change(vault: Vault, bad: Change) -> None:
    id_ = begun(vault, belief(7, 30))
    count = vault.count()
    whole = Change(
        replace(DILEMMA, detained=11), bad.answers or (Answer("minors", "아이 하나"),), bad.beliefs or (belief(5, 9),),
        bad.forecasts or (FORECAST,), bad.choice,
    )  # fmt: skip
    with pytest.raises(Unkept):
        add(vault, id_, whole, by="기록자", today=DAY)
    assert vault.count() == count
    assert load(vault, id_).situation.detained == 12


def test_forecasts_and_ranges_of_one_action_keep_their_order(vault: Vault) -> None:
    several = tuple(replace(FORECAST, question=f"물음 {number}") for number in range(9))
    ranges = tuple(belief(7, 30 + number) for number in range(9))
    id_ = begin(vault, Draft("선양", DILEMMA, beliefs=ranges, forecasts=several), by="기록자", today=DAY)
    assert [one.question for one in forecasts(vault, id_)] == [one.question for one in several]
    found = load(vault, id_)
    assert found.beliefs == ranges
    assert found.people["기록자"]["return_days"].high == 38  # the last one counts


def test_what_is_given_at_once_is_one_action(vault: Vault) -> None:
    id_ = begin(vault, Draft("선양", DILEMMA, beliefs=(belief(7, 30),), forecasts=(FORECAST,)), by="기록자", today=DAY)
    first = len(vault.actions())
    change = Change(
        replace(DILEMMA, detained=11), (Answer("minors", "아이 하나"),), (belief(5, 9, "통역"),), (FORECAST,),
        Choice("quiet", ("까닭",), "편집장", DAY), key_of(vault),
    )  # fmt: skip
    registered = len(vault.actions())
    done = add(vault, id_, change, by="통역", today=DAY, lang="ko")
    assert (done.changed, len(done.forecasts), len(vault.actions()) - registered) == (2, 1, 1)
    assert first == 1
    found = load(vault, id_)
    assert (found.situation.detained, len(found.beliefs), len(forecasts(vault, id_))) == (11, 2, 2)
    assert found.choice is not None
    assert signed_by(vault, id_, found.choice) is not None
    assert "통역" not in repr(change)
    assert add(vault, id_, Change(replace(DILEMMA, detained=11)), by="통역").changed == 0
    assert len(vault.actions()) - registered == 1


def test_days_move_with_the_day_they_are_counted_from() -> None:
    later = moved(DILEMMA, date(2026, 2, 15))
    assert (later.days_since_arrest, later.transfer, later.started) == (7.0, Transfer(0.0, 5.0), date(2026, 2, 15))
    past = moved(DILEMMA, date(2026, 2, 25))
    assert [one.code for one in problems_of(past)] == ["transfer_past"]
    assert moved(replace(DILEMMA, started=None), DAY).started == DAY
    assert moved(replace(DILEMMA, transfer=None), date(2026, 2, 15)).transfer is None


def problems_of(dilemma: Dilemma) -> list[Problem]:
    from underice.decide.dilemma import problems as of_dilemma

    return [one for one in of_dilemma(dilemma) if one.refused]


def test_a_run_is_kept_and_done_again_to_the_last_bit(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30))
    computed(vault, load(vault, id_))
    kept = load(vault, id_).runs[0]
    assert (kept.n, kept.seed, kept.page, kept.mode, kept.unanswered) == (2000, 9, "쪽", "기록자", ("minors",))
    assert kept.current
    done = again(kept)
    assert (done.same, done.unchanged) == (True, True)
    assert run_by_id(vault, kept.id) == kept
    assert decision_of_run(vault, kept.id) == id_
    assert run_by_id(vault, id_) is None
    assert "쪽" not in repr(kept)


def test_later_beliefs_leave_an_earlier_run_as_it_was(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30))
    computed(vault, load(vault, id_))
    believe(vault, id_, [belief(50, 90)])
    assert again(load(vault, id_).runs[0]).same


def test_inputs_that_are_not_those_marked_are_noticed(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30))
    computed(vault, load(vault, id_))
    kept = load(vault, id_).runs[0]
    other = replace(kept, inputs=kept.inputs.replace('"detained":12', '"detained":11'))
    done = again(other)
    assert (done.same, done.unchanged) == (False, False)


def test_a_run_of_another_version_is_known_as_such(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = begun(vault)
    monkeypatch.setattr(runs_module, "VERSION_NOW", "0.0.1 · 0")
    computed(vault, load(vault, id_))
    assert not load(vault, id_).runs[0].current


def test_what_was_expunged_is_left_out(vault: Vault) -> None:
    id_ = begun(vault, belief(7, 30))
    computed(vault, load(vault, id_))
    one = vault.entity(next(vault.entities("belief")))
    kept = vault.entity(next(vault.entities("run")))
    vault.expunge(
        [one.properties["low"][0].statement.id, kept.properties["inputs"][0].statement.id], reason="동의 철회"
    )
    assert (load(vault, id_).beliefs, load(vault, id_).runs) == ((), ())


def test_what_is_no_decision_is_refused(vault: Vault) -> None:
    source = new_id()
    vault.record([Statement(source, "source", "title", "x", source)])
    with pytest.raises(NotADecision):
        load(vault, source)
    broken = new_id()
    vault.record([Statement(broken, "decision", "setting", "{}", broken)])
    with pytest.raises(NotADecision):
        load(vault, broken)


def test_characters_that_cannot_be_seen_are_not_kept_and_nothing_is_recorded(vault: Vault) -> None:
    before = vault.count()
    with pytest.raises(Unkept, match="decision"):
        begun(vault, said=(Answer("minors", "a\u202eb"),))
    assert vault.count() == before


def test_the_checklist_blocks_nothing_and_says_what_is_open() -> None:
    assert unanswered(()) == ITEMS
    said = answers({"minors": " 아이 하나 ", "reach_kin": "  "})
    assert said == (Answer("minors", "아이 하나"),)
    assert "minors" not in unanswered(said)
    with pytest.raises(UnknownItem):
        answers({"colour": "red"})


# --- the choice ---------------------------------------------------------------------------------------------------


def key_of(vault: Vault, *, registered: bool = True) -> SigningKey:
    file = make("편집장", "다섯 낱말로 된 암호 구절", CHEAP)
    if registered:
        register(vault, describe(file))
    return unlock(file, "다섯 낱말로 된 암호 구절")


def test_a_signed_choice_holds_for_exactly_these_words(vault: Vault) -> None:
    id_ = begun(vault)
    computed(vault, load(vault, id_))
    run_id = load(vault, id_).runs[0].id
    choose(vault, id_, Choice("quiet", ("까닭 하나", "까닭 둘"), "편집장", DAY, run_id), key_of(vault), lang="ko")
    choice = load(vault, id_).choice
    assert choice is not None
    signer = signed_by(vault, id_, choice)
    assert signer is not None
    assert signer.name == "편집장"
    for other in (
        replace(choice, policy="hold"), replace(choice, reasons=("까닭 하나",)), replace(choice, on=date(2026, 2, 12)),
        replace(choice, run=None), replace(choice, by="기록자"), replace(choice, signer=new_id()),
    ):  # fmt: skip
        assert signed_by(vault, id_, other) is None
    assert signed_by(vault, new_id(), choice) is None
    assert "까닭" not in repr(choice)


def test_a_new_choice_replaces_the_old_one_and_its_signature(vault: Vault) -> None:
    id_ = begun(vault)
    choose(vault, id_, Choice("quiet", ("까닭",), "편집장", DAY), key_of(vault))
    choose(vault, id_, Choice("hold", ("다른 까닭",), "편집장", date(2026, 2, 12)))
    choice = load(vault, id_).choice
    assert choice == Choice("hold", ("다른 까닭",), "편집장", date(2026, 2, 12))
    assert signed_by(vault, id_, choice) is None
    before = vault.count()
    choose(vault, id_, choice)
    assert vault.count() == before


def test_a_key_that_is_not_registered_or_was_withdrawn_signs_nothing(vault: Vault) -> None:
    id_ = begun(vault)
    choice = Choice("quiet", ("까닭",), "편집장", DAY)
    with pytest.raises(SigningRefused, match="unknown-signer"):
        choose(vault, id_, choice, key_of(vault, registered=False))
    key = key_of(vault)
    withdraw(vault, next(vault.entities("signer")), DAY)
    with pytest.raises(SigningRefused, match="withdrawn"):
        choose(vault, id_, choice, key)
    assert load(vault, id_).choice is None


# --- forecasts ----------------------------------------------------------------------------------------------------

LATER = date(2026, 3, 31)
YES_NO = Forecast("풀려나는가", "기록자", DAY, LATER, "편집장", probability=0.7)
NUMBER = Forecast("몇인가", "기록자", DAY, LATER, "편집장", low=3, high=9)


def test_forecasts_are_kept_resolved_and_scored(vault: Vault) -> None:
    id_ = begun(vault)
    for one in (YES_NO, NUMBER):
        forecast(vault, id_, one, today=DAY, by="기록자", lang="ko")
    first, second = sorted(forecasts(vault, id_), key=lambda one: one.question, reverse=True)
    assert first.due(LATER)
    assert score(first) is None
    outcome = new_id()
    vault.record([Statement(outcome, "outcome", "type", "released", outcome)])
    done = resolve(vault, first, Resolution("yes", LATER, "편집장", None, (outcome,), "신문"))
    assert done.resolution == Resolution("yes", LATER, "편집장", None, (outcome,), "신문")
    counted = resolve(vault, second, Resolution("counted", LATER, "편집장", 12.0))
    found, other = score(done), score(counted)
    assert found is not None
    assert other is not None
    assert found.brier == pytest.approx(0.09, abs=1e-12)
    assert other.interval == pytest.approx(66)
    assert other.held is False
    assert not done.due(LATER)
    assert "풀려나는가" not in repr(done)
    assert forecasts(vault)
    assert forecasts(vault, new_id()) == ()


def test_still_unknown_is_an_answer_that_can_change_and_is_never_scored(vault: Vault) -> None:
    id_ = begun(vault)
    forecast(vault, id_, YES_NO, today=DAY)
    one = resolve(vault, forecasts(vault, id_)[0], Resolution("unknown", LATER, "편집장"))
    assert score(one) is None
    assert one.due(LATER)
    assert (scores([one]).unknown, scores([one]).brier) == (1, None)
    again_ = resolve(vault, one, Resolution("no", date(2026, 5, 1), "편집장"))
    assert (scores([again_]).unknown, scores([again_]).yes_no) == (0, 1)
    assert scores([again_]).brier == pytest.approx(0.49, abs=1e-12)
    assert [one.statement.value for one in vault.history(again_.id) if one.statement.prop == "answer"] == [
        "unknown",
        "no",
    ]


def test_coverage_is_told_from_ten_ranges_on() -> None:
    came = [Resolution("counted", LATER, "편집장", value) for value in (5.0,) * 9 + (20.0,)]
    several = [replace(NUMBER, resolution=one) for one in came]
    assert scores(several[:9]).calibration is None
    found = scores(several).calibration
    assert found is not None
    assert (found.held, found.n) == (9, 10)
    assert scores([YES_NO]).waiting == 1


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (replace(YES_NO, question=" "), "no_question"),
        (replace(YES_NO, resolver=""), "no_resolver"),
        (replace(YES_NO, resolve_by=date(2026, 1, 1)), "day_past"),
        (replace(YES_NO, probability=None), "no_number"),
        (replace(YES_NO, low=1.0), "two_numbers"),
        (replace(YES_NO, probability=1.2), "over_one"),
        (replace(NUMBER, low=10.0), "upside_down"),
        (replace(NUMBER, high=float("nan")), "upside_down"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused(one: Forecast, code: str) -> None:
    with pytest.raises(BadForecast, match=code):
        checked(one, DAY)


@pytest.mark.parametrize(
    ("one", "came", "code"),
    [
        (YES_NO, Resolution("counted", LATER, "a", 3.0), "wrong_answer"),
        (NUMBER, Resolution("yes", LATER, "a"), "wrong_answer"),
        (NUMBER, Resolution("counted", LATER, "a"), "no_value"),
        (NUMBER, Resolution("counted", date(2026, 1, 1), "a", 3.0), "too_early"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_recorded(
    vault: Vault, one: Forecast, came: Resolution, code: str
) -> None:
    id_ = begun(vault)
    forecast(vault, id_, one, today=DAY)
    before = vault.count()
    with pytest.raises(BadForecast, match=code):
        resolve(vault, forecasts(vault, id_)[0], came)
    assert vault.count() == before


# --- families -----------------------------------------------------------------------------------------------------


def test_families_of_a_checked_draft_are_counts_with_the_smallest_k_first() -> None:
    found = check(DRAFT.read_text(encoding="utf-8"), date=date(2026, 2, 14))
    told = families_of(found)
    assert [one.k for one in told] == sorted((one.k for one in told), key=lambda k: (k is None, k))  # unknown k last
    assert told[0].k == 1
    assert told[0].detained == 2
    assert all(one.people >= 1 for one in told)


def test_the_largest_household_goes_with_the_smallest_k_and_the_rest_are_unknown() -> None:
    found = check(DRAFT.read_text(encoding="utf-8"), date=date(2026, 2, 14))
    told, sized = families_of(found), families_of(found, (2, 2, 3, 2, 2))
    assert [one.people for one in sized] == [3, 2, 2, 2, 2]
    assert [one.k for one in sized] == [one.k for one in told] + [None] * (5 - len(told))
    assert len(families_of(found, (4,))) == len(told)


def test_a_draft_that_speaks_of_nobody_held_has_no_families() -> None:
    assert families_of(check("오늘은 날씨가 맑다.", date=DAY)) == ()


def test_households_of_the_vault_are_sizes_only(vault: Vault) -> None:
    for type_, size in (
        ("household", "3"),
        ("household", "2"),
        ("party", "9"),
        ("household", "many"),
        ("household", "900"),
    ):
        one = new_id()
        vault.record([Statement(one, "group", "type", type_, one), Statement(one, "group", "size", size, one)])
    assert households(vault) == (3, 2)
    assert problems(belief(7, 30)) == ()
