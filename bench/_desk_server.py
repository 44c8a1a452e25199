"""A desk in a process of its own, its vault open: `python -m bench._desk_server FOLDER DEVICE [DAY]`; prints its address."""

import sys
from datetime import date
from pathlib import Path

from underice.desk.serve import prepare
from underice.desk.settings import Settings
from underice.vault.vault import Vault

PASSPHRASE = "bench: no secret"


def main(folder: str, device: str, day: str = "") -> None:
    """Serve until the process is ended."""
    vault = Vault.open(Path(folder), passphrase=PASSPHRASE, device_dir=Path(device), idle=None)
    told = date.fromisoformat(day) if day else None
    serving = prepare(Settings(Path(folder), device_dir=Path(device), port=0, idle=None, day=told), vault=vault)
    sys.stdout.write(f"{serving.address()}\n{serving.address()}\n")
    sys.stdout.flush()
    serving.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
