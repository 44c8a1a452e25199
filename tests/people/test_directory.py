"""People are found by name in any script, by its beginning, by facts and by kin, in memory and from a vault."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.making import Place, retract
from underice.people.directory import Candidate, Directory
from underice.people.facts import KinFact, PersonFacts
from underice.vault.errors import VaultLocked
from underice.vault.vault import Vault
from underice.vocabulary.intervals import DateInterval
from underice.vocabulary.statement import Statement, new_id

MOTHER, SON, CHILD = "m" * 4, "s" * 4, "c" * 4
PEOPLE = (
    PersonFacts("1", ("김철수",), sex=("m",), births=(DateInterval.year(1974),), origins=(("KP0205",),)),
    PersonFacts("2", ("Kim Chol Su",), sex=("m",), births=(DateInterval.year(1990),)),
    PersonFacts("3", ("金哲洙", "Jin Zhezhu")),
    PersonFacts("4", ("박영호",), aliases=("Yonghoya",)),
    PersonFacts(MOTHER, ("리영희",), sex=("f",), births=(DateInterval.year(1952),)),
    PersonFacts(SON, ("이민수",), sex=("m",), kin=(KinFact("mother", MOTHER, ("리영희",)),)),
    PersonFacts(CHILD, sex=("m",), births=(DateInterval.year(2016, 2017),), kin=(KinFact("grandparent", MOTHER, ("리영희",)),)),
    PersonFacts("5", ("Henny Watson",)),
    PersonFacts("6", ("김철호",)),
)  # fmt: skip
DIRECTORY = Directory.of(PEOPLE)


def _keys(found: tuple[Candidate, ...], *fits: str) -> list[str]:
    return [one.key for one in found if not fits or one.fit in fits]


@pytest.mark.parametrize(
    "query",
    ["김철수", "Kim Chol Su", "Kim Cheol-su", "金哲洙", "Kim Chul-soo", "Su Chol Kim", "KIM, Chol-su", "Ким Чхольсу"],
)
def test_a_name_is_found_in_every_script_and_nobody_else_by_it(query: str) -> None:
    assert set(_keys(DIRECTORY.find(query), "name")) == {"1", "2", "3"}


def test_the_spelling_that_fits_best_is_named_with_score_and_reasons() -> None:
    found = DIRECTORY.find("Jin Zhezhu")[0]
    assert (found.key, found.name, found.fit) == ("3", "Jin Zhezhu", "name")
    reasons = {reason.code for reason in DIRECTORY.find("Yi Young-hee")[0].reasons}
    assert "initial-sound-surname" in reasons
    assert DIRECTORY.find("Yi Young-hee")[0].score > 0.5
    assert found.facts.names == ("金哲洙", "Jin Zhezhu")


@pytest.mark.parametrize("query", ["ㄱ", "기", "김ㅊ", "김처", "ㄱㅊㅅ", "Kim Ch", "金哲"])
def test_the_beginning_of_a_name_finds_it_in_every_script(query: str) -> None:
    assert {"1", "2", "3"} <= set(_keys(DIRECTORY.find(query)))
    assert not {"4", MOTHER, "5"} & set(_keys(DIRECTORY.find(query)))


def test_a_whole_name_comes_before_names_that_only_begin_so() -> None:
    people = [PersonFacts("1", ("김철수",)), PersonFacts("2", ("김철",))]
    found = Directory.of(people).find("김철")
    assert [(one.key, one.fit) for one in found] == [("2", "name"), ("1", "begins")]


def test_other_names_are_found_too() -> None:
    assert _keys(Directory.of([PersonFacts("1", ("박영호",), aliases=("김철수",))]).find("Kim Chol Su")) == ["1"]


@pytest.mark.parametrize(("query", "fit"), [("henny watson", "letters"), ("Henny W", "begins")])
def test_a_name_that_is_no_korean_one_is_found_by_its_letters(query: str, fit: str) -> None:
    found = DIRECTORY.find(query)
    assert [(one.key, one.fit) for one in found] == [("5", fit)]


def test_facts_put_the_namesake_first_whom_they_fit_and_say_why() -> None:
    asked = PersonFacts("", ("김철수",), births=(DateInterval.year(1990),))
    found = DIRECTORY.find(asked)
    assert _keys(found)[0] == "2"
    assert [part.code for part in found[0].parts] == ["birth-agrees"]
    first = next(one for one in found if one.key == "1")
    assert [part.code for part in first.parts] == ["birth-differs"]
    assert first.bits < found[0].bits


def test_someone_without_a_name_is_found_by_facts_alone() -> None:
    found = DIRECTORY.find(PersonFacts("", sex=("m",), births=(DateInterval.year(2016),)))
    assert (found[0].key, found[0].name, found[0].fit, found[0].score) == (CHILD, "", "facts", 1.0)
    assert MOTHER not in _keys(found)
    assert _keys(DIRECTORY.find(PersonFacts("", origins=(("KP0205",),)))) == ["1"]


@pytest.mark.parametrize("tie", [KinFact("", MOTHER), KinFact("", names=("Ri Yong Hui",))])
def test_kin_are_found_by_the_record_or_the_name_of_a_relative(tie: KinFact) -> None:
    assert set(_keys(DIRECTORY.find(PersonFacts("", kin=(tie,))))) == {SON, CHILD}


def test_the_relation_asked_for_weighs_more_than_another() -> None:
    found = DIRECTORY.find(PersonFacts("", kin=(KinFact("mother", MOTHER),)))
    assert _keys(found) == [SON, CHILD]
    assert [part.code for part in found[0].parts] == ["kin-shared"]
    assert _keys(DIRECTORY.find(PersonFacts("", ("이민수",), kin=(KinFact("parent", MOTHER),))))[0] == SON
    assert DIRECTORY.find(PersonFacts("", kin=(KinFact("", "nobody"), KinFact("", names=("고길동",))))) == ()


def test_a_tie_told_by_one_side_is_found_from_the_other() -> None:
    assert set(_keys(DIRECTORY.find(PersonFacts("", kin=(KinFact("", SON),))))) == {MOTHER}


def test_namesakes_are_never_cut_silently() -> None:
    people = [PersonFacts(f"{number:03}", ("김영철",)) for number in range(50)]
    found = Directory.of(people).look_up("Kim Yong Chol", 20)
    assert (len(found.candidates), found.more) == (20, 30)
    assert _keys(found.candidates) == [f"{number:03}" for number in range(20)]
    begun = Directory.of(people).look_up("김ㅇ", 20)
    assert (len(begun.candidates), begun.more) == (20, 30)
    nameless = Directory.of([PersonFacts(str(number), sex=("f",)) for number in range(300)])
    alone = nameless.look_up(PersonFacts("", sex=("f",)), 5)
    assert (len(alone.candidates), alone.more) == (5, 295)


@pytest.mark.parametrize("query", ["", "   ", "12345", "!?", "가" * 500, "\u202e", "\x00"])
def test_what_is_no_name_finds_nobody_and_says_so(query: str) -> None:
    found = DIRECTORY.look_up(query)
    assert (found.candidates, found.more, found.understood) == ((), 0, False)
    assert not DIRECTORY.look_up(PersonFacts("")).understood


def test_an_empty_directory_finds_nobody() -> None:
    empty = Directory.of([])
    assert len(empty) == 0
    assert empty.find("김철수") == ()
    assert empty.find(PersonFacts("", sex=("f",), births=(DateInterval.year(1974),), origins=(("KP",),))) == ()


@given(st.text(max_size=80))
def test_nothing_that_is_asked_makes_it_fail(query: str) -> None:
    found = DIRECTORY.look_up(query, 3)
    assert len(found.candidates) <= 3
    assert [one.bits for one in found.candidates] == sorted((one.bits for one in found.candidates), reverse=True)


def test_nothing_of_a_name_shows_in_what_is_printed() -> None:
    assert "김철수" not in repr(DIRECTORY) + repr(DIRECTORY.find("김철수")) + repr(DIRECTORY.look_up("김철수"))


# --- from a vault -----------------------------------------------------------------------------------------------------

SOURCE = new_id()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "vault", tmp_path / "device")


def _named(*names: str, entity: bytes | None = None) -> list[Statement]:
    id_ = entity or new_id()
    return [Statement(id_, "person", "name", name, SOURCE) for name in names]


def _found(vault: Vault, query: str) -> list[str]:
    return [one.name for one in Directory.open(vault).find(query)]


def test_a_vault_s_people_are_found_with_facts_read_from_it(place: Place) -> None:
    with place.create() as vault:
        said = _named("김철수", "金哲洙")
        vault.record([*said, Statement(said[0].entity, "person", "sex", "m", SOURCE)])
        found = Directory.open(vault).find("Kim Chol Su")[0]
    assert (found.key, found.facts.sex) == (said[0].entity.hex(), ("m",))


def test_what_was_recorded_taken_back_or_expunged_since_is_seen(place: Place) -> None:
    with place.create() as vault:
        wrong, gone, kept = _named("김철수")[0], _named("박영호")[0], _named("리영희")[0]
        vault.record([wrong, gone, kept])
        assert _found(vault, "김철수") == ["김철수"]
        vault.record([retract(wrong), *_named("Kim Chol Su"), *_named("리명희", entity=kept.entity)])
        assert _found(vault, "김철수") == ["Kim Chol Su"]
        assert _found(vault, "리명희") == ["리명희"]
        vault.expunge([gone.id], reason="consent withdrawn")
        assert not list(place.folder.glob("main.derived*"))
        assert _found(vault, "박영호") == []
        assert _found(vault, "김철수") == ["Kim Chol Su"]


def test_an_unchanged_vault_is_not_read_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.create() as vault:
        vault.record([one for number in range(300) for one in _named(f"김철{chr(ord('가') + number)}")])
        Directory.open(vault)
    with place.open() as vault:
        with monkeypatch.context() as patched:
            patched.setattr(Vault, "claims", lambda *_, **__: pytest.fail("everything was read again"))
            directory = Directory.open(vault)
        assert len(directory) == 300
        assert len(directory.find("김철가", 5)) >= 1


def test_other_records_than_people_do_not_make_it_read_again_and_again(place: Place) -> None:
    with place.create() as vault:
        vault.record(_named("김철수"))
        Directory.open(vault)
        vault.record([Statement(new_id(), "source", "title", "제목", SOURCE)])
        Directory.open(vault)
        with vault.derived("directory", _form()) as index:
            assert index.since == vault.count()


def _form() -> int:
    from underice.people.name_table import form

    return form()


@pytest.mark.parametrize("content", [b"", b"\x17" * 8192])
def test_a_damaged_index_is_made_anew(content: bytes, place: Place) -> None:
    with place.create() as vault:
        vault.record(_named("김철수"))
        Directory.open(vault)
        (place.folder / "main.derived").write_bytes(content)
        assert _found(vault, "김철수") == ["김철수"]


def test_entries_that_are_no_leaves_are_made_anew(place: Place) -> None:
    with place.create() as vault:
        vault.record(_named("김철수"))
        with vault.derived("directory", _form()) as index:
            index.put({b"\x00": b"nonsense"})
        assert _found(vault, "김철수") == ["김철수"]
        assert _found(vault, "김철수") == ["김철수"]


def test_a_vault_opened_for_reading_is_searched_without_writing(place: Place) -> None:
    with place.create() as vault:
        vault.record(_named("김철수"))
    before = sorted(path.name for path in place.folder.iterdir())
    with place.open(read_only=True) as vault:
        assert _found(vault, "김철수") == ["김철수"]
    assert [name for name in sorted(path.name for path in place.folder.iterdir()) if "derived" in name] == []
    assert before


def test_no_name_lies_on_the_disk_in_the_clear(place: Place) -> None:
    with place.create() as vault:
        vault.record([one for _ in range(200) for one in _named("꽃뱁쥬", "Zyxwvut Marlinspike")])
        Directory.open(vault)
        files = [path.read_bytes() for path in place.folder.rglob("*") if path.is_file()]
    for word in ("꽃뱁쥬", "Marlinspike"):
        assert not any(
            word.encode(encoding) in data for data in files for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        )


def test_a_locked_vault_is_not_searched(place: Place) -> None:
    vault = place.create()
    vault.record(_named("김철수"))
    directory = Directory.open(vault)
    vault.lock()
    with pytest.raises(VaultLocked):
        directory.find("김철수")
    with pytest.raises(VaultLocked):
        Directory.open(vault)
