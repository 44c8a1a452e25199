"""What can go wrong at the desk, in words: what happened, what was kept, what to do next. Never a word of the draft."""

from __future__ import annotations

import sys
from typing import Literal

from underice.exposure.report.visible import visible
from underice.vocabulary.language import Language, translation

EXIT_FINE, EXIT_FINDINGS, EXIT_USAGE = 0, 1, 2

ProblemCode = Literal[
    "no_such_file", "directory", "not_allowed", "unreadable", "empty", "binary", "too_large", "no_draft", "bad_date",
    "early_date", "bad_k", "bad_lang", "same_file", "unwritable", "bad_jsonl", "nothing_read", "file_and_jsonl",
    "no_option", "missing", "too_many", "no_command", "option_value", "usage",
    "no_vault", "no_passphrase", "bad_fd", "passphrases_differ", "short_passphrase", "one_key", "ambiguous_id",
    "bad_shares", "no_source", "nothing_said", "bad_entry", "wrong_kind", "no_reason", "no_confirmation", "no_id",
    "no_property", "two_corrections", "no_search", "no_target", "no_file", "bad_shell",
    "bad_fact", "long_name", "no_name", "two_ids", "why", "one_record", "no_person", "no_verdict", "no_case", "nobody",
    "nothing_to_link", "bad_engine", "out_of_vault", "out_exists", "out_unwritable", "no_extra", "no_java",
    "too_little_memory",
    "bad_losses", "bad_corrections", "bad_way", "soften_same",
    "who_without_vault", "bad_who", "unknown_audience", "bad_fact_kind", "ledger_title", "nobody_meant",
    "unknown_publication", "bad_value",
    "bad_acknowledge", "bad_form", "unwritable_text", "unwritten_text", "release_same", "release_exists", "no_second",
    "bad_signing_file", "wrong_signing_passphrase", "no_second_passphrase", "bad_signer_name", "known_signer",
    "unknown_signer_id",
    "case_missing", "two_cases", "unknown_case", "ambiguous_case", "no_cases_yet", "not_a_list", "list_too_large",
    "bad_list_language", "nobody_listed",
    "scanned", "encrypted", "damaged", "hostile", "hwp", "old_document", "spreadsheet", "other_document",
    "port_taken",
    "bad_family", "bad_belief", "unknown_belief", "bad_item", "bad_number", "bad_count", "bad_toml", "cannot_run", "unknown_policy",
    "no_decision", "no_decisions", "no_run", "no_author", "unknown_author", "several_authors", "no_held", "bad_forecast", "no_forecast",
    "no_choice", "unregistered_key", "names_refused", "bad_page", "bad_inputs", "nothing_set", "not_kept",
]  # fmt: skip


def _(message: str) -> str:
    """Mark a message for translation where it stands; it is translated where it is shown."""
    return message


