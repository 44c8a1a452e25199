"""Futures: one value for every belief, drawn so that the same seed gives the same bits on any machine and thread.

Each parameter and each chunk of 16,384 futures has a stream of its own (Philox, Salmon et al. 2011, keyed by the seed,
counted by parameter and chunk). So the first futures of a longer run are those of a shorter one, chunks can be drawn in
any order, and fixing one belief leaves all the others as they were.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from underice.decide.dilemma import Dilemma
from underice.decide.exponentials import Array, geometric
from underice.decide.ranges import CannotRun, Problem, Range, parameters
from underice.decide.result import Futures

CHUNK = 16_384
"""Futures in a chunk: small enough for the processor's cache."""
TRANSFER_DAY = "transfer_day"
_TRANSFER_STREAM = 1_000_000
MOST_SEED = 2**64 - 1


def varying(dilemma: Dilemma) -> tuple[str, ...]:
    """The names of what varies, in the order of columns: used by some policy and not fixed."""
    used = used_names(dilemma)
    names = [name for name, one in dilemma.believed.items() if name in used and not one.fixed]
    transfer = dilemma.transfer
    if transfer is not None and transfer.first < transfer.last:
        names.append(TRANSFER_DAY)
    return tuple(names)


def used_names(dilemma: Dilemma) -> frozenset[str]:
    """The parameters that the outcomes of this dilemma rest on: those no policy touches are not drawn."""
    policies = dilemma.policies
    told = [one for one in policies if one.tells]
    left_out = {"death"}
    if not any(one.channel > 0 for one in policies):
        left_out |= {"quiet_rate", "quiet_half_life"}
    if not any(one.channel > 0 for one in told):
        left_out.add("quiet_after")
    if not told:
        left_out |= _PUBLICITY
    for audience in ("states", "un"):
        if not any(one.audience == audience for one in told):
            left_out |= {f"release_{audience}", f"leak_{audience}"}
    for carrier in ("ally", "adversary"):
        if not any(one.carrier == carrier for one in told):
            left_out.add(carrier)
    left_out |= _texts(told_strengths=[one.identifying for one in told])
    if not dilemma.families or not any(one.names for one in told):
        left_out |= _KIN
    if dilemma.transfer is None:
        left_out.add("transfer_share")
    if not any(one.detained > 1 for one in dilemma.families) or left_out >= _KIN:
        left_out.add("shared_fate")
    return frozenset(parameters()) - left_out


_PUBLICITY = frozenset(
    {"attention_days", "lag_days", "sweep_published", "restraint", "crossers_month", "closing", "closing_days"}
)
_KIN = frozenset({"known_if_returned", "known_otherwise", "text_worked", "checked_households", "punished_share"})


def _texts(told_strengths: list[float]) -> set[str]:
    """What is left out when no text names, or when every text names in full."""
    left_out = set()
    if not any(strength > 0 for strength in told_strengths):
        left_out |= {"release_names", "return_names", "worse_names"}
    if not any(strength < 1 for strength in told_strengths):
        left_out |= {"release_no_names", "return_no_names", "worse_no_names"}
    return left_out


def draw(dilemma: Dilemma, n: int, seed: int) -> Futures:
    """The first `n` futures of `seed`: values [n, p], float32, in the order of `varying`.

    Raises CannotRun (`no_futures`, `bad_seed`) for n < 1 or a seed that is no whole number from 0 to 2^64 - 1.
    """
    check_draw(n, seed)
    names = varying(dilemma)
    values = np.empty((len(names), n), dtype=np.float32)
    for chunk, start in enumerate(range(0, n, CHUNK)):
        stop = min(start + CHUNK, n)
        draw_chunk(dilemma, names, seed, chunk, values[:, start:stop])
    return Futures(names, values.T)


def column(dilemma: Dilemma, name: str, n: int, seed: int) -> Array:
    """The first `n` values of one parameter, whether or not it varies or is used. Raises KeyError for an unknown one."""
    one, stream = dilemma.believed[name], list(parameters()).index(name)
    chunks = [spread(one, _raw(seed, stream, chunk)) for chunk in range(-(-n // CHUNK))]
    return np.concatenate(chunks)[:n]


def check_draw(n: int, seed: int) -> None:
    """Raise CannotRun for an n or a seed that nothing can be drawn with."""
    if n < 1:
        raise CannotRun((Problem("no_futures", values=(n,)),))
    if not 0 <= seed <= MOST_SEED:
        raise CannotRun((Problem("bad_seed", values=(seed,)),))


def draw_chunk(dilemma: Dilemma, names: tuple[str, ...], seed: int, chunk: int, out: Array) -> None:
    """Fill `out` [p, up to 16,384] with the futures of one chunk, a row for each of `names`."""
    streams = {name: index for index, name in enumerate(parameters())}
    size = out.shape[1]
    believed = dilemma.believed
    for row, name in zip(out, names, strict=True):
        if name == TRANSFER_DAY:
            row[:] = _transfer_days(dilemma, seed, chunk)[:size]
        else:
            row[:] = spread(believed[name], _raw(seed, streams[name], chunk))[:size]


def spread(one: Range, draws: NDArray[np.uint32]) -> Array:
    """Whole draws below 2^24 as values of a range, in its shape."""
    if one.fixed:
        return np.full(draws.shape, one.low, dtype=np.float32)
    if one.shape == "log":
        return geometric(draws, one.low, one.high)
    share = draws.astype(np.float32) * np.float32(2**-24)
    value: Array = np.float32(one.low) + share * np.float32(one.high - one.low)
    return np.minimum(value, np.float32(one.high))


def _raw(seed: int, stream: int, chunk: int) -> NDArray[np.uint32]:
    """16,384 whole numbers below 2^24. NumPy keeps the raw stream of a bit generator for good (NEP 19)."""
    words = np.random.Philox(key=seed, counter=[0, 0, stream, chunk]).random_raw(CHUNK // 2)
    return words.astype("<u8", copy=False).view("<u4").astype(np.uint32, copy=False) >> np.uint32(8)


def _transfer_days(dilemma: Dilemma, seed: int, chunk: int) -> Array:
    """A symmetric triangular day between the first and the last: the mean of two even draws."""
    transfer = dilemma.transfer
    if transfer is None or not math.isfinite(transfer.last - transfer.first):
        raise CannotRun((Problem("not_a_day", "transfer"),))
    halves = [_raw(seed, _TRANSFER_STREAM + part, chunk).astype(np.float32) for part in (0, 1)]
    share = (halves[0] + halves[1]) * np.float32(2**-25)
    value: Array = np.float32(transfer.first) + share * np.float32(transfer.last - transfer.first)
    return value
