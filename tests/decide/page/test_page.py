from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.decide.page.making import DILEMMAS, TWELVE, findings, made, result
from underice.decide.checklist import ITEMS, Answer
from underice.decide.futures import draw
from underice.decide.model import evaluate
from underice.decide.outcomes import MAIN
from underice.decide.page.finding import find, usual_pair
from underice.decide.page.html import policy
from underice.decide.page.lines import columns
from underice.decide.page.page import LIMIT, nearest, page
from underice.decide.page.rounding import of_hundred
from underice.decide.page.sentences import Told, fits
from underice.decide.page.view import flip
from underice.decide.policies import POLICIES, Policy
from underice.decide.run import run
from underice.vocabulary.language import LANGUAGES, Language

EVERY = [(name, lang) for name in DILEMMAS for lang in LANGUAGES]
ADVICE = {
    "en": r"\b(should|must|recommended|advise|optimal|safe|safest|best option|choose|right choice|probab\w+ of|chance)\b",
    "ko": r"권장|추천|해야 합니다|하십시오\.? *지금|최선|안전|옳은|선택하십시오|확률은|가능성",
}


class _Text(HTMLParser):
    """The visible text of a page; what is inside <style> is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.parts.append(data)


def _read(html: str) -> _Text:
    text = _Text()
    text.feed(html)
    return text


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_goal_10_the_page_holds_at_most_450_words_or_300_eojeol(name: str, lang: Language) -> None:
    one = made(name, lang)
    assert one.words() == len(one.markdown().split()) <= LIMIT[lang]
    assert LIMIT == {"en": 450, "ko": 300}


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_goal_10_the_page_has_no_decimals_and_no_percentages(name: str, lang: Language) -> None:
    one = made(name, lang)
    for text in (one.markdown(), "\n".join(one.lines())):
        assert not re.search(r"\d\.\d|%|percent|퍼센트", text)
    shown = "".join(_read(one.html()).parts)
    assert not re.search(r"\d\.\d|%", shown)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_goal_10_at_most_three_flip_sentences_a_group_and_never_one_option_alone(name: str, lang: Language) -> None:
    mark = "covers" if lang == "en" else "(설명"
    for section in made(name, lang).view.sections:
        flips = [text for text in section.sentences if re.search(rf"{re.escape(mark)} \d", text)]
        assert len(flips) <= 3
    for told in findings(name).told.values():
        assert len(told.sentences) <= 3
        both = {one.better for one in told.sentences}
        assert len(told.sentences) < 2 or len(both) == 2


@pytest.mark.parametrize("name", DILEMMAS)
def test_goal_10_what_a_sentence_states_is_true_within_three_points_on_100_000_fresh_futures(name: str) -> None:
    dilemma, found = DILEMMAS[name], findings(name)
    fresh = draw(dilemma, 100_000, 20_261_122)
    outcomes = evaluate(dilemma, fresh)
    said = 0
    for one in MAIN:
        gain = outcomes.gain(one.code, *found.pair)
        for told in (found.told[one.group], found.brief[one.group]):
            for sentence in told.sentences:
                better = gain > 0 if sentence.better == found.pair[0] else gain < 0
                inside = fits(sentence.limits, fresh)
                assert abs(100 * better[inside].mean() - of_hundred(sentence.precision)) <= 3
                assert abs(100 * inside[better].mean() - of_hundred(sentence.coverage)) <= 3
                said += 1
    assert said >= 4


@pytest.mark.parametrize("name", DILEMMAS)
def test_goal_11_sentences_cover_seventy_of_hundred_or_the_page_says_that_they_do_not(name: str) -> None:
    english = made(name, "en")
    for section in english.view.sections:
        if any("covers" in text and " better in " in text for text in section.sentences):
            group = next(key for key, told in findings(name).told.items() if section.title == _title(key))
            shown = sum(" better in " in text and "covers" in text for text in section.sentences)
            told = findings(name)
            possible = [told.told[group].first(shown), told.brief[group].first(shown)]
            admitted = [text for text in section.sentences if text.startswith("Together only")]
            assert bool(admitted) == any(not one.enough for one in possible if _said(one, section.sentences))


def _title(group: str) -> str:
    return {"D": "The detained", "F": "Kin left behind", "T": "Others on the way", "B": "Later crossers"}[group]


def _said(told: Told, sentences: tuple[str, ...]) -> bool:
    return all(any(flip(one, mark, "en") in sentences for mark in "AB") for one in told.sentences)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_the_page_never_advises_and_never_calls_a_share_of_futures_a_chance(name: str, lang: Language) -> None:
    one = made(name, lang)
    shown = "".join(_read(one.html()).parts)
    for text in (one.markdown(), "\n".join(one.lines()), shown):
        assert not re.search(ADVICE[lang], text, re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_row_or_column_adds_groups_up(lang: Language) -> None:
    one = made("twelve", lang)
    heads = one.view.table.head[1:]
    assert len(one.view.table.rows) == len(POLICIES)
    assert len(heads) == 5
    assert not any(re.search(r"total|sum\b|합계|총", text) for row in one.view.table.rows for text in row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_groups_stand_before_anything_else_that_is_long(lang: Language) -> None:
    view = made("twelve", lang).view
    first_screen = len(view.title.split()) + sum(len(text.split()) for text in (*view.facts, view.stance))
    assert first_screen < 70
    html = made("twelve", lang).html()
    assert html.index("<svg") < html.index("<section")


def test_why_doing_nothing_comes_last_is_said_and_only_if_it_is_among_the_options() -> None:
    assert "by construction" in made("twelve", "en").markdown()
    without = run(replace(TWELVE, policies=tuple(one for one in POLICIES if one.code != "hold")), 5_000, 1)
    assert "by construction" not in page(without, "en").markdown()


def test_what_publishing_leaves_of_the_quiet_channel_is_a_question_of_its_own() -> None:
    assert "Ask first: what does publishing leave of the quiet channel?" in made("twelve", "en").markdown()
    assert "0 to 200 of 100" in made("narrowed", "en").markdown()


def test_what_the_user_answered_is_quoted_in_full_and_costs_no_words() -> None:
    own = "The landlord of the second flat, and his wife. " * 30
    answers = (Answer("not_in_table", own), Answer("minors", "one"))
    quoted = page(result("twelve"), "en", answers=answers, findings=findings("twelve"))
    assert " ".join(own.split()) in quoted.markdown()
    assert quoted.words() <= 450
    assert "5 questions before the run are open." in quoted.markdown()
    everything = tuple(Answer(item, "said") for item in ITEMS)
    assert "open" not in page(result("twelve"), "en", answers=everything, findings=findings("twelve")).markdown()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_html_page_loads_and_runs_nothing_and_escapes_what_people_wrote(lang: Language) -> None:
    html = made("narrowed", lang).html()
    text = _read(html)
    assert not {tag for tag, _ in text.tags} & {"script", "img", "link", "iframe", "object", "form"}
    assert not any(key in ("style", "onclick") or (value or "").startswith("http") for _, attrs in text.tags
                   for key, value in attrs.items() if key != "xmlns")  # fmt: skip
    assert "default-src 'none'" in policy()
    assert "Reporter &lt;A&gt;" in html
    ids = [attrs["id"] for _, attrs in text.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_has_a_table_that_says_the_same(lang: Language) -> None:
    one = made("twelve", lang)
    text = _read(one.html())
    tags = [tag for tag, _ in text.tags]
    assert tags.count("svg") == tags.count("details") == len(one.figures()) + 1
    assert tags.count("table") == len(one.figures()) + 2  # and the table of the page itself
    for figure in one.figures():
        assert figure.table.rows
        assert all(len(row) == len(figure.table.head) for row in figure.table.rows)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_for_a_terminal_keep_to_its_width(lang: Language, width: int) -> None:
    lines = made("twelve", lang).lines(width)
    assert max(map(columns, lines)) <= width
    whole = "".join("".join(lines).split())
    for text in made("twelve", lang).view.notes:
        assert "".join(text.split()) in whole


def test_the_cases_that_stand_beside_what_decides_come_first_and_none_twice() -> None:
    near = nearest(findings("twelve"))
    assert near
    assert len({one.code for one in near}) == len(near)
    annex = made("twelve", "en").html()
    assert annex.count("Case, no rate:") == 9
    assert "Why yours may differ" in annex


def test_the_pair_is_waiting_quietly_against_publishing_soonest_unless_somebody_says_otherwise() -> None:
    assert usual_pair(POLICIES) == ("quiet", "names_now")
    assert usual_pair(POLICIES[:2]) == ("hold", "quiet")
    assert usual_pair((POLICIES[0], POLICIES[1])[::-1]) == ("quiet", "hold")
    with pytest.raises(ValueError, match="two options"):
        usual_pair(POLICIES[:1])
    with pytest.raises(KeyError):
        find(result("twelve"), ("quiet", "nowhere"))


def test_the_same_run_gives_the_same_page() -> None:
    again = page(run(TWELVE, 40_000, 7), "en")
    assert again.markdown() == made("twelve", "en").markdown()
    assert again.html() == made("twelve", "en").html()


def test_options_without_publication_have_no_day_to_wait_for_and_little_to_ask() -> None:
    only = run(replace(TWELVE, policies=POLICIES[:2]), 5_000, 1)
    bare = page(only, "en")
    assert bare.findings.waiting is None
    assert "is never worse here" in bare.markdown()
    assert "No answer found here is worth its delay." in bare.markdown()
    assert bare.html().count("<svg") == 2


def test_an_option_somebody_added_goes_by_its_own_label() -> None:
    added = Policy("leaflet", "leaflets & radio", "전단과 방송", 1, 3, 0, "public")
    one = page(run(replace(TWELVE, policies=(*POLICIES, added)), 5_000, 1), "ko")
    assert "전단과 방송" in one.markdown()
    assert "leaflets &amp; radio" in page(one.result, "en", findings=one.findings).html()


def test_households_whose_k_is_unknown_and_effects_narrowed_to_one_sign_are_said() -> None:
    assert "k unknown for 1 household: taken as 1." in made("twelve", "en").markdown()
    assert "narrowed to one sign" not in made("twelve", "en").markdown()
    one_sided = replace(TWELVE.ranges["return_names"], low=1.5)
    told = run(replace(TWELVE, ranges={**TWELVE.ranges, "return_names": one_sided}), 5_000, 1)
    assert "1 effect of publishing is narrowed to one sign." in page(told, "en").markdown()


@pytest.mark.parametrize("pair", [("briefing", "un"), ("no_names_now", "briefing"), ("hold", "names_now")])
def test_goal_10_holds_for_whatever_two_options_are_compared(pair: tuple[str, str]) -> None:
    found = find(result("twelve"), pair)
    for lang in LANGUAGES:
        assert page(result("twelve"), lang, findings=found).words() <= LIMIT[lang]


def test_sentences_left_out_for_want_of_room_stand_in_the_annex() -> None:
    one = made("twelve", "en")
    for told in findings("twelve").told.values():
        for sentence in told.sentences:
            mark = "A" if sentence.better == one.findings.pair[0] else "B"
            assert flip(sentence, mark, "en") in one.html()
