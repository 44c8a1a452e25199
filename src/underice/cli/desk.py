"""`underice desk`: the vault in the browser, on this computer only."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from underice.cli.errors import EXIT_FINE, Problem, tell
from underice.cli.speech import help_option, spoken
from underice.cli.vault_door import FOLDER_VARIABLE, lang_option
from underice.vocabulary.language import Language, translation

if TYPE_CHECKING:
    from underice.desk.serve import Serving
    from underice.desk.settings import Settings
    from underice.vault.vault import Vault


def add_desk(program: typer.Typer, lang: Language) -> None:
    """Declare the command, its help in `lang`."""
    _ = translation(lang).gettext

    @program.command(
        "desk",
        help=_(
            "Open the vault in the browser. It answers on this computer only, and nothing is sent anywhere. Without a "
            "vault it helps to make one."
        ),
        short_help=_("Open the vault in the browser."),
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )
    def desk(
        folder: str = typer.Argument(
            "", metavar="VAULT", help=_("The vault's folder. Default: that of UNDERICE_VAULT, else one in your home.")
        ),
        demo: bool = typer.Option(False, "--demo", help=_("Show an invented vault, made for this run only.")),
        browser: bool = typer.Option(True, "--browser/--no-browser", help=_("Open the browser, or only say where.")),
        port: int = typer.Option(0, "--port", metavar="N", min=0, max=65535, help=_("The port. Default: a free one.")),
        lang_: str | None = lang_option(lang),
        help_: bool = help_option(lang),
    ) -> None:
        say = spoken(lang_, lang)
        if demo:
            from underice.cli.desk_demo import run_desk_demo

            run_desk_demo(browser, port, say)
        else:
            from underice.desk.settings import Settings

            run_desk(Settings(default_folder(folder), lang=say, port=port), browser)
        raise typer.Exit(EXIT_FINE)


def default_folder(given: str) -> Path:
    """The folder named, else that of UNDERICE_VAULT, else the one that is used where nobody names any."""
    named = given or os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("underice") / "vault"


def run_desk(settings: Settings, browser: bool, vault: Vault | None = None) -> None:
    """Serve until Ctrl-C; `vault` is open already. Raises Problem if the port is taken."""
    from underice.desk.serve import prepare

    _ = translation(settings.lang).gettext
    try:
        serving = prepare(settings, vault=vault)
    except OSError:
        raise Problem("port_taken", port=settings.port) from None
    try:
        _announce(serving, browser, settings.lang)
        serving.run()
    except KeyboardInterrupt:  # before the server itself listens for it
        serving.close()
    tell(_("The vault is locked, and the desk is closed."))


def _announce(serving: Serving, browser: bool, lang: Language) -> None:
    """Say where the desk is open, and open the browser there."""
    from underice.desk.serve import offer_more, open_browser

    _ = translation(lang).gettext
    address = serving.address()
    tell(_("The desk is open at this address; it works once, on this computer only:"))
    typer.echo(address)
    sys.stdout.flush()
    if not (browser and open_browser(address)):
        tell(_("Open it in a browser."))
    tell(_("Stop with Ctrl-C: the vault is locked then. Enter prints a new address."))
    if sys.stdin is not None and sys.stdin.isatty():
        offer_more(serving, typer.echo)
