"""Mutated tables for the soak and the tests: bytes that may be anything, of which every row must be accounted for."""

from __future__ import annotations

import random

from tests.intake.table_samples import CHINESE, KOREAN, samples, table
from underice.intake.csv_rows import read_csv
from underice.intake.model import Intake
from underice.intake.xlsx_rows import read_xlsx

_PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"=1+1", "\u202e".encode(),
    "위 사람의 처".encode(), "합계 7명".encode(), "3번의 딸".encode("cp949"), "其子".encode("gb18030"), b"<!DOCTYPE x>",
    b"A1:XFD1048576", b"9" * 400, b"(" * 300, "가".encode() * 500,
)  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    """Files to begin from: name and bytes."""
    made = [(name, data) for name, data in samples().items() if len(data) < 20_000]
    lists = [(f"{codec}.csv", table(rows).encode(codec)) for rows, codec in ((KOREAN, "utf-8"), (CHINESE, "utf-16"))]
    return [*made, *lists]


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to six changes: bits, pieces cut, doubled, moved or put in."""
    held = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(held) + 1)
        match draw.randrange(6):
            case 0 if held:
                held[min(at, len(held) - 1)] ^= 1 << draw.randrange(8)
            case 1:
                del held[at : at + draw.randint(1, 40)]
            case 2:
                held[at:at] = held[at : at + draw.randint(1, 200)]
            case 3:
                held[at:at] = draw.choice(_PIECES)
            case 4:
                held[at:at] = draw.randbytes(draw.randint(1, 20))
            case _:
                held = held[at:] + held[:at]
    return bytes(held)


def check(name: str, data: bytes) -> Intake:
    """Read a file by its name and hold it against what every reader promises. Raises AssertionError, never another."""
    intake = read_xlsx(data, name=name) if name.endswith(".xlsx") else read_csv(data, name=name)
    accounted(intake)
    return intake


def accounted(intake: Intake) -> None:
    """Rows are numbered without gaps, people and ties belong to rows and people, every person has a row."""
    assert [row.number for row in intake.rows] == list(range(1, len(intake.rows) + 1))
    refs = [person.ref for person in intake.people]
    assert len(set(refs)) == len(refs)
    told = {ref for row in intake.rows for ref in row.people}
    assert told == set(refs)
    assert all(row.people for row in intake.rows if row.kind == "people")
    for person in intake.people:
        assert 1 <= person.row <= len(intake.rows)
        assert all(said.prop and said.value.strip() for said in person.said)
    for tie in intake.ties:
        assert {tie.person, tie.relative} <= set(refs)
        assert tie.person != tie.relative


def run(count: int, seed: int) -> int:
    """Check `count` mutated files; how many people they told of."""
    draw = random.Random(seed)
    files = seeds()
    people = 0
    for _ in range(count):
        name, data = draw.choice(files)
        people += len(check(name, mutated(data, draw)).people)
    return people
