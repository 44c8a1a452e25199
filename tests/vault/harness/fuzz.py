"""Mutated inputs to every parser, in a process with little memory: `python -m tests.vault.harness.fuzz COUNT SEED`.

Each parser has samples of what it should read, a way to feed it, and the errors that it documents. Anything else that
comes out, ten seconds on one input, or more than a gigabyte is a failure. Envelopes are sealed again after the mutation
(with the right keys, where there are any), or else a checksum would turn every input away at the door.
The outcome is printed as JSON: inputs by parser, the slowest of each, failures.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import FrameType

from tests.vault.harness.making import KDF, create_vault, made_id, statements
from underice.vault import backup, canonical, disk, heads, recovery
from underice.vault.bundle import Bundle, add, leaf
from underice.vault.canonical import NotCanonical
from underice.vault.errors import FormatTooNew, NotAVault, VaultDamaged, VaultError, WrongPassphrase
from underice.vault.heads import Head, Heads
from underice.vault.keys import Keyring, SealedKeys, derive, encrypt, new_secret, sign
from underice.vault.slots import Slots
from underice.vault.vault import Vault
from underice.vocabulary import numerals
from underice.vocabulary.ages import find_ages
from underice.vocabulary.birth_phrases import find_births
from underice.vocabulary.edtf import UncertainDate, to_interval
from underice.vocabulary.kinds import FOLDER, ORDER, BadVocabulary, kind, read_kind
from underice.vocabulary.phrases import find_dates
from underice.vocabulary.statement import Statement
from underice.vocabulary.validation import validate

MEMORY = 1 << 30
SECONDS = 10
_LONGEST = 20_000
_DATES = (
    "2012-02-08?", "2012-02/2012-03", "1949~", "199X", "2012-21", "../2001", "2012-XX-08%", "-0044-03-15", "1984/..",
)  # fmt: skip
_KOREAN = (
    "주체61년생 김서연은 2월 8일 선양에서 붙잡혔다. 사흘 뒤 서른여덟 살 언니가 투먼으로 이송됐다.",
    "95년 5월에 났다는 열여섯 소녀가 지난해 가을 강을 건넜다. 57년생 어머니는 쉰다섯이었다.",
)
_ENGLISH = (
    "A woman of 38, born in the autumn of 1996, was arrested on 8 February; the following Tuesday her sister, four "
    "years her junior, aged twenty-eight, was moved. b. 1957, Juche 61.",
)
_PIECES = (
    "년", "월", "일", "생", "살", "세", "주체", "born in ", "aged ", "thirty-", "years old", "~", "?", "/", "..", "X",
    "\ud7a3", "\u1100", "𠀀", "\0", "\n", "-", "9" * 30, "0", "²", "٣", '"', "*", "NEAR(", "OR ", "☃", "e\u0301" * 5,
)  # fmt: skip


@dataclass(frozen=True)
class Parser:
    """A parser, samples of what it reads, and what it may raise."""

    samples: Sequence[bytes]
    feed: Callable[[bytes], object]
    may_raise: tuple[type[Exception], ...]
    text: bool = False


# --- mutation ---------------------------------------------------------------------------------------------------------


def mutate(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A few changes: bits, bytes, pieces left out, repeated or exchanged, lengths, another sample's piece."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 2, 4, 8, 40, 400)))
        change = chance.randrange(8)
        if change == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif change == 1 and at < len(made):
            made[at] = chance.choice((0, 1, 0x17, 0x18, 0x1B, 0x1F, 0x5B, 0x7F, 0x80, 0x9B, 0xA0, 0xBB, 0xF6, 0xFF))
        elif change == 2:
            del made[at:end]
        elif change == 3:
            made[at:at] = made[at:end] * chance.choice((1, 2, 30))
        elif change == 4:
            made[at:at] = chance.randbytes(end - at + 1)
        elif change == 5:
            made[at : at + 8] = chance.choice((bytes(8), b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\0\0\0\0\x80\0\0\0"))
        elif change == 6:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            made[at:end] = other[begin : begin + chance.choice((1, 8, 60))]
        else:
            made[:] = made[:at]
    return bytes(made[:_LONGEST])


def mutate_text(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The same with whole characters, and with words that parsers look for."""
    made = data.decode()
    for _ in range(chance.choice((1, 2, 5, 15))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 2, 5, 30)))
        change = chance.randrange(6)
        if change == 0:
            made = made[:at] + made[end:]
        elif change == 1:
            made = made[:at] + chance.choice(_PIECES) + made[at:]
        elif change == 2:
            made = made[:at] + made[at:end] * chance.choice((2, 3, 60)) + made[end:]
        elif change == 3:
            made = made[:at] + chr(chance.choice((chance.randrange(32, 0xD800), chance.randrange(48, 58)))) + made[end:]
        elif change == 4:
            other = chance.choice(others).decode()
            made = made[:at] + other[chance.randrange(len(other) + 1) :][:30] + made[end:]
        else:
            made = made[end:] + made[at:end] + made[:at]
    return made[:_LONGEST].encode()


