from collections.abc import Callable

import pytest

from tests.vault.making import Place, opened_of, say
from underice.vault import cipher, diagnosis, verify
from underice.vault.cipher import Row
from underice.vault.errors import VaultDamaged, VaultError
from underice.vault.finding import Finding

COPIED = "entity,kind,prop,source,act,target,sensitivity,consent"
SAID = "salt,value,norm,lang,script,locator,confidence,held_from,held_to,said_at,ref"


def exchange(first: int, second: int, table: str = "statement", key: str = "seq") -> tuple[str, ...]:
    return tuple(
        f"UPDATE {table} SET {key} = {new} WHERE {key} = {old}"
        for old, new in ((first, -1), (second, first), (-1, second))
    )


def insert(place: int, bundle: int, commitment: str) -> tuple[str, ...]:
    return (
        f"UPDATE statement SET seq = -seq WHERE seq >= {place}",
        "UPDATE statement SET seq = 1 - seq WHERE seq < 0",
        f"INSERT INTO statement SELECT {place}, randomblob(16), {COPIED}, {commitment}, {SAID}, {bundle}"
        " FROM statement WHERE seq = 6",
    )


def shift_bundles(header: str) -> tuple[str, ...]:
    return (
        "UPDATE bundle SET n = n + 100 WHERE n > 3",
        "UPDATE bundle SET n = n - 99 WHERE n > 100",
        f"INSERT INTO bundle SELECT 4, {header} FROM bundle WHERE n = 2",
    )


# What was done, and the code and bundle that must be found. Five bundles of four statements each.
DONE: dict[str, tuple[tuple[str, ...], str, int]] = {
    "tail cut off": (("DELETE FROM statement WHERE bundle = 5", "DELETE FROM bundle WHERE n = 5"), "cut", 5),
    "rows of the tail cut off": (("DELETE FROM statement WHERE seq > 18",), "cut", 5),
    "rows exchanged within a bundle": (exchange(6, 7), "reordered", 2),
    "rows exchanged between bundles": (exchange(6, 11), "reordered", 2),
    "rows moved to each other's bundle": (
        (*exchange(6, 11), "UPDATE statement SET bundle = CASE seq WHEN 6 THEN 2 ELSE 3 END WHERE seq IN (6, 11)"),
        "reordered",
        2,
    ),
    "bundles exchanged": (exchange(2, 3, "bundle", "n"), "reordered", 3),
    "row inserted": (insert(10, 3, "randomblob(32)"), "inserted", 3),
    "row inserted at the end": (insert(21, 5, "randomblob(32)"), "inserted", 5),
    "rows of a bundle that nobody signed": (insert(21, 9, "randomblob(32)"), "inserted", 9),
    "unsigned bundle inserted": (shift_bundles("header, randomblob(64)"), "inserted", 4),
    "unsigned bundle added": (
        ("INSERT INTO bundle SELECT 6, x'00', signature FROM bundle WHERE n = 5",),
        "inserted",
        6,
    ),
    "row duplicated": (insert(10, 2, "commitment"), "duplicated", 2),
    "row duplicated under another bundle": (insert(21, 9, "commitment"), "duplicated", 9),
    "bundle duplicated": (shift_bundles("header, signature"), "duplicated", 2),
    "value edited": (("UPDATE statement SET value = '다른 말' WHERE seq = 6",), "edited", 2),
    "property edited": (("UPDATE statement SET prop = 'alias' WHERE seq = 6",), "edited", 2),
    "bundle edited": (("UPDATE bundle SET header = CAST(header || x'00' AS BLOB) WHERE n = 3",), "edited", 3),
    "bundle taken out": (("DELETE FROM statement WHERE bundle = 3", "DELETE FROM bundle WHERE n = 3"), "missing", 3),
    "row taken out": (("DELETE FROM statement WHERE seq = 10",), "missing", 3),
    "payload removed unrecorded": (("UPDATE statement SET salt = NULL, value = NULL WHERE seq = 6",), "erased", 2),
}


@pytest.fixture
def five(place: Place) -> Place:
    with place.create() as vault:
        for number in range(5):
            vault.record([say(f"김선희 {number} {row}", "note") for row in range(4)])
    return place


def findings(place: Place) -> tuple[Finding, ...]:
    with place.open(inspect=True) as vault:
        return vault.verify().findings


def test_an_untouched_history_is_good_and_progress_is_told(five: Place) -> None:
    told: list[tuple[int, int]] = []
    with five.open(read_only=True) as vault:
        seen = vault.verify(lambda done, total: told.append((done, total)))
    assert seen.good
    assert (seen.statements, seen.bundles, seen.attachments) == (20, 5, 0)
    assert told[-1] == (20, 20)


@pytest.mark.parametrize("what", DONE)
def test_damage_to_a_history_is_found_and_named(what: str, five: Place) -> None:
    changes, code, bundle = DONE[what]
    five.tamper(*changes)
    found = [(finding.code, finding.bundle) for finding in findings(five) if finding.code != "anchor"]
    assert found == [(code, bundle)]


def test_five_kinds_of_damage_have_five_names() -> None:
    assert {code for _, code, _ in DONE.values()} >= {"cut", "reordered", "inserted", "duplicated", "edited"}


