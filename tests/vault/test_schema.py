from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.vault.making import Place, opened_of, say
from underice.vault import cipher, schema
from underice.vault.errors import FormatTooNew, VaultDamaged
from underice.vault.keys import new_secret
from underice.vault.vault import Vault


@pytest.fixture
def old(tmp_path: Path) -> Iterator[apsw.Connection]:
    """A toy of an earlier format, with data: names were kept without their source."""
    made = cipher.connect(tmp_path / "old.db", new_secret(), create=True)
    cipher.fetch(made, "CREATE TABLE said(name TEXT)")
    cipher.fetch(made, "INSERT INTO said VALUES('김선희')")
    yield made
    made.close()


def add_source(connection: apsw.Connection) -> None:
    cipher.fetch(connection, "ALTER TABLE said ADD COLUMN source TEXT NOT NULL DEFAULT 'unknown'")


def add_year(connection: apsw.Connection) -> None:
    cipher.fetch(connection, "ALTER TABLE said ADD COLUMN year INTEGER")


def test_an_older_format_is_brought_up_step_by_step_with_its_data(old: apsw.Connection) -> None:
    steps = {0: add_source, 1: add_year}
    assert schema.migrate(old, read_only=False, migrations=steps, target=2) == 0
    assert cipher.fetch(old, "SELECT * FROM said") == [("김선희", "unknown", None)]
    assert schema.version(old) == 2


def test_a_step_that_fails_leaves_the_format_before_it(old: apsw.Connection) -> None:
    def fail(connection: apsw.Connection) -> None:
        add_year(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        schema.migrate(old, read_only=False, migrations={0: add_source, 1: fail}, target=2)
    assert schema.version(old) == 1
    assert cipher.fetch(old, "SELECT * FROM said") == [("김선희", "unknown")]


def test_a_format_that_we_have_never_written_is_damage(old: apsw.Connection) -> None:
    with pytest.raises(VaultDamaged, match="unknown-format"):
        schema.migrate(old, read_only=False)


def test_an_older_format_is_not_changed_by_reading(old: apsw.Connection) -> None:
    with pytest.raises(VaultDamaged, match="older-format"):
        schema.migrate(old, read_only=True, migrations={0: add_source})
    assert schema.version(old) == 0


def test_every_earlier_format_has_a_way_up() -> None:
    assert sorted(schema.MIGRATIONS) == list(range(1, schema.FORMAT))


def test_a_newer_compartment_is_refused_untouched(place: Place) -> None:
    place.create().close()
    place.tamper("PRAGMA user_version = 9")
    with pytest.raises(FormatTooNew) as caught:
        place.open()
    assert caught.value.fields["found"] == 9


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM statement",
        "DELETE FROM bundle",
        "UPDATE bundle SET n = 9",
        "UPDATE statement SET value = 'other'",
        "UPDATE statement SET value = NULL",
        "UPDATE statement SET salt = NULL, value = NULL, prop = 'other'",
        "INSERT OR REPLACE INTO bundle SELECT n, x'00', signature FROM bundle",
    ],
)
def test_statements_and_bundles_can_be_neither_changed_nor_deleted(change: str, vault: Vault) -> None:
    vault.record([say("김선희")])
    connection = opened_of(vault).connection
    with pytest.raises(apsw.ConstraintError):
        cipher.fetch(connection, change)
    assert vault.verify().good
