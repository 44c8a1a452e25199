"""Sends requests that no page of ours would send to every route of a desk, and tells which were answered with a failure.

Every request is made from a seed and a number, so a failure can be made again: `one(client, paths, seed, number)`.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from httpx2 import Response

from tests.desk.conftest import Client, opened
from underice.desk.app import page_routes
from underice.desk.once import Once
from underice.desk.route import Sent
from underice.desk.templating import FOLDER
from underice.vault.errors import VaultError

NAMES = sorted(
    {
        name
        for path in FOLDER.rglob("*.html")
        for name in re.findall(r' name="([\w.-]+)"', path.read_text(encoding="utf-8"))
    }
)
"""The names of all fields of our forms."""
WORDS = (
    "", "0", "-1", "1e309", "9" * 40, "NaN", "true", "f", "m", "ko", "en", "김영희", "金英姬", "Kim Yŏng-hŭi", "ㄱ", "😀𠀀",
    "2026-02-08", "2026-02-30", "9999-99", "1984~", "../../etc/passwd", "%00", "\x00", "\u202e", "a\r\nSet-Cookie: x=1",
    "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "[]", '{"a": 1}', "0" * 32, "f" * 32, "public", "age1x",
    "함경북도 무산군 출신 38세 여성이 2월 8일 선양에서 붙잡혔다.", "x" * 3000, "\ufeff", "１２", "٣",
)  # fmt: skip


_FILES = (
    b"",
    b"\x89PNG\r\n\x1a\n" + bytes(60),
    "이름,나이\n김영희,38\n".encode(),
    b"PK\x03\x04" + bytes(40),
    b"\xff\xfe\x00",
)
_FRESH = 2000
ROUTES = list(page_routes())


@dataclass(frozen=True)
class Failure:
    """A request and its answer. told: where a failure arose."""

    number: int
    method: str
    path: str
    status: int
    told: str


def ids(client: Client) -> list[str]:
    """Ids that a desk knows, and some it does not."""
    vault = client.desk.keeper.vault
    known = [id_.hex() for place, id_ in enumerate(vault.entities()) if place % 7 == 0]
    return [*known[:60], "0" * 32, "zz", "..", "%2e%2e", "1", "999999999999999999999"]


def one(client: Client, known: list[str], seed: int, number: int) -> Failure:
    """Send one request; what it was and what was answered."""
    draw = random.Random(f"{seed}/{number}")
    route = draw.choice(ROUTES)
    path = re.sub(r"\{\w+(:\w+)?\}", lambda _found: quote(draw.choice(known), safe="%"), route.path)
    if draw.random() < 0.4:
        path += "?" + urlencode(fields(draw, known), doseq=True, errors="replace")
    asked = draw.random()
    if isinstance(route, Sent) and asked < 0.85:
        answer = _send(client, draw, path, known)
    elif asked < 0.95:
        answer = client.get(path)
    else:
        answer = client.request(draw.choice(("HEAD", "PUT", "DELETE", "OPTIONS")), path)
    told = re.search(r"E-[\w.-]+", answer.text)
    return Failure(number, answer.request.method, path[:200], answer.status_code, told[0] if told else "")


def _send(client: Client, draw: random.Random, path: str, known: list[str]) -> Response:
    """A form as our pages send it, or nearly so."""
    token = client.token if draw.random() < 0.9 else draw.choice(WORDS)
    headers = {"origin": client.desk.settings.origin, "sec-fetch-site": "same-origin"}
    given = {**fields(draw, known), "token": [token], "once": [Once.mark() if draw.random() < 0.9 else "x"]}
    if draw.random() < 0.1:
        kind = draw.choice(("multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/csv", ""))
        return client.post(
            path, content=draw.randbytes(draw.randint(0, 400)), headers={**headers, "content-type": kind}
        )
    if draw.random() < 0.2:
        name, content = draw.choice(("list.csv", "사진.png", "../x.xlsx", "")), draw.choice(_FILES)
        files = {draw.choice(("file", "list", "upload")): (name, content, "application/octet-stream")}
        plain = {key: [value.encode("utf-8", "replace").decode() for value in said] for key, said in given.items()}
        return client.post(path, data=plain, files=files, headers=headers)
    body = urlencode(given, doseq=True, errors="replace").encode()
    return client.post(path, content=body, headers={**headers, "content-type": "application/x-www-form-urlencoded"})


def fields(draw: random.Random, known: list[str]) -> dict[str, list[str]]:
    """Some fields of our forms, with what nobody would write in them."""
    some = draw.sample(NAMES, min(len(NAMES), draw.randint(1, 6)))
    return {name: [draw.choice((*WORDS, *known)) for _turn in range(draw.choice((1, 1, 1, 2)))] for name in some}


def run(make: Callable[[], Client], seed: int, count: int, *, let_in: bool) -> tuple[list[Failure], Counter[int]]:
    """Send `count` requests; the failures, and how often each status was answered.

    make: a browser that was let in to a fresh, unlocked desk. A desk that a request locked for good is made anew.
    """
    failures: list[Failure] = []
    seen: Counter[int] = Counter()
    client: Client | None = None
    asking: Client | None = None
    known: list[str] = []
    for number in range(count):
        if client is None or number % _FRESH == 0 or not reopened(client):
            if client is not None:
                client.desk.keeper.close()
            client = make()
            known = ids(client)
            asking = client if let_in else client.fresh()
        assert asking is not None
        answered = one(asking, known, seed, number)
        seen[answered.status] += 1
        if answered.status >= 500:
            failures.append(answered)
    if client is not None:
        client.desk.keeper.close()
    return failures, seen


def reopened(client: Client) -> bool:
    """Open the vault again if a request has locked it; False if that cannot be done."""
    if not client.desk.keeper.open:
        try:
            client.desk.take(opened(client.desk.settings))
        except VaultError:
            return False
    return True
