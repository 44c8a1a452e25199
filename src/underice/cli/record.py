"""`underice record`: one command for each kind of record, its options made from the vocabulary.

Every statement names its source. Who sits at a terminal and leaves something out is asked for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping

import typer

from underice.cli.errors import EXIT_FINE, EXIT_USAGE, tell
from underice.cli.speech import help_option, help_text, spoken
from underice.cli.vault_door import (
    Key,
    json_option,
    key_file_option,
    lang_option,
    passphrase_option,
    vault_option,
)
from underice.vocabulary.kinds import BY_PROGRAM, Kind, Property, kinds
from underice.vocabulary.language import Language, translation

# What people are likely to type besides the property's own name.
_ALSO: dict[str, str] = {"birth": "--born", "type": "--kind", "death": "--died"}
_METAVARS = {
    "date": "DATE", "age": "AGE", "place": "PLACE", "reference": "ID", "choice": "WORD", "number": "N",
    "language": "CODE", "flag": "yes|no", "url": "URL", "file": "FILE",
}  # fmt: skip


def add_record(program: typer.Typer, lang: Language) -> None:
    """Declare the commands that record, their help in `lang`."""
    _ = translation(lang).gettext
    group = typer.Typer(rich_markup_mode=None)

    @group.callback(
        invoke_without_command=True,
        help=_("Record what a source said: a person, a kin tie, an incident and so on."),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND ..."),
        add_help_option=False,
    )
    def record(context: typer.Context, help_: bool = help_option(lang)) -> None:
        if context.invoked_subcommand is None:
            tell(help_text(context, lang))
            raise typer.Exit(EXIT_USAGE)

    for kind in kinds().values():
        if kind.name not in BY_PROGRAM:
            _add_kind(group, kind, lang)
    _add_statement(group, lang)
    program.add_typer(group, name="record")


class _Recorder:
    """The command that records an entity of one kind. Typer reads its options from the signature made here."""

    def __init__(self, kind: Kind, lang: Language) -> None:
        self._kind = kind
        self._lang = lang
        options = {**_property_options(kind, lang), **_common_options(kind, lang), "help_": (bool, help_option(lang))}
        self.__annotations__ = {name: annotation for name, (annotation, _default) in options.items()}
        self.__signature__ = inspect.Signature(
            [
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
                for name, (annotation, default) in options.items()
            ]
        )

    def __call__(self, **given: object) -> None:
        """Record what was given. Raises typer.Exit, Problem."""
        from underice.cli.recording import About, run_record
        from underice.cli.vault_errors import answered

        say = spoken(_text(given, "lang_"), self._lang)
        values = {name: _several(given.get(f"p_{name}")) for name in self._kind.properties}
        about = About(
            source=_text(given, "source"),
            entity=_text(given, "entity"),
            said=_text(given, "said"),
            held_from=_text(given, "held_from"),
            held_to=_text(given, "held_to"),
            locator=_text(given, "locator"),
            confidence=_number(given, "confidence"),
            sensitivity=_number(given, "sensitivity"),
            consent=_text(given, "consent"),
            by=_text(given, "by"),
            note=_text(given, "note") or "",
        )
        with answered(say):
            run_record(
                self._kind,
                values,
                about,
                folder=_text(given, "vault"),
                key=Key(_number(given, "passphrase_fd"), _text(given, "key_file")),
                as_json=bool(given.get("as_json")),
                lang=say,
            )
        raise typer.Exit(EXIT_FINE)


def _add_kind(group: typer.Typer, kind: Kind, lang: Language) -> None:
    _ = translation(lang).gettext
    group.command(
        kind.name,
        help=kind.help[lang],
        short_help=kind.help[lang].split(". ")[0],
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )(_Recorder(kind, lang))


Options = dict[str, tuple[object, object]]
"""Parameters of a command: their types and their defaults, which for Typer are what describes them."""


def _property_options(kind: Kind, lang: Language) -> Options:
    """An option for each property; what may have several values may be given several times."""
    options: Options = {}
    for prop in kind.properties.values():
        flags = [f"--{prop.name.replace('_', '-')}"]
        if prop.name in _ALSO:
            flags.append(_ALSO[prop.name])
        shown = typer.Option(None, *flags, metavar=_METAVARS.get(prop.type, "TEXT"), help=_help(prop, lang))
        options[f"p_{prop.name}"] = (list[str] if prop.many else str, shown)
    return options


def _help(prop: Property, lang: Language) -> str:
    """The label of a property, its choices, and what it is."""
    choices = f" ({', '.join(f'{key} {words[lang]}' for key, words in prop.options.items())})" if prop.options else ""
    return f"{prop.label[lang]}{choices}: {prop.help[lang]}"


def _common_options(kind: Kind, lang: Language) -> Options:
    """What every command that records takes."""
    _ = translation(lang).gettext
    options: Options = {
        "vault": (str, vault_option(lang)),
        "source": (str, typer.Option(None, "--source", metavar="ID", help=_("The source that says so."))),
        "entity": (
            str,
            typer.Option(None, "--id", metavar="ID", help=_("Say more about this record instead of a new one.")),
        ),
        "said": (
            str,
            typer.Option(None, "--said", metavar="DATE", help=_("When it was said. Default: the date of the source.")),
        ),
        "held_from": (str, typer.Option(None, "--held-from", metavar="DATE", help=_("Since when it held."))),
        "held_to": (str, typer.Option(None, "--held-to", metavar="DATE", help=_("Until when it held."))),
        "locator": (
            str,
            typer.Option(None, "--locator", metavar="TEXT", help=_("Where in the source: page, minute, row.")),
        ),
        "confidence": (
            int,
            typer.Option(None, "--confidence", metavar="0-100", min=0, max=100, help=_("How sure you are.")),
        ),
        "sensitivity": (
            int,
            typer.Option(
                None, "--class", metavar="0-4", min=0, max=4, help=_("Class of sensitivity, if not the usual one.")
            ),
        ),
        "consent": (
            str,
            typer.Option(None, "--consent", metavar="ID", help=_("The consent under which it is kept.")),
        ),
        "by": (
            str,
            typer.Option(None, "--recorded-by", metavar="NAME", help=_("Who records it. Default: the vault's writer.")),
        ),
        "note": (str, typer.Option("", "--comment", metavar="TEXT", help=_("A word on this action, for the history."))),
        "passphrase_fd": (int, passphrase_option(lang)),
        "key_file": (str, key_file_option(lang)),
        "as_json": (bool, json_option(lang)),
        "lang_": (str, lang_option(lang)),
    }
    if kind.name == "source":  # a source speaks for itself
        del options["source"]
    return options


def _text(given: Mapping[str, object], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) and value else None


def _number(given: Mapping[str, object], name: str) -> int | None:
    value = given.get(name)
    return value if isinstance(value, int) else None


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def _add_statement(group: typer.Typer, lang: Language) -> None:
    """The command for a single statement: any property of any record, and corrections."""
    _ = translation(lang).gettext

    @group.command(
        "statement",
        help=_(
            "Record one statement about a record that is there: ID PROPERTY VALUE. With --replaces or --retracts it "
            "corrects an earlier one, which stays in the history."
        ),
        short_help=_("One statement, or a correction."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def statement(
        entity: str = typer.Argument("", metavar="ID", help=_("The record it is about.")),
        prop: str = typer.Argument("", metavar="PROPERTY", help=_("Its property, such as birth.")),
        value: str = typer.Argument("", metavar="VALUE", help=_("The value; none with --retracts.")),
        replaces: str | None = typer.Option(
            None, "--replaces", metavar="STATEMENT", help=_("The earlier statement that this one replaces.")
        ),
        retracts: str | None = typer.Option(
            None, "--retracts", metavar="STATEMENT", help=_("The earlier statement that is taken back.")
        ),
        source: str | None = typer.Option(None, "--source", metavar="ID", help=_("The source that says so.")),
        said: str | None = typer.Option(
            None, "--said", metavar="DATE", help=_("When it was said. Default: the date of the source.")
        ),
        locator: str | None = typer.Option(
            None, "--locator", metavar="TEXT", help=_("Where in the source: page, minute, row.")
        ),
        comment: str = typer.Option("", "--comment", metavar="TEXT", help=_("A word on this action, for the history.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.recording import About, run_statement
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        about = About(source=source, entity=entity, said=said, locator=locator, note=comment)
        with answered(say):
            run_statement(
                prop,
                value,
                replaces,
                retracts,
                about,
                folder=vault,
                key=Key(passphrase_fd, key_file),
                as_json=as_json,
                lang=say,
            )
