"""The one page of a run, in one language: `page(result, lang)`, then `.markdown()`, `.html()`, `.lines(width)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from underice.decide.checklist import Answer
from underice.decide.outcomes import MAIN
from underice.decide.page import html as html_page
from underice.decide.page import lines as terminal
from underice.decide.page.figures import Figure, better_of_hundred, regret_figure, strip_figure, threshold_figure
from underice.decide.page.finding import Findings, find
from underice.decide.page.further import annex, ask_figure, waiting_figure
from underice.decide.page.markdown import markdown, words
from underice.decide.page.view import Room, View, view
from underice.decide.reference_cases import Case, beside
from underice.decide.result import Result
from underice.vocabulary.language import Language

LIMIT: dict[Language, int] = {"en": 450, "ko": 300}
"""The most words (English) or eojeol (Korean) on the page (goal 10)."""
_ROOMS = (
    Room(),
    Room(sentences=2),
    Room(sentences=2, cases=0),
    Room(sentences=2, cases=0, brief=True),
    Room(sentences=2, cases=0, brief=True, questions=1),
    Room(sentences=2, cases=0, brief=True, questions=1, groups=("D", "T")),
    Room(sentences=2, cases=0, brief=True, questions=1, groups=("D",)),
    Room(cases=0, questions=1, groups=()),
)
"""From the fullest page to the shortest. One option's sentence is never said without the other's."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be shown in three ways. view: its words; findings: what was asked of the run for it."""

    result: Result
    findings: Findings
    view: View

    def words(self) -> int:
        """How many words (English) or eojeol (Korean) it holds, the user's own left out."""
        return words(self.view)

    def markdown(self) -> str:
        """The page as Markdown."""
        return markdown(self.view)

    def lines(self, width: int = 100) -> tuple[str, ...]:
        """The page for a terminal of so many columns."""
        return terminal.lines(self.view, width)

    def html(self) -> str:
        """The page as one HTML file with its charts, without script."""
        lang = self.view.lang
        main = strip_figure(self.result, lang, self.findings.pair)
        return html_page.html(self.view, main, self.figures(), annex(self.result, self.findings, lang))

    def figures(self) -> tuple[Figure, ...]:
        """The charts of the annex: regret, thresholds, waiting, what to ask first."""
        result, found, lang = self.result, self.findings, self.view.lang
        made = (
            regret_figure(result, lang, found.pair),
            *(threshold_figure(result, lang, found.pair, about=one) for one in _turning(result, found.pair)),
            waiting_figure(result, found, lang),
            ask_figure(found, lang),
        )
        return tuple(one for one in made if one is not None)


def page(
    result: Result,
    lang: Language,
    *,
    answers: Sequence[Answer] = (),
    pair: tuple[str, str] | None = None,
    findings: Findings | None = None,
) -> Page:
    """Make the page of a run.

    answers: of the checklist, as given before the run. pair: the two options to compare, by code (default: waiting
    quietly against publishing soonest). findings: if they were made before, for the other language.

    Raises ValueError for a run of fewer than two options, KeyError for an option it does not have.
    """
    found = findings or find(result, pair)
    near = nearest(found)
    made = [Page(result, found, view(result, found, lang, room, answers=answers, cases=near)) for room in _ROOMS]
    return next((one for one in made if one.words() <= LIMIT[lang]), made[-1])


def _turning(result: Result, pair: tuple[str, str]) -> list[str]:
    """The main outcomes in which each of the two options did better in some futures."""
    return [one.code for one in MAIN if all(better_of_hundred(result, one.code, pair))]


def nearest(findings: Findings) -> tuple[Case, ...]:
    """Reference cases, those first that stand beside what the sentences turn on; else beside the quiet channel."""
    names = [limit.name for told in findings.told.values() for one in told.sentences for limit in one.limits]
    found = [case for name in [*names, "quiet_half_life", "return_days"] for case in beside(name)]
    return tuple({one.code: one for one in reversed(found)}.values())[::-1]
