"""A list in words, for terminal and browser alike: its counts, kin, what it repeats, what a file is that is no list."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from underice.people.person_words import reasons
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from underice.intake.case_people import CasePeople
    from underice.intake.model import Intake
    from underice.intake.preview import Preview
    from underice.intake.reading import NotAList
    from underice.people.match import Match

_REASONS = 3


def counts_words(seen: Preview, lang: Language) -> tuple[list[str], list[str]]:
    """How many rows and people, how many rows nobody understood; and what else became of rows."""
    _ = translation(lang)
    counts = seen.counts
    people = counts.named + counts.unnamed
    rows = counts.all_rows
    told = [
        _.ngettext("{n} row", "{n} rows", rows).format(n=rows),
        _.ngettext("{n} person", "{n} people", people).format(n=people),
        _.gettext("{n} with a name").format(n=counts.named),
        _.gettext("{n} without").format(n=counts.unnamed),
        _.gettext("{n} not understood").format(n=counts.rows.get("not-understood", 0) + counts.rows.get("too-long", 0)),
    ]
    others = {
        _.gettext("only mentioned: {n}"): counts.mentioned,
        _.gettext("rows repeated: {n}"): counts.rows.get("repeated", 0),
        _.gettext("remarks kept: {n}"): counts.rows.get("remark", 0),
        _.gettext("titles and headings: {n}"): counts.rows.get("title", 0) + counts.rows.get("heading", 0),
        _.gettext("blank rows: {n}"): counts.rows.get("blank", 0),
    }
    return told, [words.format(n=number) for words, number in others.items() if number]


def kin_words(intake: Intake, lang: Language) -> dict[str, list[str]]:
    """What each is to others of the list, by name: "son of 최은실"; by row if the name is not told or two bear it."""
    prop = property_of("kin", "relation")
    _ = translation(lang).gettext
    names = {one.ref: one.values("name")[0] for one in intake.people if one.values("name")}
    bearers = Counter(name for one in intake.people for name in set(one.values("name")))
    words: dict[str, list[str]] = {}
    for tie in intake.ties:
        relation = prop.options[tie.relation][lang] if prop and tie.relation in prop.options else tie.relation
        name = names.get(tie.person, "")
        told = (
            _("{relation} of {name}").format(relation=relation, name=name)
            if bearers[name] == 1
            else _("{relation} of row {row}").format(relation=relation, row=tie.person)
        )
        words.setdefault(tie.relative, []).append(told)
    return words


def earlier_words(seen: Preview, lang: Language) -> str:
    """That this list, or a shorter version of it, is in the vault already; "" if it is new."""
    earlier = seen.earlier
    if earlier is None:
        return ""
    _ = translation(lang).gettext
    when = datetime.fromtimestamp(earlier.at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    if earlier.whole:
        return _("This list is in the vault since {when} (“{title}”, {id}): nothing would be added.").format(
            when=when, title=visible(earlier.title), id=earlier.source.hex()[:8]
        )
    return _(
        "This is a longer version of a list in the vault since {when} (“{title}”, {id}): rows found again: {again}."
        " Only the others would be added."
    ).format(when=when, title=visible(earlier.title), id=earlier.source.hex()[:8], again=len(earlier.rows))


def agreement(match: Match, lang: Language) -> str:
    """What speaks for two records being one person, and what against."""
    _ = translation(lang).gettext
    for_, against = reasons([match], lang)
    said = [_("for: {reason}").format(reason="; ".join(for_[:_REASONS]))] if for_ else []
    said += [_("against: {reason}").format(reason="; ".join(against[:_REASONS]))] if against else []
    return " · ".join(said)


def people_words(people: CasePeople, lang: Language) -> str:
    """How many people the records of a case are, and what is asked."""
    _ = translation(lang)
    found = people.grouping
    records = len(people.counted)
    told = _.ngettext(
        "{records} records in this case are {people} person",
        "{records} records in this case are {people} people",
        found.count,
    ).format(records=records, people=found.count)
    if found.low != found.high:
        told += " " + _.gettext("(between {low} and {high})").format(low=found.low, high=found.high)
    questions = len(found.questions)
    asked = _.ngettext("{n} question is open", "{n} questions are open", questions).format(n=questions)
    return f"{told}; {asked}." if questions else f"{told}."


def what_words(refused: NotAList, lang: Language) -> str:
    """What a file is that no reader reads, and what to do with it."""
    _ = translation(lang).gettext
    whats = {
        "empty": _("It is empty."),
        "photo": _("It is a photograph. Type the names beside it, or paste them as text."),
        "video": _("It is a film."),
        "sound": _("It is a sound recording. Write down what is said and paste that."),
        "pdf": _("It is a PDF. Copy the rows out of it and paste them."),
        "docx": _("It is a Word document. Copy the rows out of it and paste them."),
        "old-word": _("It is an old Word or Hangul document. Copy the rows out of it and paste them."),
        "rtf": _("It is a formatted document. Copy the rows out of it and paste them."),
        "opendocument": _("It is an OpenDocument file. Save it as .xlsx or .csv."),
        "old-excel": _("It is an Excel workbook from before 2007. Save it as .xlsx."),
        "encrypted-office": _("It is a workbook with a password. Open it and save it without one."),
        "presentation": _("It is a presentation. Copy the rows out of it and paste them."),
        "zip": _("It is a zip file. Unpack it and name the list inside."),
        "archive": _("It is a packed file. Unpack it and name the list inside."),
        "sqlite": _("It is a database. Export the table as CSV."),
        "vault": _("It is a file of a vault. Open the vault with --vault instead."),
        "encrypted": _("It is encrypted. Decrypt it first."),
        "html": _("It is a web page. Copy the rows out of it and paste them."),
        "xml": _("It is XML. Export the list as CSV."),
        "email": _("It is a whole e-mail. Copy its text and paste it."),
    }
    return whats.get(refused.what, _("It is no text and no table."))
