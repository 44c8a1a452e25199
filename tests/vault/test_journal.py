import errno
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from tests.vault.making import Place, opened_of, retract, say
from underice.vault import cipher, disk, journal
from underice.vault.errors import BadStatement, UnknownId, VaultDamaged, VaultError, VaultFull
from underice.vault.opened import HEADS
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id


def test_a_bundle_is_one_action_numbered_and_chained(vault: Vault) -> None:
    first = vault.record([say("김선희"), say("무산", "origin")], by="reporter", note="first talk")
    second = vault.record([say("1974", "birth")])
    assert (first.number, first.count, second.number, second.count) == (1, 2, 2, 1)
    assert first.digest != second.digest
    assert vault.count() == 3
    lines = vault.history(say("").entity)
    assert [(line.recorded.by, line.recorded.note) for line in lines] == [("reporter", "first talk")] * 2 + [
        ("documenter", "")
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"entity": b"short"}, "bad-id"),
        ({"source": b""}, "bad-id"),
        ({"act": "expunge"}, "bad-act"),
        ({"act": "retract"}, "bad-act"),
        ({"target": bytes(16)}, "bad-act"),
        ({"sensitivity": 5}, "out-of-range"),
        ({"confidence": 101}, "out-of-range"),
        ({"kind": ""}, "bad-length"),
        ({"norm": "x" * (2 << 20)}, "bad-length"),
        ({"value": "\ud800"}, "bad-text"),
        ({"consent": b"short"}, "bad-id"),
        ({"lang": 7}, "bad-type"),
        ({"value": None}, "bad-type"),
        ({"sensitivity": True}, "bad-type"),
        ({"confidence": 7.5}, "bad-type"),
        ({"entity": bytearray(16)}, "bad-type"),
        ({"locator": b"bytes"}, "bad-type"),
    ],
)
def test_a_statement_that_cannot_be_kept_is_refused_and_nothing_of_its_bundle_is_recorded(
    change: dict[str, object], code: str, vault: Vault
) -> None:
    bad = say("김선희")
    for name, value in change.items():
        object.__setattr__(bad, name, value)
    with pytest.raises(BadStatement, match=code) as caught:
        vault.record([say("무산", "origin"), bad])
    assert "김선희" not in str(caught.value)
    assert vault.count() == 0
    assert vault.record([say("무산", "origin")]).number == 1
    assert vault.verify().good


def test_an_id_is_used_once(vault: Vault) -> None:
    said = say("김선희")
    vault.record([said])
    with pytest.raises(BadStatement, match="duplicate-id"):
        vault.record([said])
    twice = say("무산")
    with pytest.raises(BadStatement, match="duplicate-id"):
        vault.record([twice, twice])


def test_an_entity_is_of_one_kind(vault: Vault) -> None:
    vault.record([say("김선희")])
    with pytest.raises(BadStatement, match="kind-conflict"):
        vault.record([say("무산", kind="place")])
    other = new_id()
    with pytest.raises(BadStatement, match="kind-conflict"):
        vault.record([say("김선희", entity=other), say("무산", entity=other, kind="place")])


def test_any_text_is_kept_exactly_as_it_was_written(vault: Vault) -> None:
    texts = ["", " ", "a\0b", "e\u0301", "\u1112\u1161\u11ab", "\u202e뒤집힘", "👪", "'; DROP TABLE statement; --"]
    vault.record([say(text, "note") for text in texts])
    assert [claim.value for claim in vault.entity(say("").entity).properties["note"]] == texts
    assert vault.verify().good


def test_only_what_is_there_can_be_taken_back_and_only_for_its_own_entity(vault: Vault) -> None:
    said = say("김선희")
    with pytest.raises(UnknownId, match="unknown-target"):
        vault.record([retract(said)])
    with pytest.raises(BadStatement, match="target-of-another-entity"):
        vault.record([said, replace(retract(said), entity=new_id())])
    assert vault.record([said, retract(said)]).count == 2


def test_an_empty_bundle_is_none(vault: Vault) -> None:
    with pytest.raises(BadStatement, match="empty-bundle"):
        vault.record([])


def test_recording_while_recording_is_refused(vault: Vault) -> None:
    def nested() -> Iterator[Statement]:
        yield say("김선희")
        vault.record([say("무산")])

    with pytest.raises(VaultError, match="recording-within-recording"):
        vault.record(nested())
    assert vault.count() == 0


def test_an_interruption_while_statements_are_read_leaves_nothing(vault: Vault) -> None:
    def interrupted() -> Iterator[Statement]:
        for _ in range(journal.CHUNK + 1):
            yield say("김선희")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vault.record(interrupted())
    assert vault.count() == 0
    assert vault.record([say("무산")]).number == 1
    assert vault.verify().good


@pytest.mark.parametrize("error", [apsw.CorruptError, ValueError, VaultFull])
def test_an_error_of_who_supplies_the_statements_stays_what_it_is(error: type[Exception], vault: Vault) -> None:
    def supply() -> Iterator[Statement]:
        yield say("김선희")
        raise error("their own")

    with pytest.raises(error, match="their own"):
        vault.record(supply())
    assert vault.count() == 0
    assert vault.verify().good


def test_more_than_a_chunk_is_one_bundle(vault: Vault) -> None:
    count = 2 * journal.CHUNK + 1
    assert vault.record(say(str(number)) for number in range(count)).count == count
    assert vault.verify().good


