"""A desk in a process of its own that dies while a form is being taken: `python -m tests.desk.harness.dying FOLDER DEVICE PORT`.

One more page takes notes; the field `die` says whether the process ends before or after the note is recorded.
"""

import os
import signal
import sys
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from tests.desk.conftest import PASSPHRASE
from underice.desk import answer, app
from underice.desk.request import form, vault_of
from underice.desk.route import get, post
from underice.desk.serve import prepare
from underice.desk.settings import Settings
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id


def save(request: Request) -> Response:
    """Record a note, and die before or after."""
    said, id_ = form(request), new_id()
    if said.first("die") == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    vault_of(request).record([Statement(id_, "note", "text", said.first("note"), id_)])
    if said.first("die") == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return answer.see_other(request, "/noted")


def show(request: Request) -> Response:
    """How many notes there are."""
    count = sum(1 for _one in vault_of(request).entities("note"))
    return answer.problem(request, f"notes: {count}", 200)


def main(folder: str, device: str, port: str) -> None:
    """Serve until killed."""
    found = list(app.page_routes())
    app.page_routes = lambda: iter([get("/noted", show), post("/noted", save), *found])
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, device_dir=Path(device), idle=None)
    serving = prepare(Settings(Path(folder), device_dir=Path(device), port=int(port), idle=None), vault=vault)
    sys.stdout.write(f"{serving.address()}\n")
    sys.stdout.flush()
    serving.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
