"""The detained: two ways out at once, release and return, at hazards that fade; in closed-form phases, without a time grid.

In a phase the cumulative hazards of both ways are exact (integrals of exponentials), so survival is exact at every
break. How the exits of a phase divide is exact for constant hazards; where hazards fade within it, the middle of the
phase corrects the division (as Simpson's rule does the trapezium's). Against a fine grid the error is below 1e-3 over
random futures (tests/decide/test_hazards.py). Method: docs/method/decide.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from underice.decide.exponentials import Array, falling, gone

_TINY = np.float32(1e-30)
FIRST_DAYS = 4.0
"""The first phase of a stretch is no longer: what fades in days is followed in days (tests/decide/test_hazards.py)."""


@lru_cache(maxsize=256)
def breaks_of(days: float) -> tuple[int, ...]:
    """Ends of the phases of a stretch of up to `days`, in parts of it: 0, 2, 4, 8 … doubling, for terms that fade from
    its beginning. One phase for up to 4 days, five for up to 64.
    """
    breaks = [0, 2]
    while 2 * days / breaks[-1] > FIRST_DAYS:
        breaks.append(2 * breaks[-1])
    return tuple(breaks)


@dataclass(frozen=True, slots=True)
class Fading:
    """What all policies share in a chunk, arrays [n] a day: the rates at which the quiet channel and attention fade, and
    the hazard of return without publicity.
    """

    quiet: Array
    attention: Array
    returning: Array


@dataclass(frozen=True, slots=True)
class Phase:
    """A piece of time whose exits are divided at once, arrays [n]: what each fading term loses up to its middle and its
    end, and the unhurried returns to be expected by then. `late`: it lies after the day of transfer.
    """

    quiet_mid: Array
    quiet: Array
    attention_mid: Array
    attention: Array
    returning_mid: Array
    returning: Array
    late: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the fading terms add under one policy, arrays [n].

    Cumulative hazards of a phase: release = quiet·Δquiet + public·Δattention; return = Δreturning + hurry·Δattention.
    """

    quiet: Array
    public: Array
    hurry: Array
    nobody_freed: bool = False
    """Neither the quiet channel nor publicity works, and nothing hurries returns: whoever leaves is returned."""


@dataclass(slots=True)
class Clock:
    """How far the fading terms have come, arrays [n]: 1 at their beginning. `stretch` moves it on."""

    quiet: Array
    attention: Array

    def stretch(self, fading: Fading, length: Array, breaks: tuple[int, ...], late: bool) -> Iterator[Phase]:
        """The phases of `length` days [n] (0 is allowed) from where the clock stands; moves the clock to its end."""
        unit = length * np.float32(1 / breaks[-1])
        quiet, attention = _losses(fading.quiet * unit, breaks), _losses(fading.attention * unit, breaks)
        returning = fading.returning * unit
        for first, last in pairwise(breaks):
            half = (last - first) // 2
            lost_quiet, lost_attention = self.quiet * quiet[2 * half], self.attention * attention[2 * half]
            yield Phase(
                self.quiet * quiet[half],
                lost_quiet,
                self.attention * attention[half],
                lost_attention,
                returning * np.float32(half),
                returning * np.float32(2 * half),
                late,
            )
            self.quiet, self.attention = self.quiet - lost_quiet, self.attention - lost_attention


def _losses(exponent: Array, breaks: tuple[int, ...]) -> dict[int, Array]:
    """1 - e^-(k·exponent) for k = 1, 2, 4 … up to the longest phase, without losing the digits of small exponents."""
    losses = {1: gone(exponent)}
    longest = max(last - first for first, last in pairwise(breaks))
    k = 1
    while k < longest:
        losses[2 * k] = losses[k] * (2 - losses[k])
        k *= 2
    return losses


@dataclass(slots=True)
class Fate:
    """Where people are under one policy: shares [n] still held (as if no transfer came), and freed before and after the
    day of transfer.
    """

    held: Array
    freed: Array
    freed_late: Array

    @classmethod
    def start(cls, n: int) -> Fate:
        """Everybody held, nobody freed."""
        return cls(np.ones(n, np.float32), np.zeros(n, np.float32), np.zeros(n, np.float32))

    def copy(self) -> Fate:
        """A fate of its own that goes on from here."""
        return Fate(self.held, self.freed, self.freed_late)

    def advance(self, phase: Phase, weights: Weights) -> None:
        """Live through a phase."""
        if weights.nobody_freed:
            self.held = self.held * falling(phase.returning)
            return
        hurried = weights.public + weights.hurry
        total = weights.quiet * phase.quiet
        release = weights.public * phase.attention
        release += total
        total += hurried * phase.attention
        total += phase.returning
        total_mid = weights.quiet * phase.quiet_mid
        bulge = weights.public * phase.attention_mid
        bulge += total_mid
        total_mid += hurried * phase.attention_mid
        total_mid += phase.returning_mid
        release /= total + _TINY  # now the share of release among the exits of the phase
        bulge -= release * total_mid
        bulge *= _leaning(total)
        stay = falling(total)
        release *= 1 - stay
        bulge += release
        bulge *= self.held
        if phase.late:
            self.freed_late = self.freed_late + bulge
        else:
            self.freed = self.freed + bulge
        self.held = self.held * stay

    def after(self, transferred: Array | None) -> tuple[Array, Array]:
        """Shares [n] freed and still held once `transferred` [n] of those held on the day of transfer were returned."""
        if transferred is None:
            return self.freed, self.held
        kept = 1 - transferred
        return self.freed + kept * self.freed_late, kept * self.held


def _leaning(total: Array) -> Array:
    """4·x·∫u(1-u)e^(-xu)du over 0…1, for x ≥ 0: how much exits that come before the middle count.

    A Padé approximant, right to x⁴ near 0 and in the limit; the closed form loses its digits for small x. The term it
    weighs is below 0.01, its own error below 2 per cent.
    """
    below = total * np.float32(1 / 48)
    below += np.float32(13 / 80)
    below *= total
    below += np.float32(5 / 8)
    below *= total
    below += np.float32(1)
    value = total * np.float32(1 / 12)
    value += np.float32(2 / 3)
    value *= total
    value /= below
    return value