def test_a_clock_that_jumps_back_changes_no_order(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([2e9, -5.0, 1e9])
    monkeypatch.setattr(time, "time", lambda: next(times))
    refs = [vault.record([say(str(number))]) for number in range(3)]
    assert [ref.recorded_at for ref in refs] == [2_000_000_000, 0, 1_000_000_000]
    assert [line.statement.value for line in vault.history(say("").entity)] == ["0", "1", "2"]
    assert vault.verify().good


def test_a_full_database_refuses_the_action_and_keeps_the_others(
    vault: Vault, place: Place, connection: apsw.Connection
) -> None:
    vault.record([say("김선희")])
    pages = cipher.fetch(connection, "PRAGMA page_count")[0][0]
    cipher.fetch(connection, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(VaultFull):
        vault.record(say("무산" * 500, "note") for _ in range(500))
    assert vault.count() == 1
    vault.close()
    with place.open() as again:
        assert again.verify().good
        assert again.record([say("회령")]).number == 2


def test_no_room_for_the_heads_refuses_the_action_before_it_is_final(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.record([say("김선희")])

    def full(path: Path, data: bytes) -> Path:
        raise VaultFull(what=path.name)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "prepare", full)
        with pytest.raises(VaultFull):
            vault.record([say("무산")])
    assert vault.count() == 1
    assert vault.record([say("회령")]).number == 2
    assert vault.verify().good


def fail_to_publish(staged: Path, path: Path) -> None:
    raise OSError(errno.EIO, "lost")


def test_a_bundle_committed_without_its_heads_is_adopted_at_the_next_opening(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.record([say("김선희")])
    with monkeypatch.context() as patch:
        patch.setattr(disk, "publish", fail_to_publish)
        with pytest.raises(OSError, match="lost"):
            vault.record([say("무산")])
    vault.close()
    with place.open(read_only=True) as reading:
        assert reading.count() == 2
    with place.open() as again:
        assert again.count() == 2
        assert again.verify().good
        assert not (place.folder / f"{HEADS}.new").exists()
        assert again.record([say("회령")]).number == 3


def test_heads_that_were_not_put_in_place_are_so_before_the_next_action(
    vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "publish", fail_to_publish)
        for _ in range(3):
            with pytest.raises(OSError, match="lost"):
                vault.record([say("김선희")])
    assert vault.count() == 1
    vault.record([say("무산")])
    vault.close()
    with place.open() as again:
        assert again.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement SET value = '김순희' WHERE seq = 2",
        "UPDATE statement SET salt = NULL, value = NULL WHERE seq = 2",
        "UPDATE statement SET prop = 'alias' WHERE seq = 2",
    ],
)
def test_a_bundle_nobody_was_told_of_is_not_adopted_unless_it_is_whole(
    change: str, vault: Vault, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.record([say("김선희")])
    with monkeypatch.context() as patch:
        patch.setattr(disk, "publish", fail_to_publish)
        with pytest.raises(OSError, match="lost"):
            vault.record([say("무산")])
    connection = opened_of(vault).connection
    cipher.fetch(connection, "DROP TRIGGER statement_fixed")
    cipher.fetch(connection, change)
    vault.close()
    with pytest.raises(VaultDamaged, match="edited") as caught:
        place.open()
    assert caught.value.bundle == 2


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ("UPDATE tip SET peaks = x'00'", "tip"),
        ("DELETE FROM tip", "tip"),
        ("UPDATE tip SET size = 0, peaks = x''", "tip"),
        ("UPDATE bundle SET header = x'a0'", "form"),
        ("UPDATE bundle SET signature = zeroblob(64)", "signature"),
        ("UPDATE bundle SET n = 2", "misplaced"),
    ],
)
def test_an_end_that_is_not_what_was_signed_is_damage(change: str, detail: str, place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희")])
    place.tamper(change)
    with pytest.raises(VaultDamaged, match=detail):
        place.open()


def test_statements_without_any_bundle_were_inserted(place: Place) -> None:
    with place.create():
        pass
    place.tamper("UPDATE tip SET size = 1, peaks = zeroblob(32)")
    with pytest.raises(VaultDamaged, match="inserted"):
        place.open()


def test_a_bundle_that_is_not_there_has_no_digest(vault: Vault) -> None:
    with pytest.raises(VaultDamaged, match="missing"):
        opened_of(vault).journal.digest_at(7)


def test_expunging_removes_the_words_from_the_search_index_too(vault: Vault, connection: apsw.Connection) -> None:
    secret, other = say("비밀낱말 uniquemarker"), say("무산")
    vault.record([secret, other])
    vault.expunge([secret.id], reason="consent withdrawn")
    blocks = b"".join(block for (block,) in cipher.fetch(connection, "SELECT block FROM ft_data"))
    assert b"niquemarker" not in blocks
    assert "무산".encode() in blocks
    assert vault.verify().good


def test_only_statements_that_still_say_something_can_be_expunged(vault: Vault) -> None:
    said = say("김선희")
    vault.record([said])
    with pytest.raises(UnknownId, match="unknown-statement"):
        vault.expunge([new_id()], reason="consent withdrawn")
    vault.expunge([said.id, said.id], reason="consent withdrawn", consent=new_id())
    with pytest.raises(UnknownId, match="already-expunged"):
        vault.expunge([said.id], reason="again")
    record = vault.history(said.entity)[-1].statement
    with pytest.raises(UnknownId, match="unknown-statement"):
        vault.expunge([record.id], reason="the record itself")
    with pytest.raises(UnknownId, match="unknown-target"):
        vault.record([retract(record)])
