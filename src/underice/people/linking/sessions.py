"""The two engines that linking runs on, shut in: no file in clear, no network, nothing left behind.

DuckDB works in memory alone: no spill folder, no access to files, no extension. Spark runs on this computer, bound to
the loopback address, what it spills encrypted with a key of this run, in a folder that lies in memory where the system
offers that and is removed at the end.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal, Protocol

Engine = Literal["duckdb", "spark"]
_IN_MEMORY = Path("/dev", "shm")
_LOOPBACK = "127.0.0.1"
_LEAST_JVM = 768  # MB; Spark starts with no less
_QUIET = "rootLogger.level = off\n"


class EngineMissing(Exception):
    """A package or program that linking needs is not installed. what: "link", "spark" or "java"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class MemoryExceeded(Exception):
    """The records do not fit into the memory that linking may use; nothing was written. megabytes: the limit."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"more than {megabytes} MB needed")
        self.megabytes = megabytes


class Column(Protocol):
    """A column of a table as PyArrow gives it."""

    def to_pylist(self) -> list[object]:
        """Its values."""


class Table(Protocol):
    """A table as PyArrow gives it."""

    def column(self, name: str) -> Column:
        """One column."""


class Frame(Protocol):
    """A table in the engine, as Splink wraps it."""

    physical_name: str

    def as_pyarrow_table(self) -> Table:
        """Its rows, in this process."""


class Database(Protocol):
    """An engine as Splink wraps it."""

    def register(self, table: object) -> Frame:
        """Give a table to the engine."""


class Session(AbstractContextManager["Session"]):
    """An engine at work.

    Raises EngineMissing; MemoryExceeded at any step if the limit is reached. dialect: Splink's word for its SQL.
    """

    def __init__(self, engine: Engine, megabytes: int) -> None:
        self.dialect = engine
        self._megabytes = megabytes
        self._opened = (_duckdb if engine == "duckdb" else _spark)(megabytes)

    def __enter__(self) -> Session:
        self.database = self._opened.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._opened.__exit__(None, None, None)
        if error is not None and _out_of_memory(error):
            raise MemoryExceeded(self._megabytes) from None


def _out_of_memory(error: BaseException) -> bool:
    """True for the engines' own words; Splink wraps them in errors of its own."""
    return "OutOfMemory" in f"{type(error).__name__} {error}".replace(" ", "").replace("Outof", "OutOf")


def needed(name: str, extra: str) -> object:
    """A module of an extra. Raises EngineMissing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise EngineMissing(extra) from None


@contextmanager
def _duckdb(megabytes: int) -> Iterator[Database]:
    needed("splink", "link")
    import duckdb
    from splink import DuckDBAPI

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{megabytes}MB",
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield DuckDBAPI(connection=connection)
    finally:
        connection.close()


def _private_folder() -> Path:
    """A folder of this run, in memory if the system offers that."""
    usable = _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK)
    return Path(tempfile.mkdtemp(prefix="underice-", dir=_IN_MEMORY if usable else None))


def spark_settings(folder: Path, megabytes: int) -> dict[str, str]:
    """What Spark is told: this computer only, spill encrypted and in `folder`, no web page, no history, no logs."""
    java = (
        f"-Djava.io.tmpdir={folder} -Dderby.system.home={folder} -Dlog4j2.configurationFile={folder}/log4j2.properties "
        "-XX:-UsePerfData -XX:+DisableAttachMechanism"
    )
    return {
        "spark.master": "local[2]",
        "spark.app.name": "underice",
        "spark.driver.host": _LOOPBACK,
        "spark.driver.bindAddress": _LOOPBACK,
        "spark.driver.memory": f"{max(megabytes, _LEAST_JVM)}m",
        "spark.driver.extraJavaOptions": java,
        "spark.authenticate": "true",
        "spark.io.encryption.enabled": "true",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.default.parallelism": "4",
        "spark.log.level": "OFF",
    }


@contextmanager
def _spark(megabytes: int) -> Iterator[Database]:
    needed("splink", "link")
    needed("pyspark", "spark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise EngineMissing("java")
    folder = _private_folder()
    try:
        (folder / "log4j2.properties").write_text(_QUIET, encoding="utf-8")
        wanted = {
            "SPARK_LOCAL_IP": _LOOPBACK,
            "SPARK_LOCAL_DIRS": str(folder),
            "SPARK_LAUNCHER_OPTS": "-XX:-UsePerfData",
            "PYSPARK_SUBMIT_ARGS": None,
        }
        with _environment(wanted):
            yield from _spark_database(folder, megabytes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _spark_database(folder: Path, megabytes: int) -> Iterator[Database]:
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

    try:
        with _unheard():
            context = SparkContext(conf=SparkConf().setAll(spark_settings(folder, megabytes).items()))
    except PySparkRuntimeError:  # the Java program ended before it could be spoken to: too old, or no memory for it
        raise EngineMissing("java") from None
    try:
        session = SparkSession(context)
        # "persist" keeps what lies between two steps in the engine; Splink's usual way would write Parquet files.
        yield SparkAPI(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
    finally:
        _end(context)


@contextmanager
def _unheard() -> Iterator[None]:
    """What programs started meanwhile write to standard error goes nowhere, for as long as they live."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _end(context: object) -> None:
    """Stop Spark and the Java program under it, so that nothing of it runs or holds files when this is over."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    SparkContext.stop(context)
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=30)
        SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def _environment(wanted: dict[str, str | None]) -> Iterator[None]:
    """Environment variables for the time of a run; None takes one away."""
    before = {name: os.environ.get(name) for name in wanted}
    put: Callable[[dict[str, str | None]], None] = _put
    put(wanted)
    try:
        yield
    finally:
        put(before)


def _put(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
