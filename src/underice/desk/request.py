"""What was asked, typed and limited. Everything a handler takes from a request it takes through here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from underice.vocabulary.language import LANGUAGES, Language, translation

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.desk.session import Session
    from underice.desk.state import Desk
    from underice.vault.vault import Vault

LONGEST = 100_000
"""Characters of a single field, unless a handler asks for fewer."""


_SECRET = re.compile(r"passphrase|again|^shares?(?![a-z])")
"""Names of fields that hold secrets. A quantity such as the share transferred holds none."""


class Problem(Exception):
    """Something a person can mend: a page says `message` (in her language, without what she typed) with `status`."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__()
        self.message = message
        self.status = status


class NotFound(Exception):
    """There is nothing at this address."""


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A file that was sent: its name (only the last part, for people to read), its content, held in memory only."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """A form that was sent: fields in order, and files."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first value of a field; "" if it was not sent."""
        values = self.fields.get(name)
        return values[0] if values else ""


def desk_of(request: Request) -> Desk:
    """What all requests share."""
    return cast("Desk", request.app.state.desk)


def session_of(request: Request) -> Session:
    """The browser that asks. Only behind `underice.desk.security`, which lets nobody in without."""
    return cast("Session", request.scope["underice.session"])


def vault_of(request: Request) -> Vault:
    """The open vault. Raises Locked: the reader is asked to unlock and comes back."""
    return desk_of(request).keeper.vault


def lang_of(request: Request) -> Language:
    """The language of the answer: `?lang=`, else the cookie, else what the desk was started with."""
    return cast("Language", request.scope.get("underice.lang", "en"))


def as_language(value: str | None) -> Language | None:
    """A value as one of our languages, None if it is none."""
    return next((lang for lang in LANGUAGES if lang == value), None)


def form(request: Request) -> Form:
    """The form that was sent; an empty one if none was."""
    return cast("Form", request.scope.get("underice.form", Form()))


def keepable(said: Form) -> dict[str, list[str]] | None:
    """The fields of a form that may be kept and shown again; None if it holds a secret, or nothing but our tokens."""
    if any(_SECRET.search(name) for name in said.fields):
        return None
    return {name: list(values) for name, values in said.fields.items() if name not in ("token", "once")} or None


def text(said: Form, name: str, *, limit: int = LONGEST, lang: Language = "en", needed: bool = False) -> str:
    """One field, without blanks at its ends, with lines ended as on this system. Raises Problem if it is too long, or needed."""
    value = said.first(name).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    _ = translation(lang).gettext
    if len(value) > limit:
        raise Problem(
            _("This is longer than the {n} characters that can be kept here. Nothing was changed.").format(n=limit)
        )
    if needed and not value:
        raise Problem(_("A field that is needed was left empty. Nothing was changed. Go back and fill it in."))
    return value


def texts(said: Form, name: str, *, limit: int = 1000, most: int = 1000) -> tuple[str, ...]:
    """All values of a field that was sent several times, each cut at `limit`, at most `most`."""
    return tuple(value[:limit] for value in said.fields.get(name, ())[:most])


def chosen(said: Form, name: str, choices: Sequence[str]) -> str:
    """The choice that was made, "" if it is none of `choices`."""
    value = said.first(name)
    return value if value in choices else ""


def ticked(said: Form, name: str) -> bool:
    """True if a box was ticked."""
    return said.first(name) in ("1", "on", "yes", "true")


def asked(request: Request, name: str, *, limit: int = 1000) -> str:
    """A value of the query, cut at `limit`; "" if it is not there."""
    return request.query_params.get(name, "").replace("\x00", "")[:limit]


def sought(request: Request, limit: int) -> str:
    """The words somebody looks for. Our pages send them as a form: an address is kept by the browser, on disk, unsealed."""
    return (form(request).first("q")[:limit].replace("\x00", "") or asked(request, "q", limit=limit)).strip()


def number(value: str, *, least: int, most: int, default: int) -> int:
    """A whole number within bounds, `default` if it is none."""
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        return default
    return min(max(int(value), least), most)


def id_of(request: Request, name: str = "id") -> bytes:
    """An id of the path as 16 bytes. Raises NotFound."""
    return as_id(request.path_params.get(name, ""))


def as_id(value: object) -> bytes:
    """32 hexadecimal digits as an id. Raises NotFound."""
    if not (isinstance(value, str) and len(value) == 32 and set(value) <= set("0123456789abcdef")):
        raise NotFound
    return bytes.fromhex(value)


def maybe_id(value: object) -> bytes | None:
    """The same, None where it is no id."""
    try:
        return as_id(value)
    except NotFound:
        return None


def today(request: Request) -> date:
    """The day it is; in the invented story, the day it is there."""
    return desk_of(request).settings.day or date.today()


def inside(path: str) -> str:
    """A path to come back to, if it lies on this desk; "/" otherwise."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
