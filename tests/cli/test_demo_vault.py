"""The story's vault: recorded through the same door as anything else, shown, and a copy of it damaged."""

from pathlib import Path

import pytest

from tests.vault.making import CHEAP
from underice.cli.demo_vault import read_story, run_vault_demo
from underice.vocabulary.conflicts import conflict
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import LANGUAGES, Language


def test_the_story_knows_of_the_arrest_and_the_households_but_not_yet_of_the_names() -> None:
    story = read_story()
    said = [one for action in story.actions for one in action.statements]
    kinds = {one.entity: one.kind for one in said}
    assert not [one for one in said if one.kind == "source" and one.prop == "type" and one.value == "list"]
    counts = [one.value for one in said if one.entity == story.ids["arrest"] and one.prop == "count"]
    assert counts == ["12"]
    assert not [one for one in said if one.entity == story.ids["arrest"] and one.prop == "person"]
    households = {one.entity for one in said if one.kind == "group" and one.prop == "type" and one.value == "household"}
    sizes = [int(one.value) for one in said if one.entity in households and one.prop == "size"]
    assert (len(households), sum(sizes)) == (5, 11)
    assert all(kinds[one.source] == "source" for one in said)


def test_the_story_holds_one_person_with_two_conflicting_claims() -> None:
    story = read_story()
    prop = property_of("person", "birth")
    assert prop is not None
    births = [
        one for action in story.actions for one in action.statements
        if one.entity == story.ids["teacher"] and one.prop == "birth"
    ]  # fmt: skip
    assert conflict(prop, births)


def test_what_the_vocabulary_cannot_hold_stops_the_story(tmp_path: Path) -> None:
    path = tmp_path / "vault.yaml"
    head = "writer: a\nactions:\n- comment: b\n  records:\n  - {kind: source, values: {date: 2024, "
    for values in ("horn: x}}", "url: nowhere}}"):
        path.write_text(head + values, encoding="utf-8")
        with pytest.raises(ValueError, match="source"):
            read_story(path)
    path.write_text("writer: a\nactions: [b]", encoding="utf-8")
    with pytest.raises(TypeError):
        read_story(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_shows_the_conflict_and_notices_one_flipped_bit(
    lang: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pages = tmp_path / "pages"
    pages.mkdir()
    assert run_vault_demo(lang, pages, CHEAP) >= 1
    told = capsys.readouterr().out
    assert "≠" in told
    assert ("Everything recorded in it is invented" if lang == "en" else "모두 꾸며 낸") in told
    assert "underice-head 1" in told
    assert list(tmp_path.iterdir()) == [pages]
