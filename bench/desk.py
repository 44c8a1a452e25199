"""The desk as somebody at it feels it: `python -m bench.desk [--people 100000] [--rounds 20]`.

Server times are from the request to the last byte, over one kept connection, from a desk in a process of its own with an
encrypted vault of invented people; page and keystroke times are taken in Chromium, if it is there. Goals are those of
issue 7. One page is left out of the first visits of each kind, and told by itself: it makes what later ones find ready.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from bench._desk_server import PASSPHRASE
from bench._timing import absent, machine, row, table, timing
from bench.lookup import CHEAP, Writer, invented
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

RELATIONS = 900
BATCH = 20_000
SEARCHES = ("김", "김영", "김영희", "최은", "ㅂ", "Kim", "Kim Yo", "박철수", "Choe", "리순")
DRAFT = "지난 8일 선양에서 무산 출신 38세 여성과 아홉 살 아들이 체포됐다. 여성은 소학교 교원이었다. "
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
Row = tuple[str, ...]


def fill(folder: Path, device: Path, people: int, relations: int = RELATIONS) -> str:
    """A vault of invented people, a tenth of them kin of another, one with many relations; her id."""
    writer, batch, before = Writer(12), [], b""
    source, hub = writer.id(), writer.id()
    with Vault.create(folder, passphrase=PASSPHRASE, writer="bench", kdf=CHEAP, device_dir=device, idle=None) as vault:
        batch += [
            Statement(source, "source", "title", "이름표", source),
            Statement(hub, "person", "name", "남궁연", source),
        ]
        for number, (id_, _name, facts) in enumerate(invented(people, writer)):
            said = (("name", facts.names[0]), ("sex", facts.sex[0]), ("birth", str(facts.births[0].first.year)))
            batch += [Statement(id_, "person", prop, value, source) for prop, value in said]
            other = hub if number < relations // 2 else before if number % 10 == 0 else b""
            if other:
                batch += _tie(writer.id(), other, id_, source)
            if relations // 2 <= number < relations:
                note = writer.id()
                batch += [Statement(note, "note", "text", f"메모 {number}", source)]
                batch += [Statement(note, "note", "about", hub.hex(), source)]
            before = id_
            if len(batch) >= BATCH:
                vault.record(batch)
                batch = []
        vault.record(batch)
    return hub.hex()


def _tie(id_: bytes, one: bytes, other: bytes, source: bytes) -> list[Statement]:
    told = (("person", one.hex()), ("relative", other.hex()), ("relation", "sibling"))
    return [Statement(id_, "kin", prop, value, source) for prop, value in told]


@dataclass
class Desk:
    """A running desk: its process and two addresses that let in one browser each."""

    process: subprocess.Popen[str]
    addresses: list[str]


@contextmanager
def desk(folder: Path, device: Path, day: str = "") -> Iterator[Desk]:
    """A desk in a process of its own."""
    command = [sys.executable, "-m", "bench._desk_server", str(folder), str(device), day]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Desk(process, [process.stdout.readline().strip() for _turn in range(2)])
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Asker:
    """A browser that only asks: one connection, kept."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        where = urlsplit(self.address)
        self.line = http.client.HTTPConnection(where.netloc, timeout=120)
        self.line.request("GET", f"{where.path}?{where.query}")
        answer = self.line.getresponse()
        answer.read()
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self.headers = {"Cookie": "; ".join(cookies)}

    def get(self, path: str) -> tuple[float, float, str]:
        """Seconds to the first byte and to the last, and the page. Raises ValueError for what is no page."""
        begin = time.perf_counter()
        self.line.request("GET", path, headers=self.headers)
        answer = self.line.getresponse()
        first = time.perf_counter() - begin
        body = answer.read()
        if answer.status != 200:
            raise ValueError(f"{path.partition('?')[0]}: {answer.status}")
        return first, time.perf_counter() - begin, body.decode()

    def timed(self, name: str, paths: Sequence[str], rounds: int, note: str, *, first: bool = False) -> Iterator[Row]:
        """A row for the first visit, and one for the others. first: to the first byte."""

        def once(path: str) -> float:
            begun, ended, _page = self.get(path)
            return begun if first else ended

        cold = once(paths[0])
        spent = [once(path) for _turn in range(rounds) for path in paths]
        yield row(f"{name}, first visit", timing([cold]))
        yield row(name, timing(spent), note)


