"""The way in: answers `--version` at once, starts the commands otherwise, and lets no traceback reach the user.

Loading Typer, Rich and NumPy takes several times longer than Python itself, so this module imports only what the
interpreter has loaded anyway, until it knows that a command is wanted.
"""

import os
import sys
from contextlib import suppress
from typing import NoReturn

from underice import __version__

EXIT_FAILED = 1
"""Something inside failed; nothing was decided. Findings share this code: neither may pass for "fine"."""
EXIT_INTERRUPTED = 130
"""128 + SIGINT, what shells expect after Ctrl-C."""
EXIT_BROKEN_PIPE = 141
"""128 + SIGPIPE, what shells expect when the reader of our output went away."""


def main() -> NoReturn:
    """Run the command given in `sys.argv` and exit the process with the documented code.

    Exit codes: 0 fine, 1 findings or an internal failure, 2 wrong usage, 3 locked vault or wrong key.
    """
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"underice {__version__}\n")
        sys.exit(0)
    sys.exit(_run())


def _run() -> int:
    """Run the commands; returns the exit code. A failure becomes one message without any value of the user's in it."""
    try:
        from underice.cli.app import app

        app()
    except SystemExit as done:
        # Typer turns Ctrl-C and a closed pipe into exits of its own before they reach us.
        if isinstance(done.__context__, BrokenPipeError):
            return _reader_gone()
        code = _code(done)
        told = getattr(done, "told", False)  # a command may have said more exactly what is kept
        return _interrupted() if code == EXIT_INTERRUPTED and not told else _flushed(code)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        return _reader_gone()
    except MemoryError:
        _say(
            "Out of memory (E-MEMORY). Split the text into smaller files and try again.",
            "메모리가 모자랍니다(E-MEMORY). 글을 더 작은 파일로 나누어 다시 시도하십시오.",
        )
        return EXIT_FAILED
    except Exception as failure:  # the last door: whatever it is, the user gets a sentence and never a traceback
        from underice.vocabulary.failing import event_code

        event = event_code(failure)
        _say(
            f"Something went wrong inside Underice ({event}). Your file was not changed, and nothing was sent."
            " Please report this code; it holds nothing of your text.",
            f"언더아이스 안에서 문제가 생겼습니다({event}). 파일은 바뀌지 않았고 밖으로 보낸 것도 없습니다."
            " 이 코드를 알려 주십시오. 코드에는 글의 내용이 들어 있지 않습니다.",
        )
        return EXIT_FAILED
    return _flushed(0)


def _code(done: SystemExit) -> int:
    """The exit code of a `SystemExit`; a text instead of a number means failure."""
    if done.code is None:
        return 0
    return done.code if isinstance(done.code, int) else EXIT_FAILED


def _interrupted() -> int:
    """Say that Ctrl-C was understood."""
    _say("Stopped. Nothing was changed.", "멈추었습니다. 바뀐 것은 없습니다.")
    return EXIT_INTERRUPTED


def _flushed(code: int) -> int:
    """Write out what is buffered, so that a reader who went away is noticed here and not in the interpreter's end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    return code


def _reader_gone() -> int:
    """Point standard output at nothing, so that the interpreter does not complain about the pipe on its way out."""
    with suppress(OSError, ValueError):  # no real file behind standard output: nothing to redirect
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_BROKEN_PIPE


def _say(english: str, korean: str) -> None:
    """Write one message in both languages to standard error; here it is not yet known which one the user reads."""
    with suppress(OSError, ValueError):  # standard error may be closed: then the exit code has to do
        sys.stderr.write(f"{korean}\n{english}\n")
        sys.stderr.flush()