_PROBLEMS: dict[ProblemCode, tuple[str, str]] = {
    "no_such_file": (_("There is no file “{path}”."), _("Check the name and the folder, and try again.")),
    "directory": (_("“{path}” is a folder, not a text."), _("Name one text file in it.")),
    "not_allowed": (_("“{path}” may not be read by you."), _("Ask its owner, or copy the text into a file of yours.")),
    "unreadable": (_("“{path}” could not be read ({reason})."), _("Check the disk or network drive, and try again.")),
    "empty": (_("“{path}” holds no text."), _("Save the draft and try again.")),
    "binary": (
        _("“{path}” is no text (a picture, a program or an unknown encoding)."),
        _("Save the draft as text (.txt or .md in UTF-8) or as DOCX and check that file."),
    ),
    "scanned": (
        _("“{path}” holds {n} pages but no text: they are pictures, such as scans."),
        _("Have the text recognised (OCR) or type it, and check that. Its words were not looked at."),
    ),
    "encrypted": (
        _("“{path}” is locked with a password."),
        _("Open it in the program it comes from, save a copy without a password, and check that."),
    ),
    "damaged": (
        _("“{path}” is damaged and holds no text that can be read."),
        _("Open it in the program it comes from, save it again, or copy the text into a text file."),
    ),
    "hostile": (
        _("“{path}” is built so that unpacking it would fill this computer. It was not opened."),
        _("Do not open it elsewhere either; ask whoever sent it for the text alone."),
    ),
    "hwp": (
        _("“{path}” is a HWP file of the older kind."),
        _("Save it as HWPX or as text in the word processor, and check that file."),
    ),
    "old_document": (
        _("“{path}” is a DOC or RTF file."),
        _("Save it as DOCX or as text in the word processor, and check that file."),
    ),
    "spreadsheet": (
        _("“{path}” is a spreadsheet, not a text."),
        _("A list of people goes in with underice list import; a text, saved as DOCX or text, is checked here."),
    ),
    "other_document": (
        _("“{path}” is a packed file, slides or mail: not a kind of text read here."),
        _("Copy the text into a text file or a DOCX file, and check that."),
    ),
    "too_large": (_("“{path}” is larger than {limit} MB."), _("Split it into smaller files and check each.")),
    "no_draft": (_("No draft was named."), _("Name a file, or - for standard input.")),
    "bad_date": (_("“{value}” is not a date."), _("Write it as 2026-02-14 or 2026년 2월 14일.")),
    "early_date": (
        _("The publication date {value} lies before 1900."),
        _("Give the day on which the text is to be published, as in 2026-02-14."),
    ),
    "bad_k": (_("“{value}” cannot be k."), _("k is a whole number of people from 1 on; 20 is usual.")),
    "bad_lang": (_("“{value}” is not a language of Underice."), _("Write --lang ko or --lang en.")),
    "same_file": (
        _("“{path}” is the draft itself. It was not overwritten."),
        _("Give --html another name, such as report.html."),
    ),
    "unwritable": (
        _("The report could not be written to “{path}” ({reason}). The draft is unchanged."),
        _("Choose a folder you may write to."),
    ),
    "bad_jsonl": (_("Line {line} of “{path}” is no draft record and was left out."), _("The other lines are read.")),
    "nothing_read": (
        _("No line of “{path}” could be read as a draft."),
        _("Each line must be a JSON object with a text."),
    ),
    "file_and_jsonl": (_("A file and --jsonl were both given."), _("Give one of them.")),
    "no_vault": (_("No vault was named."), _("Give its folder, or set UNDERICE_VAULT to it.")),
    "no_passphrase": (
        _("No passphrase could be asked for, because nobody sits at this terminal. Nothing was changed."),
        _("Give it through --passphrase-fd; never in the command itself or in the environment."),
    ),
    "bad_fd": (
        _("No passphrase could be read from that file descriptor. Nothing was changed."),
        _("Open it for reading and write one line of UTF-8 into it, as in --passphrase-fd 3 3<FILE."),
    ),
    "passphrases_differ": (_("The two passphrases differ. Nothing was changed."), _("Try again.")),
    "short_passphrase": (
        _("The passphrase is shorter than {n} characters. Nothing was changed."),
        _("Choose five or more words that do not belong together."),
    ),
    "one_key": (_("A passphrase and a key file were both given."), _("Give one of them.")),
    "ambiguous_id": (_("Several records begin with this id. Nothing was changed."), _("Give more of it: {ids}")),
    "bad_shares": (_("“{value}” does not say how many shares."), _("Write needed/all, such as 3/5.")),
    "no_source": (
        _("No source was named. Nothing was recorded."),
        _("Every statement needs one: give --source ID, and record it first with underice record source."),
    ),
    "nothing_said": (_("Nothing was given to record."), _("See: {command} --help")),
    "bad_entry": (_("{property}: {fault} Nothing was recorded."), _("Correct it and repeat; see: {command} --help")),
    "wrong_kind": (
        _("{property}: this id belongs to another kind of record. Nothing was recorded."),
        _("Check the id."),
    ),
    "no_reason": (
        _("No reason was given. Nothing was removed."),
        _("Say why with --reason; it stays in the history, so it must not repeat what is removed."),
    ),
    "no_confirmation": (_("It was not confirmed. Nothing was changed."), _("Repeat it, or give --yes.")),
    "no_id": (_("No id was given."), _("See: {command} --help")),
    "no_property": (
        _("This kind of record has no such property. Nothing was recorded."),
        _("They are listed in docs/reference/vocabulary.md."),
    ),
    "two_corrections": (_("--retracts and --replaces were both given."), _("Give one of them.")),
    "bad_shell": (_("This shell is not known."), _("Write bash, zsh or fish.")),
    "no_search": (_("Nothing to look for was given."), _("Write a word, a name or a part of one.")),
    "bad_fact": (_("{property}: {fault} Nothing was looked up."), _("Correct it and repeat; see: {command} --help")),
    "long_name": (
        _("That is longer than a name can be ({n} characters). Nothing was looked up."),
        _("Give one name. A whole list is read with: underice list preview FILE"),
    ),
    "no_name": (
        _("Nothing in that can be read as a name or the beginning of one. Nothing was looked up."),
        _("Write a name in any script, or look by facts: --sex, --born, --age, --from, --kin-of."),
    ),
    "bad_acknowledge": (_("“{value}” is nothing that can be acknowledged."), _("Write one or more of: {known}")),
    "bad_form": (
        _("A cleared text cannot be written as “{path}”. Nothing was recorded."),
        _("Give --out a name that ends in .txt, .md or .html."),
    ),
    "unwritable_text": (
        _("“{path}” cannot be written ({reason}). Nothing was recorded."),
        _("Choose a folder you may write to."),
    ),
    "unwritten_text": (
        _("“{path}” could not be written. The clearance {record} is recorded."),
        _("Make room or choose another folder and repeat the command: it is recorded only once."),
    ),
    "release_same": (
        _("“{path}” is the draft itself. Nothing was recorded, and it was not overwritten."),
        _("Give --out another name."),
    ),
    "release_exists": (
        _("Something else lies at “{path}” and was not overwritten. The clearance {record} is recorded."),
        _("Give --out another name and repeat the command: it is recorded only once."),
    ),
    "no_second": (
        _("A rule is overridden by two people, and the second was not named. Nothing was recorded."),
        _("Give --second with her signing file; she makes one with: underice signer make FILE --name NAME"),
    ),
    "bad_signing_file": (_("“{path}” is no signing file."), _("Make one with: underice signer make FILE --name NAME")),
    "wrong_signing_passphrase": (
        _("The passphrase does not open the signing file “{path}”. Nothing was recorded."),
        _("Its owner types it again, minding the keyboard language and Caps Lock."),
    ),
    "no_second_passphrase": (
        _("The second person's passphrase could not be asked for. Nothing was recorded."),
        _("Give it through --second-passphrase-fd; never in the command itself or in the environment."),
    ),
    "bad_signer_name": (_("A signer needs a name of at most 100 characters."), _("Give it with --name.")),
    "known_signer": (_("This key is registered already. Nothing was recorded."), _("See: underice signer list")),
    "unknown_signer_id": (_("This id is no signer's. Nothing was recorded."), _("See: underice signer list")),
    "case_missing": (
        _("It was not said to which incident the list belongs. Nothing was recorded."),
        _("Give --case with its title or id, or make one with --new-case TITLE."),
    ),
    "two_cases": (_("--case and --new-case were both given. Nothing was recorded."), _("Give one of them.")),
    "unknown_case": (
        _("There is no incident “{value}”. Nothing was recorded."),
        _("Name one of these, or make one with --new-case TITLE: {cases}"),
    ),
    "ambiguous_case": (_("Several incidents fit. Nothing was recorded."), _("Give the id of one: {cases}")),
    "no_cases_yet": (
        _("There is no incident “{value}”, and none at all with a title. Nothing was recorded."),
        _("Make one with --new-case TITLE."),
    ),
    "not_a_list": (_("“{path}” cannot be read as a list. {what}"), _("The file was not changed.")),
    "list_too_large": (
        _("“{path}” is larger than {limit} MB."),
        _("Split it into smaller lists, or save it as CSV, and take each."),
    ),
    "nobody_listed": (
        _("Nobody was found in this list. Nothing was recorded."),
        _("If names stand in it, paste them one a line, or try another --encoding."),
    ),
    "bad_list_language": (_("“{value}” is not a language of lists."), _("Write --language ko, zh or en.")),
    "no_target": (_("No folder for the copy was named."), _("See: {command} --help")),
    "no_file": (_("The file to attach cannot be read. Nothing was recorded."), _("Check the name and the folder.")),
    "two_ids": (_("Two records are needed. Nothing was recorded."), _("Give both ids: {command} A B --reason …")),
    "why": (
        _("No reason was given. Nothing was recorded."),
        _("Say why with --reason, so that a colleague can follow it years later."),
    ),
    "one_record": (_("Both ids are one record. Nothing was recorded."), _("Give two different records.")),
    "no_person": (_("This id is not the record of a person. Nothing was recorded."), _("Check the id.")),
    "no_verdict": (
        _("Nobody has judged these two records. Nothing was recorded."),
        _("See what holds a person together: underice person show ID"),
    ),
    "no_case": (
        _("No incident, group or list is called so."),
        _("Give its id, or words of its title; find it with: underice search TEXT"),
    ),
    "nobody": (_("There are no people there to compare."), _("Import a list or record people first.")),
    "nothing_to_link": (_("Nothing was named to link."), _("Name two lists (files) or vaults (folders), or one.")),
    "bad_engine": (_("“{value}” is no engine for linking."), _("Write --engine duckdb or --engine spark.")),
    "out_of_vault": (
        _("Suggestions about records of a vault are not written to a file: it would lie there in clear."),
        _("Leave out --out and read them on the screen."),
    ),
    "out_exists": (_("“{path}” is there already. It was not overwritten."), _("Give --out another name.")),
    "out_unwritable": (
        _("The pairs could not be written to “{path}” ({reason})."),
        _("Choose a folder you may write to."),
    ),
    "no_extra": (_("Linking many records needs packages that are not installed."), _("Install them: {command}")),
    "no_java": (
        _("Spark needs Java 17 or newer, which was not found or did not start."),
        _("Install it (on Debian and Ubuntu: apt install default-jre-headless), or leave out --engine spark."),
    ),
    "too_little_memory": (
        _("These records need more than the {n} MB of memory allowed. Nothing was written."),
        _("Repeat with --memory {more}, or link fewer records at a time."),
    ),
    "bad_losses": (
        _("“{path}” is no table of losses (at {where}). Nothing was read."),
        _("See docs/guide/draft-soften.md; losses are numbers from 0 on, and wider words never cost less."),
    ),
    "bad_corrections": (
        _("“{path}” holds no corrections that can be read ({value}). Nothing was checked."),
        _("It is a list of entries with action, words, label and value; see docs/guide/draft-check.md."),
    ),
    "bad_way": (_("There is no way {value}."), _("Give --way 1, 2 or 3, as far as so many were found.")),
    "soften_same": (
        _("“{path}” is the draft itself. It was not overwritten."),
        _("Give --out another name, such as softer.md."),
    ),
    "who_without_vault": (
        _("--who says whom a person of the text is in a vault, and no vault was named."),
        _("Add --vault FOLDER, or leave out --who."),
    ),
    "bad_who": (_("“{value}” does not say who is meant."), _("Write --who p1=ID or --who p1=nobody.")),
    "unknown_audience": (_("There is no audience “{value}”."), _("Name one of these: {audiences}")),
    "bad_fact_kind": (
        _("“{value}” is no kind of fact of the ledger. Nothing was recorded."),
        _("Name one of these: {kinds}"),
    ),
    "ledger_title": (
        _("It was not said what was published and when. Nothing was recorded."),
        _("Give --title and --date; --publisher and --ours if you know them."),
    ),
    "nobody_meant": (
        _("Nobody registered seems to be meant in this text. Nothing was recorded."),
        _("Say who is meant with --who p1=ID, or add single facts: underice ledger add --help"),
    ),
    "unknown_publication": (
        _("There is no publication with this id, or nothing in it counts any more. Nothing was recorded."),
        _("See: underice ledger show"),
    ),
    "bad_value": (
        _("“{value}” cannot be read as {fact}. Nothing was recorded."),
        _("Write f or m, a date such as 1987 or 1987-09, the name of a place, or a relation such as mother."),
    ),
    "port_taken": (
        _("The desk could not listen on port {port}: another program does, or it may not be used."),
        _("Leave out --port, or give another."),
    ),
    "bad_family": (
        _("“{value}” is no household."),
        _("Write how many live in it, k if it is known, and how many of its people are held, as in 3:24:1."),
    ),
    "bad_belief": (_("“{value}” is no range."), _("Write NAME=LOW:HIGH or NAME=LOW:HIGH:BEST.")),
    "unknown_belief": (_("The model has no quantity “{value}”."), _("Name one of these: {known}")),
    "bad_item": (_("The checklist does not ask “{value}”."), _("Write one of these, = and the answer: {known}")),
    "bad_count": (_("“{value}” is no number of people."), _("Write it as 12 or twelve.")),
    "bad_number": (_("“{value}” is no number here."), _("Write a probability as 0.7, a range as 3:9.")),
    "bad_toml": (
        _("“{path}” cannot be read as a decision (at {where}). Nothing was recorded."),
        _("Its form is shown in docs/guide/decide.md."),
    ),
    "cannot_run": (_("It cannot be run: {reasons}. Nothing was recorded."), _("Mend that and repeat the command.")),
    "names_refused": (
        _("Refused: {policies} would name people, and nobody has checked whom that exposes. Nothing was recorded."),
        _("Check the text with --draft FILE --date DATE, or leave these ways to act out."),
    ),
    "unknown_policy": (_("There is no way to act called “{value}”."), _("Name one of these: {known}")),
    "no_decision": (
        _("This id is no decision's, or its situation cannot be read. Nothing was changed."),
        _("Name one of these: {known}"),
    ),
    "no_decisions": (_("The vault holds no decision yet."), _("Begin one with: underice decide new")),
    "no_run": (_("There is no such run."), _("Run it with: underice decide run ID")),
    "no_author": (
        _("It was not said whose ranges or choice these are. Nothing was recorded."),
        _("Give --by NAME; it need not be a real name."),
    ),
    "unknown_author": (_("Nobody called “{value}” has given ranges."), _("These have: {known}")),
    "several_authors": (
        _("Several people gave ranges, and each is run apart: {known}."),
        _("Name one with --ranges-of NAME; see all together with: underice decide compare"),
    ),
    "no_held": (
        _("It was not said how many people are held. Nothing was recorded."),
        _("Give --held N or a file with --from, or answer the questions at a terminal."),
    ),
    "bad_forecast": (_("The forecast cannot be kept: {reason}. Nothing was recorded."), _("See: {command} --help")),
    "no_forecast": (_("This id is no forecast's. Nothing was recorded."), _("See: underice decide score")),
    "no_choice": (
        _("A choice needs a reason. Nothing was recorded."),
        _("Give --reason WHY, several times if need be."),
    ),
    "unregistered_key": (
        _("This signing key is not registered in the vault, or was withdrawn. Nothing was recorded."),
        _("Register it with: underice signer add FILE"),
    ),
    "bad_page": (_("A page cannot be written as “{path}”."), _("Give --out a name that ends in .html, .md or .txt.")),
    "bad_inputs": (
        _("What went into this run cannot be read by this version. The page of that day can."),
        _("See it with: underice decide page ID"),
    ),
    "nothing_set": (_("Nothing was given to change. Nothing was recorded."), _("See: {command} --help")),
    "not_kept": (
        _("Something that was written cannot be kept ({fault}). Nothing was recorded."),
        _("Take out characters that cannot be seen, or shorten it."),
    ),
    "no_option": (_("There is no option {value}."), _("See: {command} --help")),
    "missing": (_("{value} is missing."), _("See: {command} --help")),
    "too_many": (_("More was given than this command takes."), _("See: {command} --help")),
    "no_command": (_("There is no such command."), _("See: {command} --help")),
    "option_value": (_("The option {value} needs a value, or has one too many."), _("See: {command} --help")),
    "usage": (_("The command was not understood."), _("See: {command} --help")),
}


class Problem(Exception):
    """A mistake the user can mend. `code` names it; `fields` fill its sentences (never words of a draft)."""

    def __init__(self, code: ProblemCode, **fields: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.fields = {key: visible(str(value)).replace("\n", " ") for key, value in fields.items()}

    def say(self, lang: Language) -> str:
        """What happened and what to do next, in two sentences."""
        happened, then = _PROBLEMS[self.code]
        say = translation(lang).gettext
        return f"{say(happened).format(**self.fields)} {say(then).format(**self.fields)}"


def tell(message: str) -> None:
    """Write one message to standard error."""
    sys.stderr.write(f"{message}\n")
