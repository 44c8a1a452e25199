"""A second person's signature: her file, her key in the vault, and what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.making import CHEAP, Place
from underice.exposure import signing
from underice.exposure.signing import Signer, SigningRefused
from underice.vault.errors import VaultError
from underice.vocabulary.statement import Statement, new_id

WORDS = "차가운 다섯 개의 돌이 구른다"
DAY = date(2026, 2, 14)
FILE = signing.make("윤가람", WORDS, CHEAP)


def _refused(data: bytes, passphrase: str = WORDS) -> str:
    with pytest.raises(SigningRefused) as refused:
        signing.unlock(data, passphrase)
    return refused.value.code


def _changed(**fields: object) -> bytes:
    return json.dumps({**json.loads(FILE), **fields}).encode()


def test_a_signing_file_opens_with_its_passphrase_and_its_signature_holds() -> None:
    key = signing.unlock(FILE, WORDS)
    assert (key.name, key.public) == ("윤가람", signing.describe(FILE).public)
    made = key.sign(b"message")
    assert signing.signature_holds(key.public, b"message", made)
    assert not signing.signature_holds(key.public, b"another", made)
    assert not signing.signature_holds(bytes(32), b"message", made)


def test_a_signing_file_shows_neither_key_nor_passphrase() -> None:
    key = signing.unlock(FILE, WORDS)
    assert repr(key) == "SigningKey(hidden)"
    assert WORDS.encode() not in FILE
    key.wipe()
    assert signing.unlock(FILE, WORDS).sign(b"m") != key.sign(b"m")


def test_a_wrong_passphrase_opens_nothing() -> None:
    assert _refused(FILE, "another") == "wrong-passphrase"
    with pytest.raises(VaultError):
        signing.unlock(FILE, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 9000,
        b" " * 10_001,
        _changed(underice_signer=2),
        _changed(name=1),
        _changed(name=""),
        _changed(name="a\nb" * 90),
        _changed(public="00"),
        _changed(public="xy"),
        _changed(salt=None),
        _changed(memory="8192"),
        _changed(memory=True),
        _changed(memory=1 << 40),
        _changed(lanes=0),
    ],
)
def test_a_broken_signing_file_is_refused(data: bytes) -> None:
    assert _refused(data) == "bad-file"


@pytest.mark.parametrize("fields", [{"name": "다른 이름"}, {"public": "11" * 32}, {"box": "00" * 80}, {"passes": 2}])
def test_a_signing_file_whose_parts_were_exchanged_does_not_open(fields: dict[str, object]) -> None:
    assert _refused(_changed(**fields)) == "wrong-passphrase"


def test_a_file_sealed_around_a_foreign_public_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(signing, "public_key", lambda _seed: bytes(32))
        forged = signing.make("윤가람", WORDS, CHEAP)
    assert _refused(forged) == "bad-file"


@settings(max_examples=40)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_it_fail_otherwise(data: bytes) -> None:
    assert _refused(data) == "bad-file"


@pytest.mark.parametrize("name", ["", " ", "a" * 101, "a\x00b"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(SigningRefused, match="bad-name"):
        signing.make(name, WORDS, CHEAP)


def test_a_colleague_is_registered_once_and_can_be_withdrawn(tmp_path: Path) -> None:
    with Place(tmp_path / "vault", tmp_path / "device").create() as vault:
        known = signing.register(vault, signing.describe(FILE), by="기록자")
        assert signing.signers(vault) == (known,)
        with pytest.raises(SigningRefused, match="known-key"):
            signing.register(vault, Signer(b"", "다른 이름", known.public))
        key = signing.unlock(FILE, WORDS)
        assert signing.second_person(vault, key, first="기록자", on=DAY) == known
        signing.withdraw(vault, known.entity, DAY)
        assert signing.second_person(vault, key, first="기록자", on=date(2026, 2, 13)).withdrawn == DAY
        with pytest.raises(SigningRefused, match="withdrawn"):
            signing.second_person(vault, key, first="기록자", on=DAY)
        with pytest.raises(SigningRefused, match="unknown-signer"):
            signing.withdraw(vault, new_id(), DAY)


def test_who_was_never_registered_is_no_second_person(tmp_path: Path) -> None:
    with Place(tmp_path / "vault", tmp_path / "device").create() as vault:
        for digits in (None, "zz", "00"):
            broken = new_id()
            vault.record([Statement(broken, "signer", "name", "x", broken)])
            if digits is not None:
                vault.record([Statement(broken, "signer", "key", digits, broken)])
        assert signing.signers(vault) == ()
        with pytest.raises(SigningRefused, match="unknown-signer"):
            signing.second_person(vault, signing.unlock(FILE, WORDS), first="기록자", on=DAY)


@pytest.mark.parametrize("first", ["윤가람", " 윤 가람 "])
def test_nobody_is_her_own_second_person(first: str, tmp_path: Path) -> None:
    with Place(tmp_path / "vault", tmp_path / "device").create() as vault:
        signing.register(vault, signing.describe(FILE))
        with pytest.raises(SigningRefused, match="same-person"):
            signing.second_person(vault, signing.unlock(FILE, WORDS), first=first, on=DAY)
