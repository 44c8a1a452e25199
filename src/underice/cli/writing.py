"""Writing a report: never over the draft, never half, readable by its owner only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from underice.cli.errors import Problem


def write_report(text: str, target: str, draft: Path | None) -> Path:
    """Write `text` as UTF-8 to `target` in one step (mode 0600) and return where it lies.

    draft: the file the report is about, which is never overwritten. Raises Problem if it cannot be written; whatever
    stood at `target` before is then still there.
    """
    path = Path(target)
    try:
        if path.is_dir():
            raise Problem("unwritable", path=target, reason=os.strerror(21))
        if draft is not None and path.exists() and path.samefile(draft):
            raise Problem("same_file", path=target)
        # A name that is a link keeps being one: the file it points to is replaced.
        final = path.resolve()
        handle, name = tempfile.mkstemp(prefix=".underice-", dir=final.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, final)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as failure:
        reason = os.strerror(failure.errno) if isinstance(failure, OSError) and failure.errno else "?"
        raise Problem("unwritable", path=target, reason=reason) from None
    return final
