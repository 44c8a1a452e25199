"""The desk under test: the invented story's vault, made once and copied for each desk; with and without a browser.

`desk`           a desk of its own for each test, with a copy of the story's vault, unlocked; nothing listens
`client`         a browser without scripts that was let in: `client.get(path)`, `client.submit(path, field=…)` (a POST with
                 the tokens that our forms carry), `client.fresh()` (nobody let in yet)
`served`         the same desk, answering on a free port, shared by the tests of a module: change nothing in it, or
                 take `served_fresh`
`shown(lang)`    a page of Chromium that was let in to `served`. After the test: no complaint on the console, no report of
                 the Content-Security-Policy, no request off the origin, nobody's name in what the server logged
`axe(page)`      the violations of WCAG 2.2 AA that axe-core finds, as readable lines; assert that there are none
"""

import json
import logging
import random
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from underice.cli.demo_lists import RECEIVED
from underice.cli.demo_seed import seed
from underice.desk.app import make_app
from underice.desk.once import Once
from underice.desk.serve import Serving, prepare
from underice.desk.session import Sessions
from underice.desk.settings import Settings
from underice.desk.state import Desk
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vocabulary.language import Language

if TYPE_CHECKING:
    from httpx2 import Response
    from playwright.sync_api import Browser, BrowserContext, Page

CHEAP = Kdf(memory=8 * 1024, passes=1, lanes=1)
PASSPHRASE = "얼음 아래로 물이 흐른다"
CANARY = "독고노란새"
"""A name planted in every vault under test; it may appear on pages and nowhere else."""
AXE = Path(__file__).parent / "axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(frozen=True)
class Seeded:
    """The story's vault as it was made for this session: folders to copy, and the case's id."""

    folder: Path
    device: Path
    case: str

    def copy(self, to: Path) -> Settings:
        """A copy of it, and the settings of a desk for that."""
        shutil.copytree(self.folder, to / "vault")
        shutil.copytree(self.device, to / "device")
        return Settings(to / "vault", device_dir=to / "device", idle=None, day=RECEIVED, kdf=CHEAP)


@contextmanager
def steady_ids() -> Iterator[None]:
    """Ids from a fixed seed, so that what is listed in the order of ids is listed alike in every run."""
    from underice.vocabulary import statement

    with patch.object(statement, "os", SimpleNamespace(urandom=random.Random(7).randbytes)):
        yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """The invented story's vault, with the canary among its people."""
    from underice.vocabulary.statement import Statement, new_id

    root = tmp_path_factory.mktemp("story")
    with (
        steady_ids(),
        Vault.create(
            root / "vault", passphrase=PASSPHRASE, writer="기록자", kdf=CHEAP, device_dir=root / "device", idle=None
        ) as vault,
    ):
        case = seed(vault)
        source, person = new_id(), new_id()
        vault.record(
            [
                Statement(source, "source", "title", "시험용 출처", source),
                Statement(person, "person", "name", CANARY, source),
            ]
        )
    return Seeded(root / "vault", root / "device", case.hex())


def opened(settings: Settings) -> Vault:
    """The vault of these settings, open."""
    return Vault.open(settings.folder, passphrase=PASSPHRASE, device_dir=settings.device_dir, idle=settings.idle)


class Client(TestClient):
    """A browser without scripts that was let in."""

    def __init__(self, app: Starlette, *, let_in: bool = True) -> None:
        self.desk: Desk = app.state.desk
        self._starlette = app
        super().__init__(app, base_url=self.desk.settings.origin, follow_redirects=True)
        if let_in:
            self.get("/start", params={"link": self.desk.sessions.link()})

    def fresh(self) -> "Client":
        """Another browser at the same desk, which nobody has let in."""
        return Client(self._starlette, let_in=False)

    @property
    def token(self) -> str:
        """What the forms of our pages carry."""
        found = re.search(r'name="underice-token" content="([^"]*)"', self.get("/nowhere").text)
        assert found is not None
        return found[1]

    def submit(
        self,
        path: str,
        given: Mapping[str, str | list[str]] | None = None,
        /,
        files: dict[str, tuple[str, bytes, str]] | str | None = None,
        headers: dict[str, str] | str | None = None,
        **fields: str | list[str],
    ) -> "Response":
        """Send a form as our own pages send it; fields by name, or together in a mapping."""
        form = {"token": self.token, "once": Once.mark(), **(given or {}), **fields}
        if isinstance(files, str) or isinstance(headers, str):
            raise TypeError("files and headers are no fields")
        said = {"origin": self.desk.settings.origin, "sec-fetch-site": "same-origin", **(headers or {})}
        return self.post(path, data=form, files=files, headers=said)


