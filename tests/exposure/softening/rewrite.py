"""Reword one fact of a draft by its ladder, for the tests of rewording."""

from datetime import date

from underice.exposure.check import check
from underice.exposure.softening.ladders import Ladder, ladders
from underice.exposure.softening.rewording import reword
from underice.exposure.softening.ways import Taken, changes_of

DAY = date(2026, 2, 14)


def find(text: str, fact: str, words: str, on: date | None = DAY) -> tuple[Ladder, ...]:
    """The ladders of that fact that these words of the draft stand on."""
    return tuple(
        ladder
        for ladder in ladders(check(text, date=on))
        if ladder.fact == fact and any(words in text[span.start : span.end] for span in ladder.spans)
    )


def softer(text: str, fact: str, words: str, kind: str) -> str:
    """The draft with the words of that fact at the step `kind`."""
    done = check(text, date=DAY)
    for ladder in ladders(done):
        told = [text[span.start : span.end] for span in ladder.spans]
        if ladder.fact == fact and any(words in one for one in told):
            for at, step in enumerate(ladder.steps):
                if step.kind == kind:
                    return reword(text, done.reading.lang, changes_of([Taken(ladder, at)], done.reading))
    raise AssertionError(f"no step {kind} of {fact} for {words}: {ladders(done)}")
