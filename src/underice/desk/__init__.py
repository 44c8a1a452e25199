"""The desk: the vault in the browser, on this machine only. It shows what the rooms return and holds no logic of theirs.

How to add a page
=================
1. `pages/<noun>.py`: handlers and `ROUTES`. A handler is a plain function; it runs on the one thread that may touch the
   vault, so it needs no lock and sees no half-done change:

       def show(request: Request) -> Response:
           vault = vault_of(request)                      # raises Locked: the reader unlocks and comes back here
           return page(request, "thing/show.html", thing=room.function(vault, id_of(request, "id")))

       def save(request: Request) -> Response:
           said = form(request)                           # parsed, limited, CSRF checked, never taken twice
           title = text(said, "title", limit=200)         # raises Problem: a page that says what and why, status 400
           room.record(vault_of(request), title)          # one record() call, so that all or nothing is recorded
           return see_other(request, "/things")           # always redirect after a change

       ROUTES = (get("/things/{id}", show), get("/things/new", new), post("/things/new", save))

   Modules of `pages/` are found by themselves (`underice.desk.app`). Import rooms inside handlers where that is slow.
   Every path that takes a POST also answers a GET (the form), so that the language switch works after an error; say
   `fragment=True` for what only a script of ours asks for. `beside=True` runs a handler on a thread of its own, for
   work that takes long and touches the vault seldom; `once=False` where sending twice does no harm (search, counting).
2. `templates/<noun>/*.html`, beginning with `{% extends "base.html" %}` and blocks `title`, `main`, `scripts`, `help`. In
   every template: `_`, `ngettext`, `josa`, `lang`, `path`, `static("file.js")`, `form_fields()`, `foreign(text, "zh")`.
   Each form that posts has `{{ form_fields() }}` first in it: the CSRF token and the mark that it is taken only once.
   Scripts of ours send the header `X-Underice-Token` with the value of `<meta name="underice-token">` instead.
   A key of the page is `data-key="v"` on a button, link or field, and a pair in `page_keys=(("v", _("verify")),)` of
   `page()`, which puts it on the sheet of keys (`?`).
   No `style=` and no `on…=`: the Content-Security-Policy refuses them. Components: top of `static/desk.css`.
3. A line in `navigation.py`, if the page belongs into the bar.
4. `tests/desk/pages/test_<noun>.py` with the fixtures of `tests/desk/conftest.py`: `client` (no browser), `shown(lang)`
   (Chromium; complaints of the console, requests off the origin and names in logs fail by themselves) and `axe(page)`.

What the modules do: `settings` where and how · `session` link, cookie, tokens · `security` who may ask at all, and the
headers of every answer · `request` what was asked, typed and limited · `answer` pages, redirects, problems · `route` a
handler becomes a route · `locking` the one thread and the idle lock · `once` a form counts once, also across a crash ·
`sealing` what was typed when the vault locked is kept, sealed · `templating` · `serve` the server itself.
"""
