"""Decisions for their pages: read on the vault's thread, run beside it, and what the room refuses put into words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, cast

from underice.desk.decision_view import Kept
from underice.desk.request import Form, NotFound, Problem, desk_of, id_of
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from datetime import date

    from starlette.requests import Request

    from underice.decide.page.page import Page
    from underice.decide.ranges import Problem as Wrong
    from underice.decide.ranges import Range
    from underice.decide.record import Decision

NAME, WORDS, NUMBER = 100, 2000, 24
"""Characters that are taken of a name, of words, of a number."""
_PAGES = 2
"""Pages of runs kept at hand: each holds 100,000 futures, about 40 MB."""
_lock = Lock()


def decision_of(request: Request) -> Decision:
    """The decision of the path, as it stands. May be called beside the vault's thread. Raises NotFound, UnknownId, Locked.

    The vault is asked each time, if only for how much it holds: whoever moves a handle is working, so it stays open.
    """
    from underice.decide.record import NotADecision, load

    keeper, id_ = desk_of(request).keeper, id_of(request)
    memory = cast("dict[bytes, tuple[int, Decision]]", keeper.memory.setdefault("decisions", {}))
    count = keeper.call(lambda: keeper.vault.count())
    at, found = memory.get(id_, (-1, None))
    if found is None or at != count:
        try:
            found = keeper.call(lambda: load(keeper.vault, id_))
        except NotADecision:
            raise NotFound from None
        memory[id_] = count, found
    return found


@contextmanager
def understood(lang: Language) -> Iterator[None]:
    """Turn what the room refuses into words that can be acted on. Raises Problem."""
    from underice.decide.forecasts import BadForecast
    from underice.decide.page import asking
    from underice.decide.ranges import CannotRun
    from underice.decide.saying import Unkept

    _ = translation(lang).gettext
    try:
        yield
    except CannotRun as refused:
        why = asking.problems(refused.problems, lang)
        raise Problem(_("This cannot be run: {why}. Nothing was recorded.").format(why=why)) from None
    except BadForecast as refused:
        why = _(asking.FORECASTS[refused.code])
        raise Problem(_("This forecast cannot be: {why}. Nothing was recorded.").format(why=why)) from None
    except Unkept as refused:
        raise Problem(
            _("The vault does not keep this ({why}). Nothing was recorded.").format(why=refused.code)
        ) from None


def sent(said: Form) -> Mapping[str, Kept]:
    """The fields of ranges as they were sent, by quantity; quantities that were not sent are left out."""
    from underice.decide.page.scales import Typed
    from underice.decide.ranges import parameters

    found = {}
    for name in parameters():
        if f"{name}.low" in said.fields or f"{name}.high" in said.fields:
            low, best, high = (said.first(f"{name}.{end}").strip()[:NUMBER] for end in ("low", "best", "high"))
            basis, mind = (said.first(f"{name}.{what}").strip()[:WORDS] for what in ("basis", "mind"))
            found[name] = Kept(Typed(low, best, high), basis, mind)
    return found


def ranges(standing: Mapping[str, Range], given: Mapping[str, Kept], author: str, on: date) -> dict[str, Range]:
    """The ranges that differ from what stood in their fields. Raises CannotRun with all that refuses them."""
    from underice.decide.page.scales import entered
    from underice.decide.ranges import CannotRun

    found: dict[str, Range] = {}
    wrong: list[Wrong] = []
    for name, one in given.items():
        try:
            made = entered(standing[name], one.typed, basis=one.basis, mind=one.mind, author=author, on=on)
        except CannotRun as refused:
            wrong += refused.problems
            continue
        if made is not None:
            found[name] = made
    if wrong:
        raise CannotRun(tuple(wrong))
    return found


def remember(request: Request, run: bytes, made: Page) -> None:
    """Keep the page of a run at hand while the vault is open."""
    pages = _pages(request)
    with _lock:
        pages[run] = made
        pages.move_to_end(run)
        while len(pages) > _PAGES:
            pages.popitem(last=False)


def at_hand(request: Request, run: bytes) -> Page | None:
    """The page of a run, if it was made since the vault was opened."""
    with _lock:
        return _pages(request).get(run)


def _pages(request: Request) -> OrderedDict[bytes, Page]:
    memory = desk_of(request).keeper.memory
    return cast("OrderedDict[bytes, Page]", memory.setdefault("decision pages", OrderedDict()))
