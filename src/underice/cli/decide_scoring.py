"""What `underice decide resolve` and `score` do: what came of forecasts, and how good they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from underice.cli.decide_running import Asked, decision_of, understood
from underice.cli.errors import Problem, tell
from underice.cli.folding import say
from underice.cli.vault_door import opened, print_json, resolve, short, vault_folder
from underice.exposure.report.visible import visible
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.decide.forecasts import Forecast, Resolution, Scores
    from underice.vault.vault import Vault

_YES = ("yes", "y", "예", "네")
_NO = ("no", "n", "아니요", "아니오")
_UNKNOWN = ("unknown", "still unknown", "모름", "알 수 없음", "아직 알 수 없음")


@dataclass(frozen=True, slots=True)
class Came:
    """What came, as typed."""

    answer: str
    by: str
    on: date
    outcomes: tuple[str, ...] = ()
    remark: str = ""


def run_resolve(typed: str, came: Came, asked: Asked, lang: Language) -> None:
    """Record what came of a forecast. Raises Problem, VaultError."""
    from underice.decide import forecasts

    _ = translation(lang).gettext
    if not came.by:
        raise Problem("no_author")
    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang) as vault:
        one = forecast_of(vault, typed)
        outcomes = tuple(resolve(vault, id_) for id_ in came.outcomes)
        done = forecasts.resolve(vault, one, _resolution(came, outcomes), by=came.by, lang=lang)
    if asked.as_json:
        print_json(_fields(done))
        return
    if done.known:
        tell(_("Recorded. See how the forecasts did: underice decide score"))
    else:
        tell(_("Recorded as still unknown. It is told and not scored; resolve it again when more is known."))


def _resolution(came: Came, outcomes: tuple[bytes, ...]) -> Resolution:
    from underice.decide.forecasts import BadForecast, Resolution

    text = came.answer.strip().casefold()
    if text in _YES:
        return Resolution("yes", came.on, came.by, None, outcomes, came.remark)
    if text in _NO:
        return Resolution("no", came.on, came.by, None, outcomes, came.remark)
    if text in _UNKNOWN:
        return Resolution("unknown", came.on, came.by, None, outcomes, came.remark)
    try:
        return Resolution("counted", came.on, came.by, float(text), outcomes, came.remark)
    except ValueError:
        raise BadForecast("no_value") from None


def forecast_of(vault: Vault, typed: str) -> Forecast:
    """The forecast meant by an id or its beginning; the only one if nothing was typed. Raises Problem, UnknownId."""
    from underice.decide.forecasts import forecasts

    every = forecasts(vault)
    if not typed and len(every) == 1:
        return every[0]
    id_ = resolve(vault, typed) if typed else b""
    found = next((one for one in every if one.id == id_), None)
    if found is None:
        raise Problem("no_forecast")
    return found


def run_score(typed: str, asked: Asked, lang: Language) -> None:
    """Show forecasts and their scores: of one decision, or of all in the vault. Raises Problem, VaultError."""
    from underice.decide.forecasts import forecasts, scores

    with understood(lang), opened(vault_folder(asked.vault), asked.key, lang, read_only=True) as vault:
        decision = decision_of(vault, typed).id if typed else None
        every = forecasts(vault, decision)
    if asked.as_json:
        for one in every:
            print_json(_fields(one))
        print_json({"kind": "scores", **_summary(scores(every))})
        return
    say(score_lines(every, lang))


def _fields(one: Forecast) -> dict[str, object]:
    from underice.decide.forecasts import score

    found, came = score(one), one.resolution
    return {
        "kind": "forecast", "id": one.id.hex(), "author": one.author, "question": one.question,
        "probability": one.probability, "low": one.low, "high": one.high, "made": one.made.isoformat(),
        "resolve_by": one.resolve_by.isoformat(), "resolver": one.resolver,
        "answer": came.answer if came else None, "value": came.value if came else None,
        "brier": found.brier if found else None, "log": found.log if found else None,
        "interval": found.interval if found else None,
    }  # fmt: skip


def _summary(one: Scores) -> dict[str, object]:
    held = one.calibration
    return {
        "yes_no": one.yes_no, "ranges": one.ranges, "unknown": one.unknown, "waiting": one.waiting,
        "brier": one.brier, "log": one.log, "interval": one.interval,
        "coverage": None if held is None else {"held": held.held, "n": held.n, "low": held.low, "high": held.high},
    }  # fmt: skip


def score_lines(every: Sequence[Forecast], lang: Language) -> Iterator[str]:
    """Each forecast with what came and its score, and all together; nothing about calibration under ten."""
    from underice.decide.page.scores import came_line, forecast_line, summary_lines

    _ = translation(lang).gettext
    if not every:
        yield _("There are no forecasts yet. Make one with underice decide set ID --forecast …")
        return
    for one in every:
        yield f"{short(one.id)}  {visible(one.question)}"
        yield "  " + forecast_line(one, lang)
        yield "  " + came_line(one, lang)
    yield ""
    yield from summary_lines(every, lang)
