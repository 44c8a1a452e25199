"""The commands about a vault: what they do, what they refuse, in which words and with which exit code."""

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import PASSPHRASE, Desk, lines
from underice.cli import vault as commands
from underice.cli import vault_door, vault_errors, vault_running
from underice.cli.app import build
from underice.vault import errors
from underice.vault.finding import Finding
from underice.vault.slots import Kdf
from underice.vault.vault import Vault
from underice.vault.words import SENTENCES
from underice.vocabulary.language import LANGUAGES, Language

ROOT = Path(__file__).resolve().parents[2]
CANARY = "독고노란새"


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


# --- making and checking ----------------------------------------------------------------------------------------------


def test_a_vault_is_made_with_measured_costs_and_opens_with_its_passphrase(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new"
    said = desk.run("vault", "create", str(new), "--writer", "미래", "--json")
    assert said.code == 0
    assert str(said.first["head"]).startswith("underice-head 1 ")
    assert new.stat().st_mode & 0o777 == 0o700
    with Vault.open(new, passphrase=PASSPHRASE) as vault:
        assert vault.count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_vault_is_followed_by_the_advice_to_make_recovery_shares(
    lang: Language, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("underice.vault.slots.calibrate", lambda: Kdf(8 * 1024, 1, 1))
    said = desk.run("vault", "create", str(desk.folder.with_name(f"new-{lang}")), lang=lang)
    assert said.code == 0
    assert "--make 3/5" in said.out


def test_an_existing_folder_is_never_made_into_a_vault(desk: Desk) -> None:
    said = desk.run("vault", "create", str(desk.folder))
    assert said.code == 2
    assert "something at this place already" in said.err


def test_a_short_passphrase_is_refused_and_nothing_is_made(desk: Desk, tmp_path: Path) -> None:
    said = desk.run("vault", "create", str(tmp_path / "new"), passphrase="짧은 말")
    assert said.code == 2
    assert "12" in said.err
    assert not (tmp_path / "new").exists()


def test_open_check_prints_the_head_that_verify_compares(desk: Desk) -> None:
    source = desk.record("source", "--title", "first", "--kind", "list")
    head = str(desk.run("vault", "open-check", str(desk.folder), "--json").first["head"])
    desk.record("person", "--name", "김영희", "--source", source)
    assert desk.run("vault", "verify", str(desk.folder), "--head", head).code == 0
    wrong = head.replace(head.split()[4], "9")
    assert desk.run("vault", "verify", str(desk.folder), "--head", wrong).code == 2


def test_the_folder_may_come_from_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERICE_VAULT", str(desk.folder))
    said = desk.run("vault", "open-check")
    assert said.code == 0
    assert "underice-head" in said.out


def test_verify_says_that_all_is_as_it_was_written(desk: Desk) -> None:
    said = desk.run("vault", "verify", str(desk.folder))
    assert said.code == 0
    assert "All is as it was written" in said.out
    assert desk.run("vault", "verify", str(desk.folder), "--json").first["good"] is True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_flipped_bit_is_found_by_verify(lang: Language, desk: Desk) -> None:
    source = desk.record("source", "--title", "a" * 40_000, "--kind", "list")
    assert source
    _flip(desk.folder / "main.db")
    said = desk.run("vault", "verify", str(desk.folder), lang=lang)
    assert said.code == 1
    assert ("database" if lang == "en" else "데이터베이스") in said.out + said.err


def test_findings_are_json_lines_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.open() as vault:
        good = vault.verify()
    bad = type(good)((Finding("edited", 3, "ab", "x"),), 1, 3, 0)
    monkeypatch.setattr(Vault, "verify", lambda self, progress=None: bad)
    said = desk.run("vault", "verify", str(desk.folder), "--json")
    assert said.code == 1
    assert said.json[0] == {"finding": {"code": "edited", "bundle": 3, "id": "ab", "detail": "x"}}
    assert said.json[1]["good"] is False
    assert "changed after it was signed, in action 3" in desk.run("vault", "verify", str(desk.folder)).out


# --- bad input --------------------------------------------------------------------------------------------------------

REFUSALS = {
    "en": {
        "wrong passphrase": "This passphrase opens none of the vault's key slots. The vault is unchanged",
        "not a vault": "There is no vault in this folder. Nothing was changed.",
        "newer": "A newer version of Underice wrote this vault (format 9; this one reads up to 1).",
        "busy": "Another program has this vault open for writing.",
        "plain": "The database is damaged (not-encrypted).",
        "read-only": "The vault's folder may not be written by you.",
    },
    "ko": {
        "wrong passphrase": "이 암호 구절로 열리는 열쇠 칸이 없습니다. 금고는 바뀌지 않았고 손상되지도 않았습니다.",
        "not a vault": "이 폴더에는 금고가 없습니다. 바뀐 것은 없습니다.",
        "newer": "더 새로운 언더아이스가 쓴 금고입니다(형식 9, 이 프로그램은 1까지 읽음).",
        "busy": "다른 프로그램이 이 금고를 쓰려고 열어 두었습니다.",
        "plain": "데이터베이스가 손상되었습니다(not-encrypted).",
        "read-only": "금고 폴더에 쓸 권한이 없습니다.",
    },
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_passphrase(lang: Language, desk: Desk) -> None:
    said = desk.run("vault", "open-check", str(desk.folder), passphrase="nine other words", lang=lang)
    assert said.code == 3
    assert said.err.startswith(REFUSALS[lang]["wrong passphrase"])
    assert desk.run("vault", "verify", str(desk.folder)).code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_key_file(lang: Language, desk: Desk, tmp_path: Path) -> None:
    from pyrage import x25519

    other = tmp_path / "key.txt"
    other.write_text(f"{x25519.Identity.generate()}\n")
    said = desk.run("show", "abcd", "--vault", str(desk.folder), "--key-file", str(other), passphrase=None, lang=lang)
    assert said.code == 3
    other.write_text("no key at all")
    said = desk.run("show", "abcd", "--vault", str(desk.folder), "--key-file", str(other), passphrase=None, lang=lang)
    assert said.code == 3
    assert "AGE-SECRET-KEY-1" in said.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_is_no_vault(lang: Language, desk: Desk, tmp_path: Path) -> None:
    said = desk.run("vault", "open-check", str(tmp_path), lang=lang)
    assert said.code == 2
    assert said.err.startswith(REFUSALS[lang]["not a vault"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_vault_of_a_newer_format(lang: Language, desk: Desk) -> None:
    import hashlib

    slots = desk.folder / "slots.cbor"
    data = bytearray(slots.read_bytes()[:-32])
    data[9:11] = (9).to_bytes(2, "big")
    slots.write_bytes(bytes(data) + hashlib.sha256(bytes(data)).digest())
    before = {path: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    said = desk.run("vault", "open-check", str(desk.folder), lang=lang)
    assert said.code == 2
    assert said.err.startswith(REFUSALS[lang]["newer"])
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plain_database_of_the_right_name(lang: Language, desk: Desk) -> None:
    database = desk.folder / "main.db"
    database.unlink()
    with sqlite3.connect(database) as plain:
        plain.execute("CREATE TABLE statement(value TEXT)")
    said = desk.run("vault", "open-check", str(desk.folder), lang=lang)
    assert said.code == 1
    assert said.err.startswith(REFUSALS[lang]["plain"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_writers_at_once(lang: Language, desk: Desk) -> None:
    with desk.open() as vault:
        said = desk.run("record", "source", "--vault", str(desk.folder), "--title", "x", lang=lang)
        assert said.code == 3
        assert said.err.startswith(REFUSALS[lang]["busy"])
        assert vault.count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_cannot_be_written(lang: Language, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise errors.VaultReadOnly(what="folder")

    monkeypatch.setattr("underice.vault.opening.WriterLock", refuse)
    said = desk.run("record", "source", "--vault", str(desk.folder), "--title", "x", lang=lang)
    assert said.code == 2
    assert said.err.startswith(REFUSALS[lang]["read-only"])
    assert desk.run("vault", "verify", str(desk.folder)).code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ctrl_c_is_answered_and_leaves_what_was_confirmed(
    lang: Language, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.record("source", "--title", "first", "--kind", "list")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "record", stop)
        said = desk.run("record", "source", "--vault", str(desk.folder), "--title", "second", lang=lang)
    assert said.code == 130
    assert said.err.startswith("Stopped." if lang == "en" else "멈추었습니다.")
    with desk.open() as vault:
        assert len(list(vault.entities("source"))) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["vault", "open-check"],
        ["vault", "verify"],
        ["vault", "keys"],
        ["vault", "add-key"],
        ["vault", "recover", "--make", "2/3"],
        ["vault", "backup", "TARGET"],
        ["vault", "expunge", "abcd", "--reason", "x"],
    ],
    ids=lambda words: words[1],
)
def test_ctrl_c_while_a_vault_opens_ends_every_command_alike(
    words: list[str], desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "open", stop)
        given = [str(tmp_path / "copy") if word == "TARGET" else word for word in words]
        said = desk.run(*given[:2], str(desk.folder), *given[2:])
    assert said.code == 130
    assert desk.run("vault", "verify", str(desk.folder)).code == 0


def test_a_folder_rolled_back_to_an_older_copy_is_reported_and_can_be_accepted(desk: Desk, tmp_path: Path) -> None:
    desk.record("source", "--title", "first", "--kind", "list")
    shutil.copytree(desk.folder, tmp_path / "old")
    desk.record("source", "--title", "second", "--kind", "list")
    shutil.rmtree(desk.folder)
    (tmp_path / "old").rename(desk.folder)
    said = desk.run("vault", "open-check", str(desk.folder))
    assert said.code == 1
    assert "older than what this device has seen" in said.err
    assert desk.run("vault", "verify", str(desk.folder)).code == 1
    assert desk.run("vault", "open-check", str(desk.folder), "--accept").code == 0
    assert desk.run("vault", "open-check", str(desk.folder)).code == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["vault", "open-check"], "No vault was named."),
        (["vault", "backup", "x"], "No folder for the copy"),
        (["vault", "restore", "x"], "No folder for the copy"),
        (["vault", "expunge", "VAULT"], "No id was given."),
        (["vault", "expunge", "VAULT", "abcd"], "No reason was given."),
        (["vault", "recover", "VAULT", "--make", "three"], "does not say how many shares"),
        (["vault", "lock-out", "VAULT"], "It was not confirmed."),
        (["vault", "recover", "VAULT"], "No passphrase could be asked for"),
        (["vault", "verify", "VAULT"], "No passphrase could be asked for"),
    ],
)
def test_wrong_usage_is_answered_with_what_to_do(words: list[str], expected: str, desk: Desk) -> None:
    given = [str(desk.folder) if word == "VAULT" else word for word in words]
    said = desk.run(*given, passphrase=None)
    assert said.code == 2
    assert expected in said.err


def test_a_passphrase_and_a_key_file_exclude_each_other(desk: Desk) -> None:
    said = desk.run("vault", "verify", str(desk.folder), "--key-file", "x")
    assert said.code == 2
    assert "both given" in said.err


def test_a_descriptor_that_cannot_be_read_is_answered(desk: Desk) -> None:
    assert desk.run("vault", "verify", str(desk.folder), "--passphrase-fd", "987", passphrase=None).code == 2
    with lines("x" * 5000) as descriptor:
        said = desk.run("vault", "verify", str(desk.folder), "--passphrase-fd", str(descriptor), passphrase=None)
    assert said.code == 2


def test_groups_without_a_command_print_their_help(desk: Desk) -> None:
    for group in ("vault", "record"):
        said = desk.run(group, passphrase=None)
        assert said.code == 2
        assert f"underice {group}" in said.err


# --- keys, copies, removal --------------------------------------------------------------------------------------------


def test_a_second_passphrase_opens_and_can_be_removed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.vault.vault.calibrate", lambda: Kdf(8 * 1024, 1, 1))
    other = "다른 다섯 낱말로 된 긴 구절"
    with lines(other) as descriptor:
        said = desk.run("vault", "add-key", str(desk.folder), "--new-passphrase-fd", str(descriptor), "--label", "B")
    assert said.code == 0
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=other).code == 0
    listed = desk.run("vault", "keys", str(desk.folder), "--json").json
    assert [slot["label"] for slot in listed] == ["", "B"]
    assert desk.run("vault", "keys", str(desk.folder), "--remove", str(listed[1]["slot"])).code == 0
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=other).code == 3
    assert desk.run("vault", "keys", str(desk.folder), "--remove", str(listed[0]["slot"])).code == 2


def test_the_passphrase_is_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.vault.vault.calibrate", lambda: Kdf(8 * 1024, 1, 1))
    new = "새로 정한 다섯 낱말 구절"
    with lines(new) as descriptor:
        said = desk.run("vault", "add-key", str(desk.folder), "--replace", "--new-passphrase-fd", str(descriptor))
    assert said.code == 0
    assert "no longer opens" in said.out
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=new).code == 0
    assert desk.run("vault", "open-check", str(desk.folder)).code == 3
    assert desk.run("vault", "add-key", str(desk.folder), "--replace", "--recipient", "age1x").code == 2


def test_a_colleague_opens_the_vault_with_her_key_file(desk: Desk, tmp_path: Path) -> None:
    from pyrage import x25519

    identity = x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# her key\n{identity}\n")
    recipient = str(identity.to_public())
    assert desk.run("vault", "add-key", str(desk.folder), "--recipient", recipient, "--json").code == 0
    said = desk.run("vault", "open-check", str(desk.folder), "--key-file", str(file), passphrase=None)
    assert said.code == 0
    assert desk.run("vault", "add-key", str(desk.folder), "--recipient", "age1no").code == 2


def test_shares_open_the_vault_after_it_was_locked_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.vault.vault.calibrate", lambda: Kdf(8 * 1024, 1, 1))
    made = desk.run("vault", "recover", str(desk.folder), "--make", "2/3", "--json").json
    assert [share["of"] for share in made] == [3, 3, 3]
    said = desk.run("vault", "lock-out", str(desk.folder), "--yes", passphrase=None)
    assert said.code == 0
    assert "this is not erasing" in said.out
    assert desk.run("vault", "open-check", str(desk.folder)).code != 0
    words = [str(share["words"]) for share in made]
    with lines(words[0], words[2], "") as shares, lines("구절을 새로 정하였습니다") as new:
        given = ("--shares-fd", str(shares), "--new-passphrase-fd", str(new))
        said = desk.run("vault", "recover", str(desk.folder), *given, passphrase=None)
    assert said.code == 0, said.err
    assert desk.run("vault", "open-check", str(desk.folder), passphrase="구절을 새로 정하였습니다").code == 0
    with lines(words[0], "") as shares:
        said = desk.run("vault", "recover", str(desk.folder), "--shares-fd", str(shares), passphrase=None)
    assert said.code == 3


def test_locking_out_says_in_json_what_it_cannot_promise(desk: Desk) -> None:
    said = desk.run("vault", "lock-out", str(desk.folder), "--yes", "--json", passphrase=None)
    assert said.first["recoverable"] is False
    assert "copies-and-backups-remain" in str(said.first["limits"])


def test_a_backup_is_restored_and_what_was_there_is_kept(desk: Desk, tmp_path: Path) -> None:
    source = desk.record("source", "--title", "first", "--kind", "list")
    assert desk.run("vault", "backup", str(desk.folder), str(tmp_path / "copy")).code == 0
    _flip(desk.folder / "main.db")
    said = desk.run("vault", "restore", str(tmp_path / "copy"), str(desk.folder), passphrase=None)
    assert said.code == 0
    assert "vault.before-" in said.out
    assert desk.run("show", source, "--vault", str(desk.folder)).code == 0
    _flip(tmp_path / "copy" / "main.db")
    assert desk.run("vault", "restore", str(tmp_path / "copy"), str(desk.folder), passphrase=None).code == 1
    said = desk.run("vault", "restore", str(desk.folder), str(tmp_path / "other"), passphrase=None)
    assert said.code == 2
    assert "no backup" in said.err


def test_content_is_removed_by_id_or_by_consent(desk: Desk) -> None:
    source = desk.record("source", "--title", "first", "--kind", "list")
    consent = desk.record("consent", "--scope", "keep", "--source", source)
    person = desk.record("person", "--name", CANARY, "--remark", "x", "--source", source, "--consent", consent)
    history = desk.run("history", person, "--vault", str(desk.folder), "--json").json
    first = str(history[0]["statement"])
    given = ("--reason", "withdrawn", "--yes")
    assert desk.run("vault", "expunge", str(desk.folder), first[:8], *given).code == 0
    said = desk.run("vault", "expunge", str(desk.folder), "--consent", consent[:8], *given, "--json")
    assert said.first == {"expunged": [history[1]["statement"]]}
    assert CANARY not in desk.run("show", person, "--vault", str(desk.folder)).out
    shown = desk.run("history", person, "--vault", str(desk.folder)).out
    assert "content removed" in shown
    assert CANARY not in shown
    assert desk.run("vault", "verify", str(desk.folder)).code == 0
    assert desk.run("vault", "expunge", str(desk.folder), first, *given).code == 2


# --- sentences --------------------------------------------------------------------------------------------------------


def _codes() -> set[str]:
    """Every code that the vault's own files give to an error."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/underice/vault").glob("*.py"))
    names = "VaultError|WrongPassphrase|VaultReadOnly|VaultFull|UnsafePath|UnknownId|CipherMissing"
    return set(re.findall(rf'raise (?:{names})\("([a-z-]+)"', told))


def test_every_code_of_the_vault_has_sentences_of_its_own() -> None:
    assert _codes() - set(SENTENCES) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_class_is_answered_in_three_sentences_with_an_exit_code(lang: Language) -> None:
    made: list[errors.VaultError] = [errors.VaultDamaged(part) for part in (
        "slots", "keys", "heads", "anchor", "database", "history", "attachment", "backup"
    )]  # fmt: skip
    made += [errors.VaultDamaged("history", "edited", bundle=7)]
    made += [errors.VaultRolledBack(part, anchor="device") for part in ("database", "heads", "slots", "keys", "folder")]
    made += [
        one() for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.VaultError)
        and one not in (errors.VaultDamaged, errors.VaultRolledBack)
    ]  # fmt: skip
    for error in made:
        said = vault_errors.say(error, lang)
        assert "{" not in said
        assert vault_errors.exit_code(error) in (1, 2, 3)
        assert any("가" <= char <= "힣" for char in said) == (lang == "ko")


def test_an_unforeseen_code_still_gets_a_sentence() -> None:
    assert "odd" in vault_errors.say(errors.VaultError("odd"), "en")
    assert "odd" in vault_errors.say(errors.BadStatement("odd"), "en")
    assert vault_errors.say(errors.UnknownId("odd"), "en").startswith("Nothing is recorded under this id.")


# --- nothing leaks ----------------------------------------------------------------------------------------------------


def test_no_passphrase_and_no_value_reaches_messages_files_or_tracebacks(desk: Desk, tmp_path: Path) -> None:
    secret = "절대로 새면 안 되는 암호 구절"
    for words in (
        ["record", "person", "--vault", str(desk.folder), "--name", CANARY, "--source", "abcd"],
        ["record", "person", "--vault", str(desk.folder), "--born", CANARY],
        ["record", "person", "--vault", str(desk.folder), f"--{CANARY}"],
        ["show", CANARY, "--vault", str(desk.folder)],
        ["vault", "verify", str(desk.folder), "--head", CANARY],
    ):
        for passphrase in (PASSPHRASE, secret):
            said = desk.run(*words, passphrase=passphrase)
            assert said.code in (2, 3)
            assert CANARY not in said.err or f"--{CANARY}" in words
            assert secret not in said.err + said.out
            assert "Traceback" not in said.err
    marks = [text.encode(encoding) for text in (CANARY, secret) for encoding in ("utf-8", "utf-16-le")]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(mark in data for mark in marks), path


def test_passphrases_are_no_option_and_no_variable() -> None:
    words = Path(vault_door.__file__).read_text(encoding="utf-8") + Path(commands.__file__).read_text(encoding="utf-8")
    words += Path(vault_running.__file__).read_text(encoding="utf-8")
    assert re.findall(r'"--(?:new-)?passphrase"', words) == []
    assert re.findall(r"environ[^\n]*PASS", words) == []


def test_the_program_as_a_user_starts_it(desk: Desk, offline_environment: tuple[dict[str, str], Path]) -> None:
    source = desk.record("source", "--title", "first", "--kind", "list")
    environment = {**offline_environment[0], "UNDERICE_VAULT": str(desk.folder)}
    with lines(PASSPHRASE) as descriptor:
        command = [sys.executable, "-m", "underice", "show", source, "--json", "--passphrase-fd", str(descriptor)]
        done = subprocess.run(command, env=environment, capture_output=True, pass_fds=(descriptor,), check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert source in done.stdout.decode()


def test_asking_at_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter([PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=None).code == 0


def test_two_different_new_passphrases_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["다섯 낱말로 된 첫째 구절", "다섯 낱말로 된 둘째 구절"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    said = desk.run("vault", "create", str(tmp_path / "new"), passphrase=None)
    assert said.code == 2
    assert "differ" in said.err


def test_the_end_of_input_instead_of_a_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", ended)
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=None).code == 2


def test_a_confirmation_is_asked_for_at_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: "no\n", raising=False)
    assert desk.run("vault", "lock-out", str(desk.folder), passphrase=None).code == 2
    assert (desk.folder / "slots.cbor").exists()
    monkeypatch.setattr("sys.stdin.readline", lambda: "예\n", raising=False)
    assert desk.run("vault", "lock-out", str(desk.folder), passphrase=None, lang="ko").code == 0
    assert not (desk.folder / "slots.cbor").exists()


def test_every_command_can_be_built_in_both_languages() -> None:
    for lang in LANGUAGES:
        assert build(lang).run(["record", "person", "--help"]) == 0


def test_keys_and_shares_in_words(desk: Desk) -> None:
    listed = desk.run("vault", "keys", str(desk.folder), lang="ko")
    assert "암호 구절" in listed.out
    made = desk.run("vault", "recover", str(desk.folder), "--make", "2/2", lang="ko")
    assert made.out.count("조각") >= 3
    assert desk.run("vault", "recover", str(desk.folder), "--make", "9/2").code == 2


def test_shares_are_asked_for_at_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underice.vault.vault.calibrate", lambda: Kdf(8 * 1024, 1, 1))
    made = desk.run("vault", "recover", str(desk.folder), "--make", "2/3", "--json").json
    new = "다시 정한 다섯 낱말 구절"
    answers = iter([str(made[1]["words"]), str(made[2]["words"]), "", new, new])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    said = desk.run("vault", "recover", str(desk.folder), "--json", passphrase=None)
    assert said.first["recovered"] is True
    assert desk.run("vault", "open-check", str(desk.folder), passphrase=new).code == 0

    def ended(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", ended)
    assert desk.run("vault", "recover", str(desk.folder), passphrase=None).code == 3


def test_a_person_who_watches_sees_verification_advance(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.record("source", "--title", "first", "--kind", "list")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert desk.run("vault", "verify", str(desk.folder)).code == 0


def test_copies_are_told_in_json(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("vault", "backup", str(desk.folder), str(tmp_path / "copy"), "--json").first["files"] != 0
    said = desk.run("vault", "restore", str(tmp_path / "copy"), str(tmp_path / "new"), "--json", passphrase=None)
    assert said.first == {"restored": True, "kept": None}


def test_a_computer_without_user_names_still_has_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert vault_running._user() == "writer"