@pytest.mark.parametrize("what", ["tail cut off", "rows of the tail cut off", "row inserted", "bundle duplicated"])
def test_damage_to_the_end_of_a_history_already_shows_at_opening(what: str, five: Place) -> None:
    five.tamper(*DONE[what][0])
    with pytest.raises(VaultError):
        five.open()


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ("DELETE FROM ft WHERE rowid = 6", "search"),
        ("INSERT INTO ft(rowid, b) VALUES(99, '덧붙임')", "search"),
        ("DELETE FROM entity", "entity"),
        ("UPDATE entity SET kind = 'place'", "entity"),
        ("UPDATE statement SET ref = zeroblob(16) WHERE seq = 6", "reference"),
        ("UPDATE tip SET peaks = zeroblob(64)", "tip"),
    ],
)
def test_tables_that_do_not_fit_the_statements_are_found(change: str, detail: str, five: Place) -> None:
    five.tamper(change)
    assert ("index", detail) in [(finding.code, finding.detail) for finding in findings(five)]


def test_a_payload_that_is_back_after_its_removal_is_found(place: Place) -> None:
    said = say("김선희")
    with place.create() as vault:
        vault.record([said, say("무산")])
        vault.expunge([said.id], reason="consent withdrawn")
    place.tamper("UPDATE statement SET salt = zeroblob(16), value = '김선희' WHERE seq = 1")
    assert {finding.code for finding in findings(place)} == {"edited", "unerased"}


def test_a_history_that_another_hand_with_the_key_has_continued_is_a_fork(five: Place) -> None:
    database = five.folder / "main.db"
    before = database.read_bytes()
    with five.open() as vault:
        vault.record([say("첫째")])
    ours = database.read_bytes()
    heads, anchor = (five.folder / "heads.log").read_bytes(), next(five.device.glob("*.anchor")).read_bytes()
    database.write_bytes(before)
    with five.open(accept=True) as vault:
        vault.record([say("둘째")])
    (five.folder / "heads.log").write_bytes(heads)
    next(five.device.glob("*.anchor")).write_bytes(anchor)
    assert database.read_bytes() != ours
    with pytest.raises(VaultError, match="fork"):
        five.open()
    assert [(finding.code, finding.bundle) for finding in findings(five)] == [("fork", 6)]


def test_a_signed_bundle_that_does_not_follow_the_one_before_it_is_a_fork(five: Place) -> None:
    database = five.folder / "main.db"
    before = database.read_bytes()
    with five.open() as vault:
        vault.record([say("첫째"), say("셋째")])
        vault.record([say("넷째")])
        row: Row = cipher.fetch(opened_of(vault).connection, "SELECT header, signature FROM bundle WHERE n = 7")[0]
    database.write_bytes(before)
    with five.open(accept=True) as vault:
        vault.record([say("둘째")])
    five.tamper(f"INSERT INTO bundle VALUES(7, x'{row[0].hex()}', x'{row[1].hex()}')")
    assert ("fork", 7) in [(finding.code, finding.bundle) for finding in findings(five)]


def flip(place: Place, file: str, at: int) -> None:
    path = next(place.folder.rglob(file))
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def reads(action: Callable[[], object]) -> str:
    """The part that an action finds damaged, or "read"."""
    try:
        action()
    except VaultError as error:
        return str(error.fields.get("part"))
    return "read"


def verified(place: Place) -> None:
    """Open and verify; a page that verification finds is raised like one that opening finds."""
    if [finding.code for finding in findings(place)] == ["page"]:
        raise VaultDamaged("database")


def test_a_flipped_bit_in_any_page_is_found(five: Place) -> None:
    size = (five.folder / "main.db").stat().st_size
    for at in range(70, size, 4096):
        flip(five, "main.db", at)
        assert reads(lambda: verified(five)) == "database"
        flip(five, "main.db", at)
    assert findings(five) == ()


def test_a_flipped_bit_in_an_unused_page_is_found(place: Place) -> None:
    with place.create() as vault:
        vault.record([say("김선희 " * 200, "note") for _ in range(100)])
    place.tamper("CREATE TABLE spare(x)", "INSERT INTO spare SELECT randomblob(100000)", "DROP TABLE spare")
    assert findings(place) == ()
    flip(place, "main.db", (place.folder / "main.db").stat().st_size - 2000)
    assert [finding.code for finding in findings(place)] == ["page"]


def test_a_flipped_bit_is_never_read_as_another_value(five: Place) -> None:
    size = (five.folder / "main.db").stat().st_size
    for at in range(2000, size, 4096):
        flip(five, "main.db", at)

        def read() -> None:
            with five.open(read_only=True) as vault:
                for entity in vault.entities():
                    said = [claim.value for claim in vault.entity(entity).properties["note"]]
                    assert said == [f"김선희 {number} {row}" for number in range(5) for row in range(4)]
                assert len(vault.search("선희")) == 20

        assert reads(read) in ("read", "database")
        flip(five, "main.db", at)


def test_a_long_history_tells_its_progress_on_the_way(five: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_EVERY", 6)
    told: list[int] = []
    with five.open(read_only=True) as vault:
        assert vault.verify(lambda done, total: told.append(done)).good
    assert told == [6, 12, 18, 20]


def test_a_history_without_the_devices_anchor_is_verified_by_the_other(five: Place) -> None:
    with five.open() as vault:
        next(five.device.glob("*.anchor")).unlink()
        assert vault.verify().good


def test_the_slow_way_finds_nothing_in_an_intact_history(five: Place) -> None:
    with five.open() as vault:
        connection = opened_of(vault).connection
        journal = opened_of(vault).journal
        good = [journal.read(*row) for row in cipher.fetch(connection, "SELECT * FROM bundle ORDER BY n")]
        rows = cipher.fetch(connection, verify._ROWS)
    assert diagnosis.statements(rows, good, frozenset()) == []
