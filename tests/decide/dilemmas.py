"""Invented dilemmas for the tests of this folder."""

from dataclasses import replace

from underice.decide.dilemma import Dilemma, Family, Transfer
from underice.decide.ranges import Range, shipped

TWELVE = Dilemma(
    detained=12,
    days_since_arrest=3,
    families=(Family(4, 3), Family(2, 40), Family(5, 9), Family(3, None, detained=2)),
    checked=True,
)
"""Twelve held for three days, four families, no transfer heard of."""
BY_THE_TWENTIETH = replace(TWELVE, transfer=Transfer(5, 8))
"""The same with a transfer between the fifth and the eighth day from now."""


def fixed(name: str, value: float) -> Range:
    """A belief that is one value."""
    return replace(shipped()[name], low=value, high=value, shape="fixed", best=None)


def believing(dilemma: Dilemma, **values: float) -> Dilemma:
    """The dilemma with some beliefs fixed."""
    return replace(dilemma, ranges={**dilemma.ranges, **{name: fixed(name, value) for name, value in values.items()}})
