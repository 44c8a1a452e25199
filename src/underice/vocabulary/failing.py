"""Where a failure arose, told without what it was about."""

from __future__ import annotations


def event_code(failure: BaseException) -> str:
    """Name where a failure arose, without its message: messages may quote what was read, file and line cannot.

    Returns for example ``E-ValueError-exposure.anonymity-88``: kind, innermost module of ours, line.
    """
    place = "start"
    trace = failure.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("underice."):
            place = f"{module.removeprefix('underice.')}-{trace.tb_lineno}"
        trace = trace.tb_next
    return f"E-{type(failure).__name__}-{place}"
