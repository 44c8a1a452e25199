"""What linking leaves behind: no file, no name outside this process, no attempt to reach a network."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.people.linking_helpers import Watch, need_packages, spelt

need_packages("splink", "duckdb")

CANARY = "독고노란"
LISTS = {
    "a.csv": f"name,sex,born\n{CANARY},F,1986\nKim Chol Su,M,1970\n",
    "b.csv": "name,sex,born\nDokgo No Ran,F,1986\n김철수,M,1970\n",
}
SPILLING = f"""
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1] + "/records.duckdb")
connection.execute("create table records as select '{CANARY}' as name")
connection.close()
time.sleep(0.3)
"""


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """A folder for lists, and the folders into which a program could write what it likes."""
    made = {name: tmp_path / name for name in ("lists", "work", "tmp", "home")}
    for folder in made.values():
        folder.mkdir()
    for name, content in LISTS.items():
        (made["lists"] / name).write_text(content, encoding="utf-8")
    return made


def free(places: dict[str, Path]) -> list[Path]:
    return [places["work"], places["tmp"], places["home"]]


def around(environment: dict[str, str], places: dict[str, Path]) -> dict[str, str]:
    return {**environment, "TMPDIR": str(places["tmp"]), "HOME": str(places["home"]), "PYTHONDONTWRITEBYTECODE": "1"}


def test_linking_writes_no_file_and_reaches_for_no_network(
    places: dict[str, Path], offline_environment: tuple[dict[str, str], Path]
) -> None:
    environment, log = offline_environment
    lists = [str(places["lists"] / name) for name in LISTS]
    command = [sys.executable, "-m", "underice", "people", "link", *lists, "--json"]
    with Watch(free(places), spelt(CANARY)) as watch:
        done = subprocess.run(
            command, env=around(environment, places), cwd=places["work"], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert CANARY in done.stdout  # what was asked for
    assert CANARY not in done.stderr
    assert watch.files == set()
    assert not log.exists()


def test_the_watch_sees_a_database_that_lies_on_disk_in_clear(places: dict[str, Path]) -> None:
    with Watch(free(places), spelt(CANARY)) as watch:
        subprocess.run([sys.executable, "-c", SPILLING, str(places["tmp"])], check=True)
    # The watch may come upon the log written ahead of the database too.
    database = places["tmp"] / "records.duckdb"
    assert database in watch.told
    assert watch.told <= {database, database.with_name("records.duckdb.wal")}


def test_no_file_can_be_read_or_written_from_within_the_database(places: dict[str, Path]) -> None:
    import duckdb

    from underice.people.linking.sessions import Session

    with Session("duckdb", 100) as session:
        connection = vars(session.database)["_con"]
        for words in (
            f"COPY (SELECT 1) TO '{places['tmp']}/x.csv'",
            f"SELECT * FROM read_csv('{places['lists']}/a.csv')",
        ):
            with pytest.raises(duckdb.PermissionException):
                connection.execute(words)
        for words in ("SET enable_external_access = true", f"SET temp_directory = '{places['tmp']}'"):
            with pytest.raises(duckdb.Error):
                connection.execute(words)
        for words in ("INSTALL httpfs", "LOAD httpfs"):
            with pytest.raises(duckdb.Error):
                connection.execute(words)
    assert list(places["tmp"].iterdir()) == []
