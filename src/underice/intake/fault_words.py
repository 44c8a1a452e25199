"""What is to be said of a list or one of its rows, in sentences: what it is, and what was kept.

The readers of `underice.intake` say it as codes with fields; here they become words. tests/intake/test_fault_words.py sees
to it that no code of theirs is left without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language, translation
from underice.vocabulary.visible import visible

if TYPE_CHECKING:
    from underice.intake.model import Fault


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


FAULTS: dict[str, str] = {
    "turned-text": _(
        "It holds marks that turn the reading direction; they are left out of facts and shown in the row."
    ),
    "direction-marks": _(
        "It holds marks that turn the reading direction; they are left out of facts and shown in the row."
    ),
    "from-a-sentence": _(
        "It was read out of a sentence: check who is meant, and whose relative. Who only tells of it is not counted."
    ),
    "uncounted-others": _(
        "It speaks of others without saying who (“{words}”); they are not counted. Write a line for each."
    ),
    "nul-bytes": _("It holds NUL bytes; they were left out."),
    "undecodable-bytes": _("Some bytes do not fit the encoding; they stand as �[..]."),
    "mixed-encoding": _("Parts of the file do not fit the encoding {encoding}."),
    "wrong-encoding": _(
        "The encoding {encoding} makes no sense of this file; {better} fits better. Try --encoding {better}."
    ),
    "unknown-encoding": _("There is no encoding {encoding}; the likeliest was used."),
    "open-quote": _("A quotation mark is never closed; the row was read up to its end."),
    "formula-as-text": _("It holds formulas ({columns}); they are kept as text and were not calculated."),
    "formula": _("It holds formulas ({cells}); their last saved value was read, and nothing was calculated."),
    "formula-without-value": _("It holds formulas without a saved value ({cells}); they are kept as text."),
    "comment": _("A cell has a comment; it is kept as a remark."),
    "row-too-long": _(
        "The row is longer than {limit} characters; only its beginning was read. The original keeps all of it."
    ),
    "too-long": _(
        "The row is longer than {most} characters; only its beginning was read. The original keeps all of it."
    ),
    "too-many-columns": _("It has more than {limit} columns; the others stand in the original only."),
    "too-many-rows": _(
        "The list is too long: only its first rows were read (at most {limit}). Split it and take the rest as a second list."
    ),
    "too-large": _("The file is too large: only its beginning was read. Split it and take the rest as a second list."),
    "too-deep": _("It is nested too deeply and was not read."),
    "cut-off": _("The row ends in the middle."),
    "file-cut-off": _("The file ends in the middle of row {row}: something is missing. Ask for it again."),
    "bad-json": _("It is no correct JSON; it was not understood."),
    "bad-csv": _("The rows do not fit together as a table."),
    "words-left-out": _("It was longer than a row may be; only its beginning was kept. The original keeps all of it."),
    "not-a-record": _("It is no record of a person."),
    "not-an-entity": _("It is no entity of FollowTheMoney."),
    "other-schema": _("It is no person ({schema}); it is kept as words."),
    "other-template": _("It is of another template ({template}); it is kept as words."),
    "same-entity": _("It tells of the same person as row {row}."),
    "uid-twice": _("The same card stands in row {row} already."),
    "key-twice": _("“{key}” is answered twice; both answers are kept."),
    "not-a-number": _("“{word}” stands where a number should."),
    "object-object": _("The export lost what was answered to “{question}”. Ask for a JSON export."),
    "more-pages": _("This is only one page of the export; others are missing."),
    "attachments-elsewhere": _("Pictures or recordings that are named but not in this file: {count}"),
    "coordinates-not-taken": _("Coordinates were left out; they would show a hiding place."),
    "files-in-zip": _("The zip file holds {count} other files; they were not read."),
    "zip-bomb": _("The file would unpack to far more than it may; it was not unpacked."),
    "zip-broken": _("The zip file is damaged. Ask for it again."),
    "zip-encrypted": _("The zip file has a password. Unpack it and name the list inside."),
    "zip-without-csv": _("There is no CSV in the zip file."),
    "workbook-binary": _("It is an .xlsb workbook. Save it as .xlsx."),
    "workbook-damaged": _("The workbook is damaged and could not be read. Ask for it again, or for a CSV."),
    "workbook-encrypted": _("The workbook has a password. Open it and save it without one."),
    "workbook-old": _("It is an Excel workbook from before 2007. Save it as .xlsx."),
    "workbook-opendocument": _("It is an OpenDocument file. Save it as .xlsx or .csv."),
    "workbook-too-large": _("The workbook is too large to be read at once. Split it, or save it as CSV."),
    "not-a-workbook": _("It is called a workbook but is none ({what})."),
    "macros-ignored": _("The workbook holds programs (macros); they were not run."),
    "part-damaged": _("A part of the workbook is damaged ({part})."),
    "sheet-damaged": _("A sheet is damaged; it was read as far as possible ({sheet})."),
    "hidden-sheet": _("A hidden sheet was read too ({sheet})."),
    "hidden-columns": _("Hidden columns were read too ({columns})."),
    "hidden-row": _("The row was hidden in the workbook."),
    "blank-rows": _("{rows} blank rows were left out."),
    "too-many-merges": _("The sheet has too many merged cells; they were not filled in ({sheet})."),
    "columns-by-content": _("There is no heading; what the columns mean was guessed from what is in them: {columns}."),
    "unknown-columns": _("Columns that are kept as remarks only: {columns}."),
    "no-title": _("The row has no title."),
    "no-title-column": _("There is no column for titles."),
    "no-people": _("Nobody was found in it. If it is a list, paste its rows as text."),
    "name-too-long": _("The name is too long to be one; it is kept as a remark."),
    "unclear-name": _("It is not clear what the name is."),
    "more-than-one-name": _("It may hold the names of several people."),
    "ambiguous-name": _("Several people of this list have the name it refers to."),
    "two-values": _("Two different values are told; both are kept."),
    "unclear-age": _("The age was not understood; it stays as a remark."),
    "unclear-birth": _("The date of birth was not understood; it stays as a remark."),
    "unclear-date": _("The date was not understood; it stays as a remark."),
    "unclear-sex": _("The sex was not understood; it stays as a remark."),
    "unclear-relation": _("The relation was not understood; it stays as a remark."),
    "impossible-age": _("Nobody can be of this age; it stays as a remark."),
    "impossible-birth": _("Nobody can be born then; it stays as a remark."),
    "impossible-date": _("There is no such day; it stays as a remark."),
    "birth-without-year": _("The date of birth has no year; it stays as a remark."),
    "unknown-place": _("The gazetteer knows no such place; it stays as a remark."),
    "kin-contradicts-sex": _("The relation and the sex do not go together."),
    "sex-and-relation-differ": _("The relation and the sex do not go together."),
    "own-relative": _("Someone would be her own relative; that tie is not recorded."),
    "unknown-reference": _("It refers to “{reference}”, which is not in this list."),
    "no-such-number": _("It refers to number {number}, which is not in this list."),
    "unknown-relation": _("The relation is not one of the vocabulary; its words are kept."),
    "relation-in-words": _("“{words}” is no relation of the vocabulary: recorded as another relative, in these words."),
    "kin-not-found": _(
        "The relative it speaks of could not be told apart in the earlier version; the tie is not recorded."
    ),
    "too-many-relatives": _("It tells of more than {limit} relatives; the others stay as words."),
    "too-many-values": _("There are more than {limit} values; the others stand in the original only."),
    "same-ordinal": _("A number stands in the list twice: {ordinal}"),
    "repeated-ordinal": _("A number stands in the list twice: {ordinal} (also in row {row})"),
    "repeated-row": _("The same row stands in the list already; it is counted once."),
    "like-row": _("It is much like row {row}; both are kept."),
    "count-differs": _("The list speaks of {said} people; {found} were found."),
    "total-differs": _("The list gives a total of {said}; {counted} were counted."),
    "unread-lines": _("Lines that were not understood and are kept: {count}"),
    "kept-as-remark": _("{property}: this is no value of its kind; it stays as a remark in its own words."),
}
_UNSAID = _("Something is to be checked here ({code}).")


class _Fields(dict[str, str]):
    """The fields of a sentence; one that a reader has left out becomes "…"."""

    def __missing__(self, key: str) -> str:
        return "…"


def fault_words(fault: Fault, lang: Language) -> str:
    """The sentence for a fault."""
    fields = _Fields({key: visible(str(value)).replace("\n", " ") for key, value in fault.fields.items()})
    fields["code"] = fault.code
    prop = property_of("person", fields.get("property", ""))
    if prop is not None:
        fields["property"] = prop.label[lang]
    return translation(lang).gettext(FAULTS.get(fault.code, _UNSAID)).format_map(fields)
