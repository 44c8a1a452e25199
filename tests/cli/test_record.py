"""Recording, showing, correcting and finding, as a documenter does it."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said
from underice.cli import record as command
from underice.cli import recording
from underice.people.record_words import plain_value
from underice.vocabulary.kinds import BY_PROGRAM, kinds, property_of
from underice.vocabulary.language import LANGUAGES, Language
from underice.vocabulary.statement import Statement, new_id


@pytest.fixture
def source(desk: Desk) -> str:
    return desk.record("source", "--title", "어머니의 증언", "--kind", "testimony", "--date", "2024-05-03")


def _run(desk: Desk, *words: str, lang: Language = "en") -> Said:
    return desk.run(*words, "--vault", str(desk.folder), lang=lang)


def _values(desk: Desk, entity: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    statements = _run(desk, "show", entity, "--json").first["statements"]
    assert isinstance(statements, list)
    for one in statements:
        found.setdefault(one["property"], []).append(one["norm"] or one["value"])
    return found


def test_a_person_is_recorded_as_the_issue_shows_it(desk: Desk, source: str) -> None:
    said = _run(
        desk, "record", "person", "--name", "김영희", "--sex", "f", "--born", "1974", "--origin", "무산",
        "--age", "50", "--source", source[:8],
    )  # fmt: skip
    assert said.code == 0
    person = said.out.split()[2]
    values = _values(desk, person)
    assert values == {
        "name": ["김영희"], "sex": ["f"], "birth": ["1974"], "origin": ["KP0218"], "age": ["1973-05-04/1975-12-31"],
    }  # fmt: skip


def test_an_ambiguous_place_keeps_its_candidates_and_says_so(desk: Desk, source: str) -> None:
    said = _run(desk, "record", "person", "--name", "김", "--origin", "고성", "--source", source)
    assert said.code == 0
    assert "places fit and all are kept as candidates" in said.out
    assert "KP0406" in said.out
    assert "|" in str(_values(desk, said.out.split()[2])["origin"][0])


def test_conflicting_claims_stand_side_by_side_with_their_sources(desk: Desk, source: str) -> None:
    person = desk.record("person", "--name", "최은실", "--born", "1987년 9월", "--source", source)
    other = desk.record("source", "--title", "오빠의 면담", "--date", "2021")
    assert _run(desk, "record", "person", "--id", person, "--born", "88년생", "--source", other).code == 0
    assert _run(desk, "show", person, "--json").first["conflicts"] == ["birth"]
    shown = _run(desk, "show", person[:6]).out
    assert "≠ Born: 1987년 9월 (1987-09)  ← 어머니의 증언, 2024-05-03" in shown
    assert "≠ Born: 88년생 (1988)  ← 오빠의 면담, 2021" in shown
    korean = _run(desk, "show", person, lang="ko").out
    assert "≠ 태어난 때: 88년생 (1988)" in korean


def test_relations_are_shown_by_name(desk: Desk, source: str) -> None:
    mother = desk.record("person", "--name", "리순복", "--source", source)
    daughter = desk.record("person", "--name", "최은실", "--source", source)
    said = _run(
        desk, "record", "kin", "--person", daughter, "--relative", mother, "--relation", "어머니",
        "--left-behind", "예", "--source", source,
    )  # fmt: skip
    assert said.code == 0
    shown = _run(desk, "show", daughter).out
    assert "Kin tie: Person 최은실" in shown
    assert "Relation mother" in shown
    assert "리순복" in shown


def test_a_correction_replaces_and_the_history_keeps_both(desk: Desk, source: str) -> None:
    person = desk.record("person", "--name", "김영희", "--born", "1974", "--source", source)
    lines = _run(desk, "history", person, "--json").json
    birth = next(str(line["statement"]) for line in lines if line["property"] == "birth")
    given = ("--replaces", birth[:10], "--source", source, "--comment", "misheard")
    assert _run(desk, "record", "statement", person, "birth", "1976", *given).code == 0
    assert _values(desk, person)["birth"] == ["1976"]
    later = _run(desk, "history", person, "--json").json
    assert [(line["act"], line["stands"]) for line in later if line["property"] == "birth"] == [
        ("assert", False), ("supersede", True),
    ]  # fmt: skip
    name = next(str(line["statement"]) for line in lines if line["property"] == "name")
    assert _run(desk, "record", "statement", person, "--retracts", name, "--source", source).code == 0
    assert "name" not in _values(desk, person)
    assert "taken back" in _run(desk, "history", person).out


def test_search_finds_every_script_and_both_spellings(desk: Desk, source: str) -> None:
    person = desk.record("person", "--name", "리영희", "--name", "李英姬", "--source", source)
    for text in ("이영희", "영희", "英姬"):
        hits = _run(desk, "search", text, "--json").json
        assert [hit["id"] for hit in hits] == [person]
    assert "Name: 리영희" in _run(desk, "search", "리영희").out
    assert _run(desk, "search", "없는말").out == "Nothing found.\n"
    assert _run(desk, "search", "").code == 2


def test_marks_of_a_statement_are_kept(desk: Desk, source: str) -> None:
    consent = desk.record("consent", "--scope", "보관", "--source", source)
    person = desk.record(
        "person", "--lives", "선양", "--source", source, "--locator", "12분", "--confidence", "60", "--class", "3",
        "--consent", consent, "--held-from", "2023년 11월", "--held-to", "2024", "--said", "2024-01",
        "--recorded-by", "미래", "--comment", "첫 면담",
    )  # fmt: skip
    statements = _run(desk, "show", person, "--json").first["statements"]
    assert isinstance(statements, list)
    one = statements[0]
    assert (one["locator"], one["confidence"], one["class"], one["consent"]) == ("12분", 60, 3, consent)
    assert (one["held_from"], one["held_to"], one["said"], one["by"]) == ("2023-11", "2024", "2024-01", "미래")
    assert _run(desk, "history", person, "--json").first["comment"] == "첫 면담"
    assert "12분" in _run(desk, "show", person).out
    assert "60%" in _run(desk, "show", person).out


def test_a_file_becomes_an_attachment(desk: Desk, source: str, tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8 not really a picture")
    person = desk.record("person", "--photo", str(picture), "--source", source)
    attached = str(_values(desk, person)["photo"][0])
    with desk.open() as vault:
        assert b"".join(vault.read_attachment(bytes.fromhex(attached))) == picture.read_bytes()
    assert _run(desk, "record", "person", "--photo", str(tmp_path / "none"), "--source", source).code == 2


@pytest.mark.parametrize("kind", [name for name in kinds() if name not in {"source", "person", *BY_PROGRAM}])
def test_every_kind_can_be_recorded_and_shown_in_both_languages(kind: str, desk: Desk, source: str) -> None:
    values = {
        "text": "말", "name": "이름", "date": "2024", "age": "30", "place": "무산", "number": "3", "language": "ko",
        "flag": "yes", "url": "https://example.org",
    }  # fmt: skip
    words: list[str] = []
    for prop in kinds()[kind].properties.values():
        if prop.type in values:
            words += [f"--{prop.name.replace('_', '-')}", values[prop.type]]
        elif prop.options:
            words += [f"--{prop.name.replace('_', '-')}", next(iter(prop.options))]
    entity = desk.record(kind, *words, "--source", source)
    for lang in LANGUAGES:
        assert kinds()[kind].label[lang] in _run(desk, "show", entity, lang=lang).out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["person", "--name", "x"], "No source was named."),
        (["person", "--source", "S"], "Nothing was given to record."),
        (["person", "--name", " ", "--source", "S"], "Name: nothing was written."),
        (["person", "--born", "soon", "--source", "S"], "Born: this is no date"),
        (["person", "--age", "old", "--source", "S"], "Age: this is no age"),
        (["person", "--origin", "Atlantis", "--source", "S"], "Home: the gazetteer knows no place"),
        (["person", "--sex", "yes", "--source", "S"], "Sex: this is none of the choices: f (female)"),
        (["person", "--household", "abcd", "--source", "S"], "Household or group: there is no record"),
        (["person", "--household", "S", "--source", "S"], "Household or group: this id belongs to another kind"),
        (["person", "--name", "x\u202ey", "--source", "S"], "Name: this holds control characters"),
        (["person", "--name", "x" * 100_001, "--source", "S"], "Name: this is too long"),
        (["person", "--language", "Korean", "--source", "S"], "Language: this is no language code"),
        (["kin", "--together", "perhaps", "--source", "S"], "Same household: write yes or no."),
        (["group", "--size", "many", "--source", "S"], "Number of people: this is no number."),
        (["source", "--url", "somewhere"], "Address on the web: this is no web address"),
        (["person", "--name", "x", "--source", "S", "--said", "soon"], "“soon” is not a date."),
        (["person", "--name", "x", "--source", "ffff"], "Nothing is recorded under this id."),
        (["person", "--name", "x", "--source", "zz"], "Nothing is recorded under this id."),
        (["person", "--name", "x", "--source", "S", "--id", "S"], "Person: this id belongs to another kind"),
        (["statement"], "No id was given."),
        (["statement", "S"], "Nothing was given to record."),
        (["statement", "S", "title", "x"], "No source was named."),
        (["statement", "S", "horn", "x", "--source", "S"], "This kind of record has no such property."),
        (["statement", "S", "title", "x", "--source", "S", "--replaces", "ffff"], "There is no statement of this id."),
        (
            ["statement", "S", "title", "x", "--source", "S", "--replaces", "ff", "--retracts", "ff"],
            "--retracts and --replaces were both given.",
        ),
    ],
)
def test_what_cannot_be_recorded_is_answered_and_nothing_is_recorded(
    words: list[str], expected: str, desk: Desk, source: str
) -> None:
    said = _run(desk, "record", *[source if word == "S" else word for word in words])
    assert said.code == 2
    assert said.err.startswith(expected)
    with desk.open() as vault:
        assert vault.count() == 3


def test_a_source_must_be_a_source(desk: Desk, source: str) -> None:
    person = desk.record("person", "--name", "김", "--source", source)
    said = _run(desk, "record", "person", "--name", "이", "--source", person, lang="ko")
    assert said.code == 2
    assert said.err.startswith("출처: 이 ID는 다른 종류의 기록입니다.")


def test_the_beginning_of_several_ids_is_refused_with_longer_ones(desk: Desk, source: str) -> None:
    with desk.open() as vault:
        ids = [bytes.fromhex("abcdef" + new_id().hex()[6:]) for _ in range(3)]
        vault.record([Statement(one, "person", "name", "김", bytes.fromhex(source)) for one in ids])
    said = _run(desk, "show", "abcdef")
    assert said.code == 2
    assert "Several records begin with this id." in said.err
    assert said.err.count("abcdef") == 3


def test_show_and_history_need_an_id(desk: Desk) -> None:
    for word in ("show", "history"):
        assert _run(desk, word).code == 2
        assert _run(desk, word, "0123456789abcdef").code == 2


def test_who_sits_at_a_terminal_is_asked_for_what_is_missing(
    desk: Desk, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["1", "김영희", "", "", "사람", "여성", "soon", "1974년", "", "", "", "", "", "", "", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(recording, "ask", lambda question: next(answers, ""))
    said = _run(desk, "record", "person", lang="ko")
    assert said.code == 0, said.err
    assert "어느 출처의 말입니까?" in said.err
    assert "날짜로 읽을 수 없습니다" in said.err
    person = said.out.split()[2]
    assert _values(desk, person) == {"name": ["김영희"], "sex": ["f"], "birth": ["1974"]}


def test_who_answers_nothing_records_nothing(desk: Desk, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(recording, "ask", lambda question: "")
    assert _run(desk, "record", "person").code == 2
    assert _run(desk, "record", "person", "--source", source).code == 2
    with desk.open() as vault:
        assert vault.count() == 3


def test_no_property_is_hidden_behind_an_option_that_all_commands_share() -> None:
    for kind in kinds().values():
        if kind.name in BY_PROGRAM:
            continue
        flags: list[str] = []
        options = {**command._property_options(kind, "en"), **command._common_options(kind, "en")}
        for _annotation, default in options.values():
            flags += getattr(default, "param_decls", ())
        assert len(flags) == len(set(flags)), kind.name


def test_values_that_the_vocabulary_no_longer_knows_are_shown_as_they_are() -> None:
    def said(prop: str, value: str, norm: str | None = None) -> str:
        return plain_value(Statement(new_id(), "person", prop, value, new_id(), norm=norm), "en")

    assert said("horn", "x") == "x"
    assert said("sex", "q") == "q"
    assert said("origin", "NOWHERE") == "NOWHERE"
    assert said("photo", "0" * 32) == "0" * 8
    assert property_of("person", "horn") is None


def test_a_source_is_picked_by_its_id_or_not_at_all(desk: Desk, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: f"{source[:9]}\n", raising=False)
    assert _run(desk, "record", "person", "--name", "김").code == 0
    monkeypatch.setattr("sys.stdin.readline", lambda: "\n", raising=False)
    assert _run(desk, "record", "person", "--name", "이").code == 2


def test_without_any_source_a_person_at_the_terminal_is_told_to_record_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert _run(desk, "record", "person", "--name", "김").err.startswith("No source was named.")


def test_many_relations_are_cut_and_shown_in_full_on_request(desk: Desk, source: str) -> None:
    person = desk.record("person", "--name", "김", "--source", source)
    with desk.open() as vault:
        sid = bytes.fromhex(source)
        vault.record([Statement(new_id(), "incident", "person", person, sid) for _ in range(45)])
    assert "… and 5 more" in _run(desk, "show", person).out
    assert _run(desk, "show", person, "--full").out.count("Incident:") == 45


def test_a_record_of_a_kind_that_is_not_in_the_vocabulary_is_shown_and_not_added_to(desk: Desk, source: str) -> None:
    odd = new_id()
    with desk.open() as vault:
        vault.record([Statement(odd, "unicorn", "horn", "one", bytes.fromhex(source))])
    assert "unicorn" in _run(desk, "show", odd.hex()).out
    assert _run(desk, "record", "statement", odd.hex(), "horn", "two", "--source", source).code == 2


@pytest.mark.parametrize("kind", sorted(BY_PROGRAM))
def test_what_only_the_program_records_cannot_be_typed_in(kind: str, desk: Desk) -> None:
    assert desk.run("record", kind, "--name", "x", "--vault", str(desk.folder)).code == 2
