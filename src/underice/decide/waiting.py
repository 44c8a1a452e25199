"""How long to wait before speaking: the value of every day of waiting, the best one, and the days about as good.

While one waits, the quiet channel may succeed (hazard q, worth 1) and the held may be returned (hazard mu, worth 0);
speaking on day t ends the wait with a value v(t). Nothing else is learned while waiting, so the best plan is one day,
and its value is

    W(t) = integral from 0 to t of q(s) S(s) ds + S(t) v(t),   S(t) = exp(-integral of q + mu) * product of (1 - lump).

W is computed for every day rather than its slope followed to the first zero, q (1 - v) + v' - mu v = 0: hazards may
have several humps and the slope several zeros. Days between grid points are found on a finer grid around the best one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Course = float | Callable[[Floats], ArrayLike]
"""A number that stays, or a function of days [m] from now that gives [m] numbers."""
_STEPS = 16_384
"""Cells of the grid; each holds two Gauss points, so smooth hazards are integrated to far below 1e-6. Speed only."""
_NODES = (0.5 - 3**-0.5 / 2, 0.5 + 3**-0.5 / 2)
_SHOWN = 200
"""Points of the curve that is kept for drawing."""


@dataclass(frozen=True, slots=True)
class Wait:
    """When to speak, in days from now.

    day: of the highest value; of several, the first. value: expected worth then, and of speaking now. never: the value
    still rises at the end of the days looked at, so `day` is that end. flat: the first and last day of the stretch around
    `day` whose worth is within the tolerance of the highest: say this, and no single hour. curve: (day, value) pairs.
    """

    day: float
    value: float
    value_now: float
    never: bool
    flat: tuple[float, float]
    curve: tuple[tuple[float, float], ...]


def fading(start: float, rate: float) -> Callable[[Floats], Floats]:
    """A hazard that fades: start * exp(-rate * day). start per day; rate per day, 0 for a hazard that stays."""
    return lambda day: start * np.exp(-rate * day)


def weibull(shape: float, scale: float) -> Callable[[Floats], Floats]:
    """A hazard that rises (shape over 1) or falls (under 1; at day 0 it is taken an instant later). scale in days."""
    return lambda day: shape / scale * (np.maximum(day, 1e-9) / scale) ** (shape - 1)


def before_transfer(value: float, rate: float, transfer: float) -> Callable[[Floats], Floats]:
    """Worth of speaking when it needs time before a transfer: value * (1 - exp(-rate * days left)), 0 from then on.

    rate: per day, at which speaking takes effect.
    """
    return lambda day: value * -np.expm1(-rate * np.maximum(transfer - day, 0.0))


def best_wait(
    q: Course,
    v: Course,
    mu: Course,
    *,
    deadline: float | None = None,
    horizon: float = 365.0,
    lumps: Sequence[tuple[float, float]] = (),
    tolerance: float = 0.01,
) -> Wait:
    """The best day to stop waiting.

    Args:
        q: hazard of quiet success, per day, not negative.
        v: worth of speaking on a day, where quiet success is 1 and return 0; usually between the two.
        mu: hazard of return, per day, not negative.
        deadline: the last day on which one can still speak (a transfer known to come); None for the horizon.
        horizon: days looked at when there is no deadline.
        lumps: (day, share): on that day this share of those still held is returned at once. Speaking on that very day
            comes before.
        tolerance: how much less than the highest worth is "about as good"; .01 is one in a hundred. A judgement.

    Raises:
        ValueError: a hazard that is negative or not finite, a worth that is not finite, a deadline or horizon that is
            negative or not finite, a share outside 0 to 1, a negative tolerance.
    """
    end = horizon if deadline is None else deadline
    if not isfinite(end) or end < 0:
        raise ValueError(f"the last day is {end}; it is a number of days from now, 0 or more")
    if not tolerance >= 0:
        raise ValueError(f"tolerance is {tolerance}; it is 0 or more")
    for day, share in lumps:
        if not 0 <= share <= 1 or not isfinite(day):
            raise ValueError(f"a lump of {share} on day {day}; it is a share of 0 to 1 on a day")
    if end == 0:
        now = float(_at(v, np.zeros(1), "v")[0])
        return Wait(0.0, now, now, False, (0.0, 0.0), ((0.0, now),))
    stops = sorted({day for day, share in lumps if 0 < day < end and share})
    days = np.union1d(_grid(end), stops)
    won, held = _path(q, mu, days, lumps)
    worth = won + held * _at(v, days, "v")
    peak = int(worth.argmax())
    best, value = _finer(q, v, mu, days, peak, float(won[peak - 1]) if peak else 0.0, held)
    if value <= worth[peak]:
        best, value = float(days[peak]), float(worth[peak])
    rising = deadline is None and peak == days.size - 1
    return Wait(best, value, float(worth[0]), rising, _flat(days, worth, best, value - tolerance), _curve(days, worth))


def _grid(end: float) -> Floats:
    """Days from 0 to the end, even ones and ones dense near now: a long horizon must not blur the first days."""
    near = np.geomspace(min(1e-3, end / 2), end, _STEPS // 2)
    grid: Floats = np.union1d(np.linspace(0.0, end, _STEPS // 2 + 1), near[near < end])
    return grid


def _at(course: Course, days: Floats, name: str) -> Floats:
    """The values of a course on days. ValueError when one is not finite, or negative where it is a hazard."""
    values = np.asarray(course(days) if callable(course) else course, dtype=np.float64)
    values = np.broadcast_to(values, days.shape)
    if not np.isfinite(values).all() or (name != "v" and (values < 0).any()):
        kind = "is not finite" if name == "v" else "is negative or not finite; a hazard is a rate per day, 0 or more"
        raise ValueError(f"{name} {kind}")
    return values


def _path(q: Course, mu: Course, days: Floats, lumps: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Chance to have won quietly by each day, and to be still held just before whatever lump falls on it."""
    wide = np.diff(days)
    nodes = [days[:-1] + wide * node for node in _NODES]
    quiet = [_at(q, node, "q") for node in nodes]
    back = [_at(mu, node, "mu") for node in nodes]
    mean = (quiet[0] + quiet[1] + back[0] + back[1]) / 2  # of q + mu in each cell
    held = np.exp(-np.concatenate([[0.0], np.cumsum(mean * wide)]))
    after = held.copy()
    for day, share in lumps:
        if day >= 0:
            held *= np.where(days > day, 1 - share, 1.0)
            after *= np.where(days >= day, 1 - share, 1.0)
    # Within a cell the share won of those who leave is q / (q + mu), and all who leave leave by their mean hazard.
    leave = -np.expm1(-mean * wide)
    share_won = np.divide(quiet[0] + quiet[1], 2 * mean, out=np.zeros_like(mean), where=mean > 0)
    won = np.concatenate([[0.0], np.cumsum(after[:-1] * leave * share_won)])
    return won, held


