"""The vocabulary is complete in both languages, classed, and maps only to fields that exist."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from underice.vocabulary import kinds as module
from underice.vocabulary.kinds import (
    ORDER,
    BadVocabulary,
    Kind,
    Property,
    Words,
    classes,
    huridocs_fields,
    kind,
    kinds,
    property_of,
    read_kind,
)
from underice.vocabulary.language import LANGUAGES, is_hangul

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
EVERY = [(one, prop) for one in kinds().values() for prop in one.properties.values()]
PROPERTIES = pytest.mark.parametrize(("of", "prop"), EVERY, ids=[f"{of.name}.{prop.name}" for of, prop in EVERY])

GOOD = """\
kind: thing
label: {en: Thing, ko: 물건}
plural: {en: Things, ko: 물건}
help: {en: A thing., ko: 물건입니다.}
title: [name]
huridocs: nothing
followthemoney: nothing
properties:
  name:
    type: name
    many: true
    sensitivity: 2
    label: {en: Name, ko: 이름}
    help: {en: Its name., ko: 이름입니다.}
    huridocs: nothing
    followthemoney: nothing
"""


def _texts() -> Iterator[tuple[str, Words]]:
    for one in classes():
        yield from ((f"class {one.number}", one.label), (f"class {one.number} help", one.help))
    for found in kinds().values():
        yield from ((found.name, found.label), (f"{found.name}s", found.plural), (f"{found.name} help", found.help))
        for prop in found.properties.values():
            yield f"{found.name}.{prop.name}", prop.label
            yield f"{found.name}.{prop.name} help", prop.help
            yield from ((f"{found.name}.{prop.name}={key}", words) for key, words in prop.options.items())


def _written(folder: Path, text: str) -> Path:
    path = folder / "thing.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_kinds_the_design_names_are_there_and_no_file_is_forgotten() -> None:
    files = {path.stem for path in module.FOLDER.glob("*.yaml")} - {"classes"}
    assert tuple(kinds()) == ORDER
    assert files == set(ORDER)


def test_the_incidents_the_design_names_are_there() -> None:
    wanted = "arrest detention transfer return crossing release arrival death disappearance"
    found = property_of("incident", "type")
    assert found is not None
    assert set(wanted.split()) <= set(found.options)


def test_the_actions_the_design_names_are_there() -> None:
    found = property_of("action", "type")
    assert found is not None
    assert set("quiet_contact appeal letter petition briefing".split()) <= set(found.options)


@pytest.mark.parametrize(("where", "words"), list(_texts()), ids=[where for where, _ in _texts()])
def test_every_label_help_and_choice_is_written_in_both_languages(where: str, words: Words) -> None:
    assert set(words) == set(LANGUAGES)
    assert any(map(is_hangul, words["ko"]))
    assert not any(map(is_hangul, words["en"]))
    assert words["ko"] != words["en"]
    if where.endswith(" help"):
        assert words["en"].endswith((".", "?"))
        assert words["ko"].endswith(("니다.", "십시오."))


def test_labels_within_a_kind_differ_from_each_other() -> None:
    for found in kinds().values():
        for lang in LANGUAGES:
            labels = [prop.label[lang] for prop in found.properties.values()]
            assert len(labels) == len(set(labels)), found.name


def test_labels_keep_to_the_glossary() -> None:
    said = "\n".join(words["ko"] for _, words in _texts())
    assert "탈북자" not in said
    assert "암호문" not in said


@PROPERTIES
def test_every_property_is_classed_and_its_choices_and_aims_are_told(of: Kind, prop: Property) -> None:
    assert prop.sensitivity in range(5)
    assert bool(prop.options) == (prop.type == "choice")
    assert bool(prop.to) == (prop.type == "reference")
    assert set(prop.to) <= set(ORDER)
    assert re.fullmatch(r"[a-z_]+", prop.name)


@PROPERTIES
def test_what_endangers_most_is_in_the_highest_class(of: Kind, prop: Property) -> None:
    grave = {"lives", "address", "helper", "left_behind", "identity_paper", "phone", "exact_place"}
    if prop.name in grave or of.name == "leg" and prop.type in ("place", "date"):
        assert prop.sensitivity == 4
    if prop.type == "reference" and "person" in prop.to and of.name != "publication":
        assert prop.sensitivity >= 2


@PROPERTIES
def test_every_mapping_to_huridocs_names_a_field_of_its_own_program(of: Kind, prop: Property) -> None:
    assert prop.huridocs is None or prop.huridocs in huridocs_fields()


@PROPERTIES
def test_every_mapping_to_followthemoney_names_a_property_of_its_model(of: Kind, prop: Property) -> None:
    schemata = yaml.safe_load((VECTORS / "followthemoney.yaml").read_text(encoding="utf-8"))["schemata"]
    if prop.followthemoney is None:
        return
    schema, _, name = prop.followthemoney.partition(":")
    assert schema == of.followthemoney
    assert name in schemata[schema]
    wanted = {"date": "date", "language": "language", "url": "url"}.get(prop.type)
    assert wanted is None or schemata[schema][name] == wanted


def test_the_formats_named_for_a_kind_hold_the_fields_of_its_properties() -> None:
    for found in kinds().values():
        formats = {huridocs_fields()[prop.huridocs].format for prop in found.properties.values() if prop.huridocs}
        named = set((found.huridocs or "").split(", ")) - {""}
        assert named <= formats
    assert kinds()["person"].huridocs == "Person"


def test_no_key_is_written_twice_in_a_file() -> None:
    for path in module.FOLDER.glob("*.yaml"):
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, yaml.MappingNode):
                keys = [key.value for key, _ in one.value]
                assert len(keys) == len(set(keys)), (path.name, keys)
                waiting += [value for _, value in one.value]
            elif isinstance(one, yaml.SequenceNode):
                waiting += one.value


def test_classes_go_from_public_to_endangering_life() -> None:
    assert [one.number for one in classes()] == [0, 1, 2, 3, 4]
    assert classes()[0].label["en"] == "public"
    assert classes()[4].label["en"] == "endangers life"


def test_an_unknown_kind_or_property_is_none() -> None:
    assert kind("unicorn") is None
    assert property_of("unicorn", "name") is None
    assert property_of("person", "horn") is None


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert read_kind(_written(tmp_path, GOOD)).properties["name"].many


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: thing", "kind: other"),
        ("kind: thing", "kind: [thing]"),
        ("title: [name]", "title: [horn]"),
        ("title: [name]", "title: name"),
        ("title: [name]", "colour: red"),
        ("type: name", "type: rune"),
        ("type: name", "type: reference\n    to: [unicorn]"),
        ("type: name", "type: reference"),
        ("type: name", "type: choice"),
        ("type: name", "type: choice\n    options: {a: {en: A}}"),
        ("type: name", "type: name\n    options: {a: {en: A, ko: 가}}"),
        ("many: true", "many: 1"),
        ("sensitivity: 2", "sensitivity: 5"),
        ("sensitivity: 2", "sensitivity: true"),
        ("ko: 물건}\nplural", "fr: chose}\nplural"),
        ("ko: 물건}\nplural", "ko: ' '}\nplural"),
        ("properties:", "properties: 3\nmore:"),
        ("kind: thing", "kind: !!python/object/apply:os.getcwd []"),
        ("kind: thing", "kind: thing\n\tbroken"),
        (GOOD, "[" * 5000),
        (GOOD, "- a list"),
        (GOOD, "1: 2"),
    ],
)
def test_a_file_that_breaks_the_form_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(BadVocabulary):
        read_kind(_written(tmp_path, GOOD.replace(old, new, 1)))


def test_classes_in_another_form_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    for text in ("{}", "- {class: 1, label: {en: a, ko: 가}, help: {en: a, ko: 가}}"):
        (tmp_path / "classes.yaml").write_text(text, encoding="utf-8")
        classes.cache_clear()
        with pytest.raises(BadVocabulary):
            classes()
    classes.cache_clear()


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_do_anything_but_refuse(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thing.yaml"
        path.write_bytes(GOOD.encode()[:150] + data)
        with pytest.raises(BadVocabulary):
            read_kind(path)
