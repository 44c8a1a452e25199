"""Policies: what the gate asks of a text, for each audience. The numbers and their sources stand in data/policies.toml.

A policy decides nothing by itself; `underice.exposure.gate` holds a check to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

from underice.vocabulary.kinds import classes, property_of
from underice.vocabulary.language import LANGUAGES, Language

Identify = Literal["with_consent", "never"]
"""May somebody be identified: with recorded consent of that person and a reason, or not at all."""
Insider = Literal["refuse", "warn"]
"""What it means that those who made an arrest know the group a text speaks of (C)."""

FILE = Path(__file__).with_name("data") / "policies.toml"
_KEYS = ("households", "identify", "consent", "classes", "insider", "ledger")


class BadPolicy(ValueError):
    """A file of policies that does not keep to its form. The message names audience and key."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What one audience's texts are held to.

    audience: its name as typed. label, help: in each language. households: households (k) that every living person at
    risk must still fit under B, counted at the low end. consent: scopes of a consent that allow identifying somebody.
    classes: the highest class of sensitivity that may be quoted out of the vault without such a consent.
    ledger: True if what a text says counts as public from then on. sources: for each of these where it comes from.
    """

    audience: str
    label: Mapping[Language, str]
    help: Mapping[Language, str]
    households: int
    identify: Identify
    consent: tuple[str, ...]
    classes: int
    insider: Insider
    ledger: bool
    sources: Mapping[str, str]


@cache
def policies(file: Path = FILE) -> Mapping[str, Policy]:
    """All policies by audience, in the order of the file. Raises BadPolicy, OSError."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise BadPolicy(f"{file.name}: {type(failure).__name__}") from None
    if not content:
        raise BadPolicy(f"{file.name}: no audience")
    return MappingProxyType({name: _policy(name, _table(name, table)) for name, table in content.items()})


def policy(audience: str) -> Policy:
    """The policy of an audience. Raises KeyError for an unknown one."""
    return policies()[audience]


def _policy(name: str, table: Mapping[str, object]) -> Policy:
    if set(table) != {"label", "help", "sources", *_KEYS}:
        raise BadPolicy(f"{name}: keys are missing or unknown")
    sources = _texts(name, table["sources"], _KEYS)
    return Policy(
        audience=name,
        label=cast(Mapping[Language, str], _texts(name, table["label"], LANGUAGES)),
        help=cast(Mapping[Language, str], _texts(name, table["help"], LANGUAGES)),
        households=_whole(name, "households", table["households"], 1, 1_000_000),
        identify=cast(Identify, _one_of(name, "identify", table["identify"], get_args(Identify))),
        consent=_scopes(name, table["consent"]),
        classes=_whole(name, "classes", table["classes"], 0, len(classes()) - 1),
        insider=cast(Insider, _one_of(name, "insider", table["insider"], get_args(Insider))),
        ledger=_truth(name, "ledger", table["ledger"]),
        sources=sources,
    )


def _table(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadPolicy(f"{name}: not a table")
    return value


def _texts(name: str, value: object, keys: tuple[str, ...]) -> Mapping[str, str]:
    table = _table(name, value)
    if set(table) != set(keys) or not all(isinstance(text, str) and text.strip() for text in table.values()):
        raise BadPolicy(f"{name}: words are missing")
    return MappingProxyType({key: str(table[key]) for key in keys})


def _whole(name: str, key: str, value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise BadPolicy(f"{name}: {key} is no whole number from {low} to {high}")
    return value


def _truth(name: str, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BadPolicy(f"{name}: {key} is neither true nor false")
    return value


def _one_of(name: str, key: str, value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise BadPolicy(f"{name}: {key} is none of {', '.join(known)}")
    return value


def _scopes(name: str, value: object) -> tuple[str, ...]:
    scope = property_of("consent", "scope")
    known = tuple(scope.options) if scope is not None else ()
    if not isinstance(value, list) or not value:
        raise BadPolicy(f"{name}: consent is no list of scopes")
    return tuple(_one_of(name, "consent", one, known) for one in value)