def _finer(q: Course, v: Course, mu: Course, days: Floats, peak: int, won: float, held: Floats) -> tuple[float, float]:
    """The best day and its worth on a grid a hundred times finer in the two cells around a peak of the grid."""
    first, last = max(peak - 1, 0), min(peak + 1, days.size - 1)
    middle = 100 if first < peak else 0
    fine = np.linspace(days[first], days[peak], middle + 1)
    fine = np.append(fine, np.linspace(days[peak], days[last], 101)[1:]) if last > peak else fine
    fine_won, fine_held = _path(q, mu, fine, ())
    start = float(held[first])
    # A lump inside the two cells falls on their common day: only what lies before it is comparable.
    jump = held[last] / start if peak < days.size - 1 else fine_held[-1]
    keep = slice(None) if abs(jump - fine_held[-1]) < 1e-6 else slice(0, middle + 1)
    worth = (won if first < peak else 0.0) + start * (fine_won + fine_held * _at(v, fine, "v"))
    best = int(worth[keep].argmax())
    return float(fine[best]), float(worth[best])


def _flat(days: Floats, worth: Floats, best: float, floor: float) -> tuple[float, float]:
    """The stretch of days around the best one on which the worth stays at or over a floor."""
    peak = int(np.abs(days - best).argmin())
    low = np.flatnonzero(worth[:peak] < floor)
    high = np.flatnonzero(worth[peak + 1 :] < floor)
    first = float(days[low[-1] + 1]) if low.size else 0.0
    last = float(days[peak + high[0]]) if high.size else float(days[-1])
    return min(first, best), max(last, best)


def _curve(days: Floats, worth: Floats) -> tuple[tuple[float, float], ...]:
    """Evenly spread points of the curve, the ends and the peak included."""
    chosen = np.union1d(np.linspace(0, days.size - 1, _SHOWN).round().astype(int), [int(worth.argmax())])
    return tuple(zip(days[chosen].tolist(), worth[chosen].tolist(), strict=True))


def compare_days(days: Sequence[float], values: ArrayLike, *, tolerance: float | None = None) -> Wait:
    """The same from futures: what speaking on each of some days gave in each of n futures.

    Args:
        days: rising, m of them, the first taken as "now".
        values: [m, n], more is better, paired: one column is one future.
        tolerance: how much less than the best mean is "about as good"; None takes two standard errors of the paired
            difference from the best day, at each day.

    Raises ValueError for shapes that do not match, days not rising, or values that are not finite.
    """
    table = np.asarray(values, dtype=np.float64)
    when = np.asarray(days, dtype=np.float64)
    if when.ndim != 1 or table.ndim != 2 or table.shape[0] != when.size or not table.size:
        raise ValueError(f"{when.size} days and values of shape {table.shape}; it takes [days, futures], none empty")
    if (np.diff(when) <= 0).any() or not np.isfinite(when).all() or not np.isfinite(table).all():
        raise ValueError("days must rise, and days and values be finite")
    worth = table.mean(axis=1)
    peak = int(worth.argmax())
    if tolerance is None:
        gap = table[peak] - table
        errors = gap.std(axis=1) / max(table.shape[1] - 1, 1) ** 0.5
        good = worth >= worth[peak] - 2 * errors
    else:
        good = worth >= worth[peak] - tolerance
    bad = np.flatnonzero(~good)
    low, high = bad[bad < peak], bad[bad > peak]
    flat = (
        float(when[low[-1] + 1]) if low.size else float(when[0]),
        float(when[high[0] - 1]) if high.size else float(when[-1]),
    )
    curve = tuple(zip(when.tolist(), worth.tolist(), strict=True))
    return Wait(float(when[peak]), float(worth[peak]), float(worth[0]), peak == when.size - 1 > 0, flat, curve)