@pytest.fixture
def settings(seeded: Seeded, tmp_path: Path) -> Settings:
    """A copy of the story's vault, and a desk's settings for it."""
    return replace(seeded.copy(tmp_path), port=8765)


@pytest.fixture
def app(settings: Settings) -> Iterator[Starlette]:
    """A desk, unlocked; nothing listens."""
    made = make_app(settings, Sessions())
    made.state.desk.take(opened(settings))
    yield made
    made.state.desk.keeper.close()


@pytest.fixture
def client(app: Starlette) -> Client:
    """A browser without scripts that was let in to an unlocked desk."""
    return Client(app)


# --- with a browser ---------------------------------------------------------------------------------------------------


class Logged(logging.Handler):
    """Everything that any logger of this process says."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logged() -> Iterator[Logged]:
    """What is logged during a test; nobody's name may be in it."""
    handler = Logged()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    assert CANARY not in "\n".join(handler.lines)


def serve_for_a_test(settings: Settings) -> Iterator[Serving]:
    """A desk that answers until the test is over."""
    serving = prepare(settings, vault=opened(settings))
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    yield serving
    serving.stop()
    thread.join(10)


@pytest.fixture(scope="module")
def served(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A desk on a free port, shared by the tests of a module."""
    yield from serve_for_a_test(replace(seeded.copy(tmp_path_factory.mktemp("served")), port=0))


@pytest.fixture
def served_fresh(seeded: Seeded, tmp_path: Path) -> Iterator[Serving]:
    """A desk on a free port of the test's own, for tests that record, lock or break something."""
    yield from serve_for_a_test(replace(seeded.copy(tmp_path), port=0))


@dataclass
class Watched:
    """Pages that were opened in a test, and what went wrong on them."""

    browser: "Browser"
    contexts: list["BrowserContext"]
    complaints: list[str]

    def open(
        self, serving: Serving, lang: Language, *, width: int = 1100, dark: bool = False, scripts: bool = True
    ) -> "Page":
        """A page that was let in to a desk, in a language; it shows the first page."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="ko-KR" if lang == "ko" else "en-GB",
        )
        self.contexts.append(context)
        page = context.new_page()
        origin = serving.settings.origin
        page.on("console", lambda said: self._console(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda asked: self._request(asked.url, origin))
        page.goto(f"{serving.address()}")
        page.goto(f"{origin}/?lang={lang}")
        return page

    def _console(self, kind: str, text: str) -> None:
        # A page that answers 4xx is told on the console as well; a test that wants one looks at the page itself.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self.complaints.append(f"console: {text}")

    def _request(self, url: str, origin: str) -> None:
        if not url.startswith((f"{origin}/", "data:", "blob:", "about:")):
            self.complaints.append(f"off the origin: {url}")


@pytest.fixture
def watched(browser: "Browser", logged: Logged) -> Iterator[Watched]:
    """Opens pages and fails the test for anything the browser complains of."""
    made = Watched(browser, [], [])
    yield made
    for context in made.contexts:
        context.close()
    assert made.complaints == []


@pytest.fixture
def shown(watched: Watched, served: Serving) -> Callable[..., "Page"]:
    """`shown(lang, width=…, dark=…, scripts=…)`: a page that was let in to the module's desk."""

    def show(lang: Language, *, width: int = 1100, dark: bool = False, scripts: bool = True) -> "Page":
        return watched.open(served, lang, width=width, dark=dark, scripts=scripts)

    return show


def axe(page: "Page", *rules: str) -> list[str]:
    """The violations of WCAG 2.2 AA on a page: rule, and the elements, as readable lines. rules: only these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("only => axe.run(document, {runOnly: only})", list(rules) or _WCAG)
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']], ensure_ascii=False)}"
        for one in found["violations"]
    ]


def overflow(page: "Page") -> int:
    """Pixels by which a page is wider than its window; 0 is wanted."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