# --- the parsers ------------------------------------------------------------------------------------------------------


def _texts(parse: Callable[[str], object], samples: Sequence[str], *errors: type[Exception]) -> Parser:
    return Parser([one.encode() for one in samples], lambda data: parse(data.decode()), errors, text=True)


def vocabulary_parsers(scratch: Path) -> dict[str, Parser]:
    """Dates, ages, numbers, vocabulary files, statements."""
    anchor = date(2026, 2, 8)
    both = (*_KOREAN, *_ENGLISH)

    def in_both(find: Callable[[str, str], object]) -> Callable[[str], object]:
        return lambda text: [find(text, lang) for lang in ("ko", "en")]

    def vocabulary(data: bytes) -> object:
        path = scratch / "person.yaml"
        path.write_bytes(data)
        return read_kind(path)

    files = [(FOLDER / f"{name}.yaml").read_bytes() for name in ORDER]
    laughing = b"kind: &a [x, x]\nlabel: &b [*a, *a]\nplural: &c [*b, *b, *b, *b]\nhelp: [*c, *c, *c]\n"
    return {
        "edtf": _texts(UncertainDate.parse, _DATES, ValueError),
        "edtf interval": _texts(to_interval, _DATES, ValueError),
        "dates": _texts(in_both(lambda text, lang: find_dates(text, lang, anchor)), both),
        "ages": _texts(in_both(find_ages), both),
        "births": _texts(in_both(find_births), both),
        "numerals": _texts(
            lambda text: (numerals.korean_number(text), numerals.english_number(text), numerals.korean_range(text)),
            ("서른여덟", "쉰다섯", "백만 이천삼백", "twenty-eight", "two hundred and six", "12", "열두서너"),
        ),
        "statements": _texts(_validated, (*both, *_DATES, "true", "KP0906", "00" * 16, "https://example.org/a")),
        "vocabulary": Parser([*files, laughing], vocabulary, (BadVocabulary,)),
    }


def _validated(text: str) -> object:
    found = []
    for name in ORDER:
        known = kind(name)
        assert known is not None
        for prop in known.properties:
            found.append(validate(Statement(bytes(16), name, prop, text, bytes(16), lang=text[:9], said_at=text[:20])))
    return found


