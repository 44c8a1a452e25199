"""Signing files from the command line: made, registered, listed, withdrawn."""

import stat
from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said, lines
from tests.vault.making import CHEAP
from underice.cli import signer as command
from underice.cli.errors import Problem
from underice.exposure import signing
from underice.vocabulary.language import LANGUAGES, Language

WORDS = "다섯 마리 새가 강가에 내려앉는다"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost little."""
    monkeypatch.setattr("underice.exposure.signing.calibrate", lambda: CHEAP)


def _made(desk: Desk, path: Path, *words: str) -> Said:
    return desk.run("signer", "make", str(path), "--name", "윤가람", *words, passphrase=WORDS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_signing_file_is_made_registered_listed_and_withdrawn(lang: Language, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    assert _made(desk, path).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing.unlock(path.read_bytes(), WORDS).name == "윤가람"
    vault = ("--vault", str(desk.folder))
    added = desk.run("signer", "add", str(path), *vault, "--json")
    id_ = str(added.first["signer"])
    listed = desk.run("signer", "list", *vault, lang=lang)
    assert listed.out.startswith(f"{id_[:8]}  윤가람  ")
    assert desk.run("signer", "withdraw", id_[:8], *vault, lang=lang).code == 0
    assert ("withdrawn on" if lang == "en" else "쓰지 않음") in desk.run("signer", "list", *vault, lang=lang).out


def test_mistakes_are_named_and_nothing_is_recorded(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    vault = ("--vault", str(desk.folder))
    assert "FILE" in desk.run("signer", "make", "--name", "x").err
    assert desk.run("signer", "make", str(tmp_path / "none" / "x"), "--name", "x", passphrase=WORDS).code == 2
    assert "needs a name" in desk.run("signer", "make", str(path), passphrase=WORDS).err
    assert "shorter than" in desk.run("signer", "make", str(path), "--name", "x", passphrase="short").err
    assert not path.exists()
    assert _made(desk, path).code == 0
    assert "already" in _made(desk, path).err
    assert desk.run("signer", "add", str(path), *vault).code == 0
    assert "registered already" in desk.run("signer", "add", str(path), *vault).err
    (tmp_path / "other").write_text("{}")
    for name in ("other", "nowhere"):
        assert "is no signing file" in desk.run("signer", "add", str(tmp_path / name), *vault).err
    source = desk.record("source", "--title", "x")
    assert "no signer's" in desk.run("signer", "withdraw", source[:8], *vault).err
    assert desk.run("signer", passphrase=None).code == 2


def test_the_passphrase_is_asked_for_by_name_where_somebody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return WORDS

    def ended(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr("getpass.getpass", typed)
    assert command.ask_passphrase("윤가람", None, "en") == WORDS
    assert asked == ["Passphrase of 윤가람: "]
    monkeypatch.setattr("getpass.getpass", ended)
    with pytest.raises(Problem, match="no_second_passphrase"):
        command.ask_passphrase("윤가람", None, "en")
    with lines(WORDS) as descriptor:
        assert command.ask_passphrase("윤가람", descriptor, "en") == WORDS


class _Terminal:
    """Somebody sits at it."""

    def isatty(self) -> bool:
        return True
