"""`underice person find`: people by name, beginning, facts and kin, in both languages, with reasons and exit codes."""

import json
from dataclasses import dataclass

import pytest
from rich.cells import cell_len

from tests.cli.desk import Desk, Said
from underice.vault.vault import Vault
from underice.vocabulary.entering import enter
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import Language
from underice.vocabulary.statement import Statement, new_id


@dataclass(frozen=True)
class People:
    """A desk whose vault holds a small family and two others."""

    desk: Desk
    daughter: str
    mother: str
    boy: str

    def find(self, *words: str, lang: Language = "en", passphrase: str | None = None) -> Said:
        given = {} if passphrase is None else {"passphrase": passphrase}
        return self.desk.run("person", "find", *words, "--vault", str(self.desk.folder), lang=lang, **given)


@pytest.fixture
def people(desk: Desk) -> People:
    source, said = new_id(), []

    def record(kind: str, *values: tuple[str, str]) -> str:
        id_ = new_id()
        for name, typed in values:
            prop = property_of(kind, name)
            assert prop is not None
            entry = enter(prop, typed, said="2026-02-08")
            said.append(Statement(id_, kind, name, entry.value, source, norm=entry.norm))
        return id_.hex()

    daughter = record(
        "person", ("name", "김영희"), ("name", "金英姬"), ("sex", "f"), ("birth", "1987"), ("origin", "무산")
    )
    mother = record("person", ("name", "리순옥"), ("sex", "f"), ("birth", "1955"))
    boy = record("person", ("sex", "m"), ("age", "9세"))
    record("person", ("name", "Kim Yong Hui"), ("birth", "1961"))
    record("person", ("name", "Henny Watson"))
    for one, other in ((daughter, mother), (boy, daughter)):
        record("kin", ("person", one), ("relative", other), ("relation", "mother"))
    with desk.open() as vault:
        vault.record(said)
    return People(desk, daughter, mother, boy)


def _first(said: Said) -> dict[str, object]:
    found: dict[str, object] = json.loads(said.out.splitlines()[0])
    return found


def test_a_name_in_another_script_is_found_with_facts_and_how_sure_it_is(people: People) -> None:
    said = people.find("Kim Young-hee")
    assert said.code == 0
    assert said.out.startswith(f"{people.daughter[:8]}  김영희")
    for words in ("same name, 9", "female", "born 1987", "Musan, North Hamgyong", "mother 리순옥", "金英姬"):
        assert words in said.out
    assert "A name is not a person" in said.out


def test_the_reason_for_a_northern_spelling_is_told_in_both_languages(people: People) -> None:
    assert "이 and 리 are the same surname in North and South spelling." in people.find("이순옥").out
    korean = people.find("이순옥", lang="ko").out
    assert "여성" in korean
    assert "리" in korean
    assert "same" not in korean


def test_no_line_is_wider_than_eighty_columns(people: People) -> None:
    for lang in ("en", "ko"):
        for query in ("Kim Young-hee", "Jin Yingji", "ㄱ", "이순옥"):
            lines = people.find(query, lang="ko" if lang == "ko" else "en").out.splitlines()
            assert lines
            assert [line for line in lines if cell_len(line) > 80] == []


def test_the_beginning_of_a_name_is_enough(people: People) -> None:
    said = people.find("김ㅇ")
    assert people.daughter[:8] in said.out
    assert "begins so" in said.out
    assert people.mother[:8] not in said.out


def test_facts_behind_a_name_and_as_options_put_the_right_namesake_first(people: People) -> None:
    for words in (("김영희", "--born", "1987", "--from", "무산"), ("김영희 1987년생 무산",)):
        said = people.find(*words)
        assert said.out.startswith(people.daughter[:8])
        assert "+ " in said.out
        assert "− births apart" in said.out


def test_someone_without_a_name_is_found_by_facts_and_by_kin(people: People) -> None:
    by_facts = people.find("--sex", "m", "--age", "9")
    assert by_facts.out.startswith(f"{people.boy[:8]}  (no name)")
    assert "2 of 2 facts fit" in by_facts.out
    for relative in (people.daughter[:8], "김영희"):
        said = people.find("--kin-of", relative)
        assert people.boy[:8] in said.out
        assert people.mother[:8] in said.out


def test_a_name_that_is_no_korean_one_is_found_by_its_letters(people: People) -> None:
    assert "same letters" in people.find("henny watson").out
    assert "begins so" in people.find("henny").out


def test_json_has_a_line_for_each_person_and_how_many_more_there_are(people: People) -> None:
    said = people.find("김영희", "--json", "--limit", "1")
    found = _first(said)
    assert (found["id"], found["name"], found["fit"]) == (people.daughter, "김영희", "name")
    assert found["births"] == ["1987"]
    assert json.loads(said.out.splitlines()[-1]) == {"more": 1}


def test_how_many_more_fit_is_said(people: People) -> None:
    assert "1 more fits as well" in people.find("Kim Yong Hui", "--limit", "1").out


def test_nobody_found_is_said_and_is_no_error(people: People) -> None:
    said = people.find("고길동")
    assert (said.code, said.err) == (0, "")
    assert "Nobody like that among 5 people" in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Nothing to look for"),
        (("  ",), "Nothing to look for"),
        (("12345",), "Nothing in that can be read as a name"),
        (("?!",), "Nothing in that can be read as a name"),
        (("가" * 500,), "longer than a name can be (500 characters)"),
        (("김영희", "--born", "그저께쯤"), "Nothing was looked up"),
        (("김영희", "--sex", "q"), "Nothing was looked up"),
        (("김영희", "--from", "아무데도없는곳"), "Nothing was looked up"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_cannot_be_looked_up_is_said(
    people: People, words: tuple[str, ...], sentence: str, lang: Language
) -> None:
    said = people.find(*words, lang=lang)
    assert said.code == 2
    assert said.out == ""
    assert said.err.strip()
    assert (sentence in said.err) == (lang == "en")


def test_particles_alone_find_nobody(people: People) -> None:
    assert people.find("은").code == 0


def test_an_empty_vault_is_said(desk: Desk) -> None:
    said = desk.run("person", "find", "김영희", "--vault", str(desk.folder))
    assert said.code == 0
    assert "There are no people in this vault yet" in said.out


def test_a_wrong_passphrase_is_exit_code_three(people: People) -> None:
    said = people.find("김영희", passphrase="wrong passphrase here")
    assert (said.code, said.out) == (3, "")


def test_a_vault_in_use_by_another_program_is_searched_all_the_same(people: People) -> None:
    with people.desk.open():
        assert people.daughter[:8] in people.find("김영희").out


def test_a_name_cannot_play_with_the_screen(people: People) -> None:
    with people.desk.open() as vault:
        _say(vault, "김영희\x1b[2J")
    assert "\x1b" not in people.find("김영희").out


def _say(vault: Vault, name: str) -> None:
    vault.record([Statement(new_id(), "person", "name", name, new_id())])