def vault_parsers(vault: Vault) -> dict[str, Parser]:
    """Canonical form, bundles, slots, keys, heads, printed lines, lists of backups, shares, searches, statements."""
    from pyrage import x25519

    master, id_ = new_secret(), bytes(16)
    keyring = Keyring.new(id_, "documenter", "main")
    keyring.recovery = {bytes(8): bytes(72)}
    slots = Slots(id_, 0).with_passphrase(master, "x", KDF).with_passphrase(master, "y", KDF, label="two")
    head = Head(3, 40, bytes(32), bytes(range(32)))
    known = Heads(id_, {"main": head, "other": head}, 2, 1, bytes(8))
    rows = [leaf((one.id, one.entity)) for one in statements("bundle", 3)]
    total = sum(add(0, row) for row in rows) % (1 << 256)
    bundle = Bundle(
        id_, "main", bytes(16), 3, bytes(32), 3, 40, bytes(32), total.to_bytes(32, "big"), 9, bytes(8), 1_770_000_000,
        "documenter", "note",
    )  # fmt: skip
    content = canonical.encode({"device": bytes(8), "heads": [], "keys": 1, "slots": 1, "vault": id_})
    real = disk.unseal("slots", slots.to_file(master), "slots")
    keys = disk.unseal("keys", keyring.to_file(master), "keys")
    damaged = (VaultDamaged, FormatTooNew, NotAVault)

    def signed_heads(data: bytes) -> object:
        inside = canonical.encode({"content": data, "signature": sign(keyring.seed, b"underice heads 1\0" + data)})
        box = encrypt(derive(master, "heads"), inside, id_)
        return heads.from_file(disk.seal("heads", box), "heads", id_, keyring.public, master)

    def signed_slots(data: bytes) -> object:
        found, _ = Slots.from_file(disk.seal("slots", canonical.encode({"mac": bytes(32), "slots": data})))
        return len(found)

    def opened_keys(data: bytes) -> object:
        outside = canonical.encode({"generation": 1, "recovery": [], "vault": id_})
        return SealedKeys(id_, 1, {}, outside, encrypt(derive(master, "keys"), data, outside)).open(master)

    inside_keys = canonical.encode(
        {"age": bytes(74), "compartments": {"main": bytes(32)}, "name": "documenter", "seed": bytes(32)}
    )
    listed = canonical.encode({"files": [{"name": "att/00/00", "sha256": bytes(32), "size": 9}]})

    def backup_list(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / backup.LIST).write_bytes(disk.seal("backup", data))
            return backup.read_list(Path(folder))

    signed_content = canonical.encode(
        {
            "device": bytes(8),
            "heads": [{"compartment": "main", "digest": bytes(32), "number": 3, "root": bytes(32), "size": 40}],
            "keys": 1, "slots": 1, "vault": id_,
        }
    )  # fmt: skip
    nested: canonical.Value = {"a": [1, -1, None, True, b"x", "말", {"b": [[[2**64 - 1]]]}]}
    return {
        "canonical": Parser([canonical.encode(nested), content, real], canonical.decode, (NotCanonical,)),
        "bundle": Parser([bundle.encode()], Bundle.decode, (NotCanonical,)),
        "envelope": Parser([slots.to_file(master)], lambda data: Slots.from_file(data), damaged),
        "slots": Parser([real], lambda data: Slots.from_file(disk.seal("slots", data)), damaged),
        "slots inside": Parser([canonical_slots(real)], signed_slots, damaged),
        "keys": Parser([keys], lambda data: SealedKeys.from_file(disk.seal("keys", data)), damaged),
        "keys inside": Parser([inside_keys], opened_keys, damaged),
        "heads": Parser([signed_content, content], signed_heads, damaged),
        "backup list": Parser([listed], backup_list, damaged),
        "printed head": _texts(heads.from_line, (heads.line(id_, "main", head),), VaultError),
        "printed head, check mended": _texts(_mended, (heads.line(id_, "main", head),), VaultError),
        "shares": _texts(
            lambda text: recovery.combine(text.split("\n")), ("\n".join(recovery.split(master, 2, 3)),), WrongPassphrase
        ),
        "identity": _texts(
            slots.open_with_identity, (f"# key\n{x25519.Identity.generate()}", "\n\n#"), WrongPassphrase
        ),
        "search": _texts(vault.search, ("무산", "김서연 1996", "arrested near", '"무" OR "산"', "용소*")),
        "recording": _texts(lambda text: _recorded(vault, text), (*_KOREAN, *_DATES)),
        "known heads": Parser([known.to_file("heads", keyring, master)], lambda d: heads.from_file(
            d, "heads", id_, keyring.public, master), damaged),
    }  # fmt: skip


def canonical_slots(real: bytes) -> bytes:
    """The authenticated part of slots.cbor."""
    return canonical.Reader(real).octets("slots")


def _mended(text: str) -> object:
    """A printed head whose check fits whatever it says."""
    words = text.split()
    if len(words) > 1:
        words[-1] = heads._check(" ".join(words[:-1]).lower())
    return heads.from_line(" ".join(words))


def _recorded(vault: Vault, text: str) -> object:
    """What is recorded reads as it was written, and is found."""
    made = replace(statements(text, 1)[0], value=text, norm=text[:50], id=made_id(text, time.monotonic_ns()))
    if text:
        vault.record([made])
        assert vault.statement(made.id) == made, "changed in recording"
    return None


# --- running ----------------------------------------------------------------------------------------------------------


class TooSlowError(BaseException):
    """Ten seconds have passed on one input."""


def _late(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def run(parsers: dict[str, Parser], count: int, seed: int) -> dict[str, object]:
    """Feed `count` inputs over all parsers in turns."""
    chance = random.Random(seed)
    signal.signal(signal.SIGALRM, _late)
    inputs = dict.fromkeys(parsers, 0)
    slowest = dict.fromkeys(parsers, 0.0)
    failures: list[str] = []
    names = list(parsers)
    for number in range(count):
        name = names[number % len(names)]
        parser = parsers[name]
        sample = chance.choice(parser.samples)
        data = (mutate_text if parser.text else mutate)(sample, parser.samples, chance)
        begun = time.perf_counter()
        signal.alarm(SECONDS)
        try:
            parser.feed(data)
        except parser.may_raise:
            pass
        except (Exception, TooSlowError) as error:
            failures.append(f"{name}: {error!r:.300} for {data[:400]!r}")
        finally:
            signal.alarm(0)
        inputs[name] += 1
        slowest[name] = max(slowest[name], time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return {"inputs": inputs, "slowest": slowest, "failures": failures[:50], "failed": len(failures), "peak_mib": peak}


def main() -> None:
    """Limit the memory of this process, run, print."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with create_vault(root / "vault", root / "device") as vault:
            vault.record(statements("fuzz", 50))
            result = run(vocabulary_parsers(root) | vault_parsers(vault), int(sys.argv[1]), int(sys.argv[2]))
    json.dump(result, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
