"""Lists spoilt in every way, read, and taken to statements: a clear refusal or a right result, never anything else.

    python -m tests.intake.harness.fuzz FIRST COUNT [FOLDER]

runs cases FIRST to FIRST+COUNT; each is made from its number alone, so a case that fails can be repeated by it. With a
folder, what goes wrong is kept there. Exit code 1 if anything did.
"""

import io
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.vault.making import CHEAP, PASSPHRASE
from underice.intake.earlier import find
from underice.intake.importing import record
from underice.intake.model import Intake
from underice.intake.preview import preview
from underice.intake.reading import NotAList, read
from underice.intake.statements import Frame, Writer
from underice.vault.vault import Vault
from underice.vocabulary.statement import new_id

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = (ROOT / "tests" / "data" / "lists", ROOT / "src" / "underice" / "story" / "lists")
LARGEST = 200_000
"""Samples larger than this are left out: a hundred thousand cases of them would take days."""
MEMORY_MB = 900
_NO_LISTS = (".yaml", ".md")
_SUFFIXES = (".csv", ".txt", ".xlsx", ".json", ".vcf", ".zip", ".tsv", ".jpg", "")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp949", "gb18030", "utf-16-le")
_SPOILS = (
    "=HYPERLINK(\"http://a\",\"b\")", "+cmd|' /C calc'!A0", "@SUM(1)", "\u202e\u2066김영희\u2069", "\x00", "\x1b[2J", '"', '""\n"',
    "김" * 600, "a" * 5000, "2190년생", "999세", "-1세", "2월 31일", "1번의 아들", "99번의 처", "위 사람의 위 사람", "其子", "her son",
    "=1+1", ",,,,,,,", "\t" * 50, "\r", "\u2028", "\ud55c\u1112\u1161\u11ab", "1. ", "{", "}]", "BEGIN:VCARD\n", "END:VCARD\n", "\ufeff",
)  # fmt: skip


@cache
def samples() -> tuple[tuple[str, bytes], ...]:
    """Name and content of every sample list that is not too large."""
    files = [path for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]
    return tuple(
        (path.name, path.read_bytes())
        for path in files
        if path.suffix not in _NO_LISTS and path.stat().st_size <= LARGEST
    )


def case(number: int) -> tuple[str, bytes]:
    """The name and the bytes of one case."""
    chance = random.Random(number)
    if number % 20 == 0:
        return f"random{chance.choice(_SUFFIXES)}", chance.randbytes(chance.randrange(1, 3000))
    if number % 97 == 0:
        return "bomb.xlsx", bomb(chance.randrange(5, 40))
    name, data = chance.choice(samples())
    for _ in range(chance.randrange(1, 6)):
        data = _spoilt(data, chance)
    if chance.random() < 0.15:
        name = Path(name).stem + chance.choice(_SUFFIXES)
    return name, data[: 2 * LARGEST]


def bomb(megabytes: int) -> bytes:
    """A small file that unpacks to many megabytes, in the form of a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * megabytes * 1_000_000)
    return stream.getvalue()


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    length = chance.randrange(1, 200)
    match chance.randrange(9):
        case 0:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + length :]
        case 2:
            return data[: at + length] + data[at:]
        case 3:
            return data[:at] + chance.choice(_SPOILS).encode("utf-8") + data[at:]
        case 4:
            return data[:at]
        case 5:
            return data[:at] + chance.randbytes(length) + data[at:]
        case 6:
            other = chance.choice(samples())[1]
            return data[:at] + other[chance.randrange(len(other) + 1) :]
        case 7:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)
        case _:
            text = data.decode("utf-8", "replace")
            return text.encode(chance.choice(_ENCODINGS), "replace")


def faults(intake: Intake) -> Iterator[str]:
    """What does not hold of a list as it was read."""
    numbers = [row.number for row in intake.rows]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "rows are not counted 1, 2, 3 …"
    refs = [one.ref for one in intake.people]
    if len(set(refs)) != len(refs):
        yield "two people bear one ref"
    if {one.row for one in intake.people} - set(numbers):
        yield "a person stands in no row"
    told = {ref for row in intake.rows for ref in row.people}
    if told - set(refs):
        yield "a row tells of a person who is not there"
    if {one.ref for one in intake.people if one.in_list} - told:
        yield "a person of the list is told of by no row"
    if any(row.people and row.kind in ("blank", "heading", "not-understood") for row in intake.rows):
        yield "a row without people tells of people"
    if {ref for tie in intake.ties for ref in (tie.person, tie.relative)} - set(refs):
        yield "a tie to nobody"


def run(number: int, vault: Vault | None = None) -> list[str]:
    """What is wrong with one case; [] if it was refused clearly or came out right."""
    name, data = case(number)
    try:
        intake = read(data, name=name)
    except NotAList:
        return []
    wrong = list(faults(intake))
    seen = preview(intake, today="2026-02-09")
    if seen.counts.all_rows != len(intake.rows):
        wrong.append("rows are missing from the counts")
    writer = Writer(intake, Frame(new_id(), new_id(), "2026-02-08", "2026-02-09", "fuzz", new_case="fuzz"))
    said = list(writer.statements())
    if len(writer.people) != len(intake.people):
        wrong.append("people are missing from the statements")
    if vault is not None and said:
        wrong += _recorded(intake, data, vault)
    return wrong


def _recorded(intake: Intake, data: bytes, vault: Vault) -> list[str]:
    known = find(intake, vault)
    before = vault.count()
    done = record(intake, vault, new_case="fuzz", original=data)
    added = vault.count() - before
    if known is not None and known.whole:
        return ["a list in the vault added something"] if added else []
    wrong = [] if added >= done.statements else ["fewer statements than said"]
    again = record(intake, vault, new_case="fuzz", original=data)
    return [*wrong, "the same list added something"] if again.statements else wrong


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(first: int, count: int, folder: Path | None = None, every: int = 50) -> int:
    """Run cases and print what went wrong; how many did. One in `every` is recorded in a vault, which is verified."""
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        vault = Vault.create(
            Path(place) / "vault", passphrase=PASSPHRASE, writer="a", kdf=CHEAP, idle=None, device_dir=Path(place) / "d"
        )
        with vault:
            for number in range(first, first + count):
                started = time.monotonic()
                try:
                    found = run(number, vault if number % every == 0 else None)
                except Exception:
                    found = [traceback.format_exc(limit=-4)]
                if time.monotonic() - started > 60:
                    found.append("took longer than a minute")
                if found:
                    wrong += 1
                    _tell("\n  ".join([str(number), *found]))
                    if folder is not None:
                        (folder / f"{number}-{case(number)[0]}").write_bytes(case(number)[1])
            if not vault.verify().good:
                wrong += 1
                _tell("the vault does not verify")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if used > MEMORY_MB:
        wrong += 1
        _tell(f"{used} MB were used")
    _tell(f"{count} cases from {first}, {wrong} wrong, {used} MB")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None) else 0)
