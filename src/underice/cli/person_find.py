"""`underice person find`: the command that looks people up."""

from __future__ import annotations

import typer

from underice.cli.errors import EXIT_FINE
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import (
    Key,
    json_option,
    key_file_option,
    lang_option,
    passphrase_option,
    vault_folder,
    vault_option,
)
from underice.vocabulary.language import Language, translation


def add_find(group: typer.Typer, lang: Language) -> None:
    """Declare the command in the group `person`, its help in `lang`."""
    _ = translation(lang).gettext

    @group.command(
        "find",
        help=_(
            "Find people by a name in any script or spelling, by its beginning (김ㅊ, Kim Ch) or initial consonants "
            "(ㄱㅊㅅ), by facts, or by both; also people without a name. Each comes with the reasons. A name is not a "
            "person: compare before you merge. Exit code 0 also when nobody is found."
        ),
        short_help=_("Find people by name, in any script, and by facts."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def find(
        text: str = typer.Argument(
            "", metavar="TEXT", help=_("A name or its beginning; facts may follow: 김영희 38 무산.")
        ),
        sex: str | None = typer.Option(None, "--sex", metavar="WORD", help=_("Sex: f, m or x.")),
        born: str | None = typer.Option(
            None, "--born", metavar="DATE", help=_("When the person was born, such as 1974, 1974-05 or about 1949.")
        ),
        age: str | None = typer.Option(None, "--age", metavar="AGE", help=_("The age today, such as 38 or 40대.")),
        home: str | None = typer.Option(None, "--from", metavar="PLACE", help=_("Where the person comes from.")),
        kin_of: str | None = typer.Option(
            None, "--kin-of", metavar="ID|NAME", help=_("A relative's record or name; kin of hers are looked for.")
        ),
        limit: int = typer.Option(20, "--limit", metavar="N", min=1, max=1000, help=_("How many people at most.")),
        vault: str | None = vault_option(lang),
        passphrase_fd: int | None = passphrase_option(lang),
        key_file: str | None = key_file_option(lang),
        as_json: bool = json_option(lang),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        from underice.cli.person_finding import Wanted, run_find
        from underice.cli.vault_errors import answered

        say = spoken(lang_, lang)
        wanted = Wanted(text, sex, born, age, home, kin_of)
        with answered(say):
            run_find(vault_folder(vault), Key(passphrase_fd, key_file), wanted, limit, as_json=as_json, lang=say)
        raise typer.Exit(EXIT_FINE)