def servers(address: str, hub: str, rounds: int) -> Iterator[Row]:
    """The server's side of lists, search, a record with many relations and the first page."""
    asker = Asker(address)
    listed, after = ["/people"], ""
    for _page in range(3):
        onward = re.search(r'href="(/people\?[^"]*after=\w+)"', asker.get(listed[-1])[2])
        listed += [onward[1].replace("&amp;", "&")] if onward else []
    listed += [f"/people?q={quote(words)}{after}" for words in ("김", "ㄱ", "Kim")]
    yield from asker.timed("list page", listed, rounds, "goal p95 15 ms")
    yield from asker.timed("search, rows", [f"/search?q={quote(one)}" for one in SEARCHES], rounds, "part of 300 ms")
    yield from asker.timed(
        f"person with {RELATIONS} relations, first byte", [f"/records/{hub}"], rounds, "goal 100 ms", first=True
    )
    yield from asker.timed("first page (what waits)", ["/"], rounds, "")
    yield from asker.timed("ledger", ["/ledger"], rounds, "")


def weights(address: str, paths: Sequence[str]) -> Iterator[Row]:
    """Gzipped bytes of pages with what they load."""
    asker = Asker(address)
    for path in paths:
        page = asker.get(path)[2]
        files = re.findall(r'(?:src|href|data-outlines)="(/static/[^"]+)"', page)
        parts = [page, *(asker.get(one)[2] for one in files)]
        size = sum(len(gzip.compress(part.encode(), 9)) for part in parts) / 1000
        goal = "goal 40 kB" if len(files) <= 2 else "goal 250 kB"
        yield (f"weight of {re.sub('[0-9a-f]{32}', 'x', path)}", f"{size:.0f} kB", "", "", "1", goal)


