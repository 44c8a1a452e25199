"""What a handler answers with: a page, a part of one, another address, or a problem that is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from underice.desk import templating
from underice.desk.request import form, inside, keepable, lang_of
from underice.vocabulary.language import translation

if TYPE_CHECKING:
    from starlette.requests import Request

    from underice.vault.errors import VaultError

_LONGEST_MARK = 64
Refusal = Literal["session", "link", "replayed", "host", "origin", "token", "form", "method"]


def page(
    request: Request, template: str, /, *, status: int = 200, style_nonce: bool = False, **context: object
) -> Response:
    """A page, or a part of one. style_nonce: a script of it adds styles, with the nonce that the template calls so."""
    made = templating.render(request, template, style_nonce, context)
    answer = HTMLResponse(made.text, status)
    if made.nonce:
        request.scope["underice.nonce"] = made.nonce
    return answer


def see_other(request: Request, path: str, **query: str) -> Response:
    """Go and look there: the answer to every form that changed something. A script of ours follows it as well."""
    where = inside(path)
    if query:
        where += ("&" if "?" in where else "?") + urlencode(query)
    return RedirectResponse(where, 303)


def problem(request: Request, message: str, status: int = 400) -> Response:
    """A page that says what is wrong, what was kept, and where to go on. message: in the reader's language."""
    return page(request, "problem.html", status=status, message=message, missing=status == 404)


def not_found(request: Request) -> Response:
    """There is nothing at this address."""
    _ = translation(lang_of(request)).gettext
    return problem(
        request,
        _(
            "Nothing is at this address: it may have been written wrongly, or what stood there was taken back. Nothing "
            "was changed. Look for it with the search, or go back to the desk."
        ),
        404,
    )


def too_large(request: Request) -> Response:
    """More was sent than may be."""
    _ = translation(lang_of(request)).gettext
    return problem(
        request,
        _("What was sent is too large. None of it was kept and nothing was changed. Split it into smaller parts."),
        413,
    )


def refused(request: Request, why: Refusal) -> Response:
    """Somebody asks who may not, or in a way that our own pages never do."""
    _ = translation(lang_of(request)).gettext
    said = {
        "session": _(
            "This desk does not know this browser. Open the address that was printed where the desk was started; it "
            "works once. If it is gone, start the desk again: nothing recorded is lost."
        ),
        "link": _("This address does not open the desk. Start the desk again and use the address it prints."),
        "replayed": _(
            "This address was used before. The vault has been locked. If it was not you who used it, close the desk: "
            "somebody else can see what is on this computer's screen or in its list of programs."
        ),
        "host": _(
            "The desk answers only at the address that was printed where it was started. Nothing was changed. Use that "
            "address."
        ),
        "origin": _(
            "Another page tried to send something to the desk. It was refused, and nothing was changed. If it was you, use the "
            "form on the desk's own page."
        ),
        "token": _(
            "This form belongs to an earlier run of the desk, or was changed. Nothing was changed. Go back, load the "
            "page again and send it once more."
        ),
        "form": _(
            "What was sent could not be read as a form. Nothing was changed. Go back, load the page again and send it "
            "once more."
        ),
        "method": _("The desk does not answer to this kind of request. Nothing was changed."),
    }[why]
    status = {"form": 400, "method": 405}.get(why, 403)
    return problem(request, said, status)


def stale(request: Request) -> Response:
    """A form of an earlier run of the desk: it is shown (never a passphrase), and can be sent again with its own mark, once."""
    fields = keepable(form(request))
    mark = form(request).first("once")
    if not fields or not mark.replace("-", "").replace("_", "").isalnum() or len(mark) > _LONGEST_MARK:
        return refused(request, "token")
    return page(request, "door/stale.html", status=403, target=request.url.path, fields=fields, mark=mark)


def busy(request: Request) -> Response:
    """The same form is being taken at this moment."""
    _ = translation(lang_of(request)).gettext
    return problem(request, _("This form is just being taken. Look at the desk in a moment: it counts once."), 409)


def locked(request: Request) -> Response:
    """The vault is locked: ask for the passphrase, and come back here. What a form held is kept, sealed."""
    from underice.desk.keeping import keep

    where = request.url.path
    if request.method == "GET" and request.url.query:
        where = f"{where}?{request.url.query}"
    if request.method == "POST":
        keep(request, form(request))
    target = f"/unlock?{urlencode({'next': inside(where)})}"
    if request.headers.get("x-underice-token") or request.headers.get("hx-request"):
        # A script asked: the whole page has to go there, not the part that the script would have filled.
        return Response("", 401, headers={"hx-redirect": target, "x-underice-locked": target})
    return RedirectResponse(target, 303)


def vault_problem(request: Request, error: VaultError) -> Response:
    """What the vault refuses, in words."""
    from underice.desk.vault_words import status_of, words

    return problem(request, words(error, lang_of(request)), status_of(error))


def failed(request: Request, code: str) -> Response:
    """Something went wrong inside. `code` says where, and holds nothing of anybody."""
    _ = translation(lang_of(request)).gettext
    return problem(
        request,
        _(
            "Something went wrong inside Underice ({code}). What was confirmed before is kept, and nothing of this "
            "action was recorded. Please report this code; it holds nothing of yours."
        ).format(code=code),
        500,
    )
