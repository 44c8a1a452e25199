"""Mutated and hostile pasted lists for the soak: `run(seed, count)` reads each and holds the laws of every reader."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from underice.intake.model import Intake
from underice.intake.text_lines import lines_of
from underice.intake.text_reading import read_text

LISTS = Path(__file__).parents[1] / "data" / "lists"
_BITS = (
    "김영희 리은주 Kim Yong-hui 金英姬 朴哲洙 38세 9살 38岁 aged 40 1. 2) ① - • , / ; : ( ) 【 】 · 남 여 F M 女 男 아들 위 사람의 처 "
    "其子 her son wife of no. 3 3번의 아들 동생 내외 자매 2명 모녀 夫妻 family of four 무산 회령시 惠山 Musan 총 3명 共3人 total: 2 "
    "이름 모름 姓名不详 unknown 상동 同上 ditto 일명 a.k.a. 又名 임신 7개월 북에 남은 left behind 010-1234-5678 1987.9.3 87년생 "
    "주체76 born 1990 2190년생 300세 [오후 11:41] > -- 이름: 성별: Name: 姓名： ♀ ✅ 〃"
).split(" ")
_MARKS = (
    "\t",
    "\n",
    "\r\n",
    "\u2028",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x00",
    "\ud800",
    "\u3000",
    " ",
    " ",
    " ",
    "\U0001f64f",
)


def seeds() -> list[str]:
    """The texts of the invented lists."""
    return [
        case["text"]
        for path in sorted(LISTS.glob("text_cases*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def mutated(text: str, chance: random.Random) -> str:
    """The text with up to twenty small changes: letters lost, doubled, moved, words and marks thrown in."""
    for _ in range(chance.randint(1, 20)):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.randint(0, 6))
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:end] + text[at:end] + text[end:]
        elif kind == 2:
            text = text[:at] + chance.choice(_BITS) + chance.choice(_MARKS) + text[at:]
        elif kind == 3:
            text = text[:at] + chance.choice(_MARKS) + text[at:]
        else:
            text = (
                text[:at] + chr(chance.choice((chance.randrange(0x250), chance.randrange(0x3000, 0xD7A4)))) + text[at:]
            )
    return text


def check(text: str, intake: Intake) -> None:
    """The laws of a reader: every row accounted for, verbatim and in order; every ref and tie leads somewhere."""
    lines = lines_of(text)
    assert [row.text for row in intake.rows] == [raw for _, raw in lines]
    assert [row.number for row in intake.rows] == list(range(1, len(lines) + 1))
    refs = [one.ref for one in intake.people]
    assert len(set(refs)) == len(refs)
    known = set(refs)
    for row in intake.rows:
        assert set(row.people) <= known
        assert (row.kind in ("people", "repeated")) == bool(row.people)
    for tie in intake.ties:
        assert {tie.person, tie.relative} <= known
        assert tie.person != tie.relative
    told = {ref for row in intake.rows for ref in row.people}
    for one in intake.people:
        assert one.ref in told or not one.in_list
        assert all(said.value.strip() for said in one.said)
        assert not any("\u202a" <= char <= "\u202e" or char in "\x00\u200b" for said in one.said for char in said.value)


def run(seed: int, count: int) -> None:
    """Read `count` mutated lists; raises what is wrong."""
    chance = random.Random(seed)
    texts = seeds()
    for _ in range(count):
        text = mutated(chance.choice(texts), chance)
        check(text, read_text(text))
