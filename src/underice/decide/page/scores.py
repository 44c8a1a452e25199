"""Forecasts in words: what was said, what came and its score, and all together; nothing about calibration under ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from underice.vocabulary.language import Language, translation
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from underice.decide.forecasts import Forecast


def summary_lines(every: Sequence[Forecast], lang: Language) -> Iterator[str]:
    """How many are known, the mean scores by form, and how often ranges held; under ten nothing is said of that."""
    from underice.decide.forecasts import scores

    _ = translation(lang).gettext
    found = scores(every)
    yield _("Known: {n}. Still unknown: {unknown}. Not resolved yet: {waiting}.").format(
        n=found.yes_no + found.ranges, unknown=found.unknown, waiting=found.waiting
    )
    if found.brier is not None and found.log is not None:
        yield _("Questions of yes or no ({n}): Brier score {brier:.3f}, log score {log:.3f}; 0 is best.").format(
            n=found.yes_no, brier=found.brier, log=found.log
        )
    if found.interval is not None:
        yield _("Ranges ({n}): interval score {score:.1f}; 0 is best.").format(n=found.ranges, score=found.interval)
    if found.calibration is not None:
        held = found.calibration
        yield _("{held} of {n} ranges held what came; meant were 90 of 100. That fits a true share of {low} to {high} of 100.").format(
            held=held.held, n=held.n, low=int(held.low * 100), high=-int(-held.high * 100 // 1)
        )  # fmt: skip
    else:
        yield _("Fewer than ten ranges are resolved: nothing can be said about calibration.")
    yield _("Scores belong to forecasts, not to people.")


def forecast_line(one: Forecast, lang: Language) -> str:
    """Who said what on which day, and who will say what came."""
    _ = translation(lang).gettext
    if one.probability is not None:
        said = _("{n} of 100").format(n=round(one.probability * 100))
    else:
        said = _("{low:g} to {high:g}, nine times out of ten").format(low=one.low, high=one.high)
    return _("{author} on {made}: {said}; known by {day}, {resolver} says what came").format(
        author=visible(one.author), made=one.made, said=said, day=one.resolve_by, resolver=visible(one.resolver)
    )


def came_line(one: Forecast, lang: Language) -> str:
    """What came and its score; that it is still unknown; that nobody has said yet."""
    from underice.decide.forecasts import score

    _ = translation(lang).gettext
    came = one.resolution
    if came is None:
        return _("not resolved yet")
    names = {"yes": _("yes"), "no": _("no"), "unknown": _("still unknown; told, not scored")}
    said = names.get(came.answer) or f"{came.value:g}"
    found = score(one)
    if found is None:
        return f"→ {said}"
    if found.brier is not None and found.log is not None:
        return "→ " + _("{said} · Brier {brier:.3f}, log {log:.3f}").format(said=said, brier=found.brier, log=found.log)
    held = _("inside the range") if found.held else _("outside the range")
    return "→ " + _("{said} · {held}, interval score {score:g}").format(said=said, held=held, score=found.interval)