def started(folder: Path, rounds: int) -> list[float]:
    """Seconds from the command to the first page, in a fresh process each."""
    spent = []
    for _turn in range(rounds):
        begin = time.perf_counter()
        command = [sys.executable, "-m", "underice", "desk", str(folder), "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        try:
            address = next(line.strip() for line in process.stdout if line.startswith("http"))
            Asker(address).get("/unlock")
            spent.append(time.perf_counter() - begin)
        finally:
            process.terminate()
            process.wait(10)
    return spent


_UNTIL_CHANGED = """(where) => new Promise((done) => {
    const target = document.querySelector(where);
    let begun = 0;
    document.addEventListener("input", () => { begun ||= performance.now(); }, {capture: true, once: true});
    const seen = new MutationObserver(() => { if (begun) { seen.disconnect(); done(performance.now() - begun); } });
    seen.observe(target, {childList: true, subtree: true, characterData: true, attributes: true});
})"""


def changed(page: Page, where: str, act: Callable[[], None]) -> float:
    """Seconds from the next `input` event to the first change within `where`; `act` makes the event."""
    page.evaluate(f"() => {{ window.undericeSpent = ({_UNTIL_CHANGED})({where!r}); }}")
    act()
    spent: float = page.evaluate(
        "Promise.race([window.undericeSpent, new Promise((no) => setTimeout(() => no(9999), 9999))])"
    )
    return spent / 1000


def interactive(page: Page, address: str) -> float:
    """Seconds until a page is interactive, as the browser tells."""
    page.goto(address)
    page.wait_for_load_state("load")
    spent: float = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    return spent / 1000


def browsers(address: str, origin: str, paths: Sequence[str], draft: str, rounds: int) -> Iterator[Row]:
    """Pages and keystrokes in Chromium."""
    path = shutil.which("chromium") if find_spec("playwright") else None
    if path is None:
        yield absent("Chromium with Playwright", "apt-get install chromium, pip install playwright")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        context = chromium.new_context(locale="ko-KR")
        page = context.new_page()
        page.goto(address)
        let_in = context.storage_state()
        for one in paths:
            cold = []
            for _turn in range(max(3, rounds // 4)):
                fresh = chromium.new_context(locale="ko-KR", storage_state=let_in)
                cold.append(interactive(fresh.new_page(), origin + one))
                fresh.close()
            name = re.sub("[0-9a-f]{32}", "x", one)
            yield row(f"interactive, cold: {name}", timing(cold), "goal 0.8 s")
            interactive(page, origin + one)
            warm = [interactive(page, origin + one) for _turn in range(rounds)]
            yield row(f"interactive, warm: {name}", timing(warm), "goal 0.15 s")
        yield from keystrokes(page, origin, draft, rounds)
        chromium.close()


def keystrokes(page: Page, origin: str, draft: str, rounds: int) -> Iterator[Row]:
    """From a key to what it changes on the page, the debounce of 150 ms included."""
    page.goto(f"{origin}/search")
    page.locator("#q").click()
    spent = []
    for words in SEARCHES[: max(3, rounds // 2)]:
        page.fill("#q", "")
        page.wait_for_timeout(400)
        for char in words:
            spent.append(changed(page, "#rows", partial(page.keyboard.insert_text, char)))
            page.wait_for_timeout(60)
    yield row("keystroke in search → rows", timing(spent), "goal 300 ms")
    page.goto(origin + draft)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.wait_for_timeout(3000)
    spent = []
    for number in range(rounds):
        text = f"회령 출신 {30 + number}세 남성. " if number % 2 else "7"
        spent.append(changed(page, "[data-exposed]", partial(page.keyboard.insert_text, text)))
        page.wait_for_timeout(200)
    yield row("keystroke in the draft → counts", timing(spent), "goal 400 ms")


def story(folder: Path, device: Path) -> str:
    """The story's vault; its case."""
    from underice.cli.demo_seed import seed

    with Vault.create(folder, passphrase=PASSPHRASE, writer="bench", kdf=CHEAP, device_dir=device, idle=None) as vault:
        return seed(vault).hex()


def begun(address: str, case: str) -> str:
    """A draft begun as a browser does; its path."""
    asker = Asker(address)
    page = asker.get("/drafts")[2]
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("token", "once")}
    given = {name: value[1] for name, value in found.items() if value is not None}
    body = urlencode({**given, "text": DRAFT * 6, "case": case, "published": "2026-02-14", "audience": "public"})
    where = urlsplit(address)
    headers = {
        **asker.headers,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"{where.scheme}://{where.netloc}",
    }
    asker.line.request("POST", "/drafts", body, headers)
    answer = asker.line.getresponse()
    answer.read()
    return answer.headers["location"]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        big, small, device = (Path(scratch) / name for name in ("big", "story", "device"))
        hub = fill(big, device, given.people)
        with desk(big, device) as many:
            rows += servers(many.addresses[0], hub, given.rounds)
        case = story(small, device)
        with desk(small, device, "2026-02-09") as few:
            draft = begun(few.addresses[0], case)
            where = urlsplit(few.addresses[1])
            asker_paths = ["/", "/help", f"/cases/{case}", draft]
            process_address = few.addresses[1]
            rows += browsers(process_address, f"{where.scheme}://{where.netloc}", asker_paths, draft, given.rounds)
        rows.append(row("underice desk, start to first page", timing(started(small, 5)), "goal 1.0 s"))
        with desk(small, device, "2026-02-09") as few:
            rows += weights(few.addresses[0], ["/help", "/", f"/cases/{case}", draft])
    print(machine(), f"{given.people:,} people")
    print(table(rows))


if __name__ == "__main__":
    main()
