"""A vault with the story and its three lists, recorded row by row as an import would record them."""

from collections.abc import Mapping
from typing import cast

from tests.cli.desk import Desk
from tests.people.listing import gold
from underice.cli.demo_vault import read_story
from underice.vault.vault import Vault
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of
from underice.vocabulary.statement import Statement, new_id

SAID = "2026-02-08"
TITLES = {"message": "명단 1 메시지", "sheet": "명단 2 표", "email": "명단 3 전자우편"}
AGES = {"in his sixties": "60대"}


def _say(kind: str, entity: bytes, prop: str, value: str, source: bytes) -> Statement:
    found = property_of(kind, prop)
    assert found is not None
    entry = enter(found, value, said=SAID)
    return Statement(
        entity, kind, prop, entry.value, source, entry.lang, entry.script, entry.norm,
        sensitivity=found.sensitivity, said_at=SAID,
    )  # fmt: skip


def lists(vault: Vault, case: bytes | None = None) -> dict[str, bytes]:
    """Record the three lists; the ids of their people by "message 2". case: the incident they were in."""
    people: dict[str, bytes] = {}
    for name, content in cast("Mapping[str, Mapping[str, object]]", gold()["lists"]).items():
        said: list[Statement] = []
        listed = new_id()
        said += [_say("source", listed, "title", TITLES[name], listed), _say("source", listed, "type", "list", listed)]
        rows = cast("list[dict[str, object]]", content["rows"])
        mine = {row["row"]: new_id() for row in rows}
        for row in rows:
            me, place = mine[row["row"]], new_id()
            people[f"{name} {row['row']}"] = me
            said += [
                _say("source", place, "type", "list", place),
                _say("source", place, "part_of", listed.hex(), place),
            ]
            said += [_say("person", me, "name", one, place) for one in cast("list[str]", row["names"])]
            age = str(row["age"])
            said += [
                _say("person", me, "sex", str(row["sex"]), place),
                _say("person", me, "age", AGES.get(age, age), place),
            ]
            if "home" in row:
                said.append(_say("person", me, "origin", str(row["home"]), place))
            if "occupation" in row:
                said.append(_say("person", me, "occupation", str(row["occupation"]), place))
            if "kin" in row:
                kin = cast("dict[str, object]", row["kin"])
                tie = new_id()
                of = {"person": mine[kin["of"]].hex(), "relative": me.hex(), "relation": str(kin["relation"])}
                said += [_say("kin", tie, prop, value, place) for prop, value in of.items()]
            if case is not None:
                said.append(_say("incident", case, "person", me.hex(), place))
        vault.record(said)
    return people


def casebook(desk: Desk) -> dict[str, bytes]:
    """The story's vault with the three lists at the arrest; ids by the story's names and by "message 2"."""
    story = read_story()
    with desk.open() as vault:
        for action in story.actions:
            vault.record(action.statements, note=action.comment)
        return {**story.ids, **lists(vault, story.ids["arrest"])}
