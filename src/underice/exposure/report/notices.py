"""What the reader could not settle, as sentences."""

from __future__ import annotations

from underice.exposure.reader.model import Notice, Reading
from underice.exposure.report.marked import Lines
from underice.exposure.report.visible import visible
from underice.exposure.report.wording import place
from underice.vocabulary.language import Language, translation


def sentence(notice: Notice, reading: Reading, lang: Language, lines: Lines) -> str:
    """One notice in words, with the words of the draft it is about and their line. lines: those of the draft."""
    _ = translation(lang).gettext
    if notice.code == "date_missing":
        return _("No publication date: ages and dates such as “last month” were not placed. Give one with --date.")
    if notice.code == "text_truncated":
        return _("Only the first {read} of {total} characters were read. Split the text and check the rest.").format(
            read=_number(notice, "read"), total=_number(notice, "total")
        )
    words = " ".join(visible(str(notice.fields.get("text") or reading.text[notice.start : notice.end])).split())
    if notice.code == "correction_lost":
        return _(
            "Your correction of “{words}” was not applied: these words, or whom they were about, are gone."
        ).format(words=words)
    where = {"words": words, "line": lines.of(notice.start)}
    if notice.code == "name_unread":
        return _(
            "“{words}” (line {line}) looks like a name and was not read as one. If it is somebody's, say so."
        ).format(**where)
    if notice.code == "analyser_missing":
        return _(
            "Words run together from “{words}” (line {line}) on: names can be missed there. Put spaces, or install "
            "underice[ko] to be told of words that look like names."
        ).format(**where)
    if notice.code == "place_ambiguous":
        candidates = notice.fields.get("candidates")
        either = place(candidates if isinstance(candidates, tuple) else (), lang)
        return _("“{words}” (line {line}) may be {places}. All of them were counted; say which one is meant.").format(
            **where, places=either
        )
    if notice.code == "age_impossible":
        return _("“{words}” (line {line}) is no possible age. It was not counted; correct it.").format(**where)
    if notice.code == "age_contradiction":
        return _("“{words}” (line {line}) contradicts an age told earlier. The earlier one was counted.").format(
            **where
        )
    return _("“{words}” (line {line}) is no day of the calendar. It was left out; correct it.").format(**where)


def _number(notice: Notice, key: str) -> str:
    value = notice.fields.get(key)
    return f"{value:,}" if isinstance(value, int) else "?"
