"""Refuses and counts every attempt to reach a network; only sockets inside the machine's file system are let through,
and listening on 127.0.0.1.

Loaded in two ways: by conftest.py into the test process, and by Python itself (as `sitecustomize`) into a subprocess
that has this folder on its PYTHONPATH. Python's audit events also see what bypasses the `socket` module's functions.
If UNDERICE_NETWORK_LOG names a file, each attempt adds one line to it, whatever the program does with the refusal.
"""

import os
import sys

REFUSED = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sendmsg",
        "socket.sendto",
        "urllib.Request",
    }
)

attempts: list[str] = []


class NetworkRefusedError(RuntimeError):
    """Raised in place of any network use during tests."""


def guard(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook: lets everything pass but the events above; sockets of the AF_UNIX family stay usable."""
    if event not in REFUSED:
        return
    # 1 is AF_UNIX; the number instead of the name keeps `socket` unloaded in programs that never import it.
    if arguments and getattr(arguments[0], "family", None) == 1:
        return
    # The desk listens on this machine, which reaches nobody; on any other address it would be refused here.
    if event == "socket.bind" and isinstance(arguments[1], tuple) and arguments[1][0] == "127.0.0.1":
        return
    attempts.append(event)
    log = os.environ.get("UNDERICE_NETWORK_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(f"{event}\n")
    raise NetworkRefusedError(f"the network was reached for in a test: {event}")


sys.addaudithook(guard)
