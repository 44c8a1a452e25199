"""Invented dilemmas and the findings of their runs, made once for all tests of the page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.page.finding import Findings, find
from underice.decide.page.page import Page, page
from underice.decide.ranges import shipped
from underice.decide.result import Result
from underice.decide.run import run
from underice.vocabulary.language import Language

FAMILIES = (Family(3, 40, 3), Family(2, 3, 2), Family(2, None, 3), Family(3, 120, 2), Family(1, 8, 2))
TWELVE = Dilemma(12, 3, transfer=Transfer(10, 12), families=FAMILIES, checked=True)
NARROWED = replace(
    TWELVE,
    transfer=None,
    ranges={
        **shipped(),
        "quiet_rate": replace(
            shipped()["quiet_rate"], low=0.02, high=0.1, author="Reporter <A>", basis="a *call*", mind="a | silent week"
        ),
        "quiet_after": replace(shipped()["quiet_after"], high=2.0),
    },
)
ONE = Dilemma(1, 0.0, families=(Family(4, 1, 1),), checked=True)
DILEMMAS = {"twelve": TWELVE, "narrowed": NARROWED, "one": ONE}


@cache
def result(name: str) -> Result:
    """A run of 40,000 futures."""
    return run(DILEMMAS[name], 40_000, 7)


@cache
def findings(name: str) -> Findings:
    """What is asked of it for the page."""
    return find(result(name))


@cache
def made(name: str, lang: Language) -> Page:
    """Its page, with nobody having answered anything."""
    return page(result(name), lang, findings=findings(name))
