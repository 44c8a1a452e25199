"""Speak or wait at the command line: asked, run, kept, run again bit for bit, compared, signed, resolved, scored."""

from pathlib import Path

import pytest

from tests.cli.casebook import casebook
from tests.cli.desk import Desk, Said, lines
from underice.decide import runs
from underice.vocabulary.language import LANGUAGES, Language

SITUATION = ("--held", "12", "--arrested", "2026-02-08", "--on", "2026-02-11", "--transfer", "2026-02-11..2026-02-20")
FAMILIES = ("--family", "3", "--family", "2:24")
SMALL = ("--futures", "2000", "--seed", "7")
BELIEF = ("--range", "return_days=7:30:14", "--basis", "전에 본 사례", "--change-mind", "통역의 전화")
DRAFT = Path(__file__).resolve().parents[2] / "src" / "underice" / "story" / "draft_ko.md"
WORDS = "눈 쌓인 강가에 다섯 사람이 서 있다"


def decide(desk: Desk, *words: str, lang: Language = "en") -> Said:
    return desk.run("decide", *words, "--vault", str(desk.folder), lang=lang)


def begun(desk: Desk, *words: str) -> Said:
    said = decide(desk, "new", *SITUATION, *FAMILIES, *SMALL, "--by", "기록자", "--json", *words)
    assert said.code == 0, said.err
    return said


def ids(desk: Desk, kind: str) -> list[str]:
    with desk.open() as vault:
        return [one.hex() for one in vault.entities(kind)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_vault_the_page_is_shown_and_nothing_is_saved(
    lang: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNDERICE_VAULT", raising=False)
    said = Desk(tmp_path, capsys).run("decide", "new", *SITUATION, *FAMILIES, *SMALL, passphrase=None, lang=lang)
    assert said.code == 0, said.err
    assert ("12 people held" if lang == "en" else "12명") in said.out
    assert ("nothing saved" if lang == "en" else "저장하지 않았습니다") in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_decision_is_recorded_before_its_result_and_runs_again_bit_for_bit(desk: Desk) -> None:
    said = begun(desk, *BELIEF, "--answer", "minors=아이 둘")
    run = said.json[-1]
    assert run["saved"] is True
    decision, kept = (bytes.fromhex(ids(desk, kind)[0]) for kind in ("decision", "run"))
    with desk.open() as vault:
        first = {claim.recorded.bundle for claims in vault.entity(decision).properties.values() for claim in claims}
        later = {claim.recorded.bundle for claims in vault.entity(kept).properties.values() for claim in claims}
        unanswered = [one.value for one in vault.entity(kept).properties["unanswered"]]
    assert max(first) < min(later)
    assert "minors" not in unanswered
    assert len(unanswered) == 6
    again = decide(desk, "run", "--again", str(run["run"])[:8], "--json")
    assert again.code == 0, again.err
    assert again.first["same"] is True
    assert "to the last bit" in decide(desk, "run", "--again", str(run["run"])).out


def test_a_run_of_an_older_version_is_shown_as_it_was_and_a_new_one_is_offered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "VERSION_NOW", "0.0.1 · 0")
    run = str(begun(desk).json[-1]["run"])
    monkeypatch.undo()
    page = decide(desk, "page", run)
    assert page.code == 0
    assert "shown as it was" in page.err
    assert "12 people held" in page.out
    assert decide(desk, "page", run, "--json").first["current"] is False


def test_a_run_that_comes_out_otherwise_is_a_finding(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = str(begun(desk).json[-1]["run"])
    monkeypatch.setattr(runs, "result_mark", lambda _result: "0" * 64)
    assert decide(desk, "run", "--again", run).code == 1
    monkeypatch.setattr(runs, "VERSION", 99)
    said = decide(desk, "run", "--again", run)
    assert said.code == 1
    assert "12 people held" in said.out


def test_the_page_can_be_shown_again_and_written_in_every_form(desk: Desk, tmp_path: Path) -> None:
    begun(desk)
    shown = decide(desk, "page")
    assert shown.code == 0
    assert "Speak or wait" in shown.out
    for name in ("page.html", "page.md", "page.txt"):
        out = tmp_path / name
        assert decide(desk, "page", "--out", str(out)).code == 0
        assert "12" in out.read_text(encoding="utf-8")
        assert out.stat().st_mode & 0o077 == 0
    assert decide(desk, "page", "--out", str(tmp_path / "page.docx")).code == 2


def test_the_page_of_a_run_is_that_of_its_day_unless_it_is_asked_for_anew(desk: Desk, tmp_path: Path) -> None:
    run = str(begun(desk).json[-1]["run"])
    first = decide(desk, "page").out
    kept = decide(desk, "page", run, "--json").first
    assert kept["page"] == first.removesuffix("\n")
    assert (kept["lang"], kept["current"]) == ("en", True)
    assert decide(desk, "set", "--by", "기록자", "--answer", "minors=아이 둘").code == 0
    assert decide(desk, "page").out == first
    korean = decide(desk, "page", lang="ko")
    assert korean.out == first
    assert "--anew" in korean.err
    out = tmp_path / "page.md"
    assert decide(desk, "page", "--out", str(out), lang="ko").code == 0
    assert out.read_text(encoding="utf-8").rstrip() == first.rstrip()
    again = decide(desk, "page", "--anew", lang="ko")
    assert "12명" in again.out
    assert "아이 둘" not in first
    assert "<svg" in written(desk, tmp_path / "page.html")


def written(desk: Desk, out: Path, *words: str) -> str:
    said = decide(desk, "page", "--out", str(out), *words)
    assert said.code == 0, said.err
    return out.read_text(encoding="utf-8")


def test_ways_to_act_that_name_are_refused_until_the_text_was_checked(desk: Desk) -> None:
    said = decide(desk, "new", *SITUATION, *FAMILIES, *SMALL, "--by", "기록자", "--policy", "names_now")
    assert said.code == 2
    assert "nobody has checked" in said.err
    assert ids(desk, "decision") == []


def test_k_of_households_comes_from_the_checked_draft(desk: Desk) -> None:
    case = casebook(desk)["arrest"].hex()
    said = begun(desk, "--draft", str(DRAFT), "--date", "2026-02-14", "--case", case)
    assert "smallest k is 1" in said.err
    assert {one["policy"] for one in said.json if one["kind"] == "cell"} >= {"names_now", "un"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--range", "return_days=30:7"), "lies above"),
        (("--range", "text_worked=0.2:1.4"), "more than 1"),
        (("--range", "horn=1:2"), "no quantity"),
        (("--range", "return_days=few"), "no range"),
        (("--futures", "0"), "at least one future"),
        (("--held", "0"), "at least one person"),
        (("--transfer", "2026-02-01"), "in the past"),
        (("--transfer", "2026-02-20..2026-02-12"), "ends before it begins"),
        (("--family", "many"), "no household"),
        (("--policy", "pray"), "no way to act"),
        (("--answer", "colour=red"), "does not ask"),
        (("--from", "nowhere.toml"), "no file"),
        (("--out", "page.docx"), "cannot be written"),
        (("--seed", "-3"), "seed"),
        (("--arrested", "yesterday"), "not a date"),
    ],
)
def test_bad_input_is_told_and_nothing_is_recorded(desk: Desk, words: tuple[str, ...], told: str) -> None:
    said = decide(desk, "new", *SITUATION, *FAMILIES, *SMALL, "--by", "기록자", *words)
    assert said.code == 2, said.out
    assert told in said.err
    assert "Traceback" not in said.err
    with desk.open() as vault:
        assert vault.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--title", "제목 \u202e"),
        ("--answer", "minors=아이 \u2067 둘"),
        ("--range", "return_days=7:30", "--basis", "근거\x07"),
        ("--range", "return_days=7:30", "--change-mind", "조건\u200f"),
    ],
)
def test_words_the_vault_refuses_leave_nothing_of_a_new_decision(desk: Desk, words: tuple[str, ...]) -> None:
    said = decide(desk, "new", *SITUATION, *FAMILIES, *SMALL, "--by", "기록자", *words)
    assert said.code == 2, said.out
    assert "control characters" in said.err
    assert "Nothing was recorded" in said.err
    with desk.open() as vault:
        assert vault.count() == 0


def test_reasons_too_long_in_sum_are_refused_before_anything_is_recorded(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "decision.toml"
    tables = "".join(
        f'[ranges.{name}]\nlow = {low}\nhigh = {high}\nbasis = "{"긴 까닭 " * 8_000}"\n'
        for name, low, high in (("return_days", 7, 30), ("quiet_rate", 0.01, 0.02), ("text_worked", 0.1, 0.2))
    )
    path.write_text(tables, encoding="utf-8")
    said = decide(desk, "new", *SITUATION, *SMALL, "--by", "기록자", "--from", str(path))
    assert said.code == 2, said.out
    assert "too long" in said.err
    with desk.open() as vault:
        assert vault.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--answer", "minors=아이 \u202e"),
        ("--range", "quiet_rate=0.01:0.02", "--basis", "\u202e"),
        ("--forecast", "누가\x1b", "--probability", "0.5", "--resolve-by", "2099-01-01", "--resolver", "편집장"),
        ("--forecast", "누가", "--probability", "0.5", "--resolve-by", "2099-01-01", "--resolver", "편\u2066집장"),
        ("--choice", "quiet", "--reason", "까닭", "--reason", "다른 \u202e 까닭"),
    ],
)
def test_words_the_vault_refuses_leave_nothing_of_a_change(desk: Desk, words: tuple[str, ...]) -> None:
    begun(desk)
    with desk.open() as vault:
        before = vault.count()
    said = decide(desk, "set", "--by", "기록자", "--held", "11", "--range", "return_days=7:30", *words)
    assert said.code == 2, said.out
    assert "Nothing was recorded" in said.err
    with desk.open() as vault:
        assert vault.count() == before


def test_all_that_is_set_at_once_is_one_action(desk: Desk) -> None:
    begun(desk)
    with desk.open() as vault:
        before = len(vault.actions())
    said = decide(
        desk, "set", "--by", "통역", "--held", "11", "--range", "return_days=7:30", "--answer", "minors=아이 둘",
        "--forecast", "누가", "--probability", "0.5", "--resolve-by", "2099-01-01", "--resolver", "편집장",
        "--choice", "quiet", "--reason", "까닭",
    )  # fmt: skip
    assert said.code == 0, said.err
    with desk.open() as vault:
        assert len(vault.actions()) == before + 1


def test_the_number_of_the_held_and_whose_ranges_they_are_must_be_said(desk: Desk) -> None:
    assert "how many people are held" in decide(desk, "new", "--by", "기록자").err
    assert "whose ranges" in decide(desk, "new", *SITUATION, *SMALL).err


def test_an_unknown_k_is_taken_for_the_worst_and_said(desk: Desk) -> None:
    said = decide(desk, "new", *SITUATION, *FAMILIES, *SMALL, "--by", "기록자")
    assert "the worst was taken" in said.err


def test_a_range_without_width_is_fixed_with_a_notice(desk: Desk) -> None:
    said = decide(desk, "new", *SITUATION, *SMALL, "--by", "기록자", "--range", "return_days=14:14")
    assert said.code == 0
    assert "taken as fixed" in said.err


def test_a_file_says_the_same_as_options(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "decision.toml"
    path.write_text(
        'title = "선양"\ndetained = 12\narrested = 2026-02-08\ntransfer = [2026-02-11, 2026-02-20]\non = 2026-02-11\n'
        'by = "기록자"\npolicies = ["quiet", "no_names_now", "wait3"]\n'
        "[[family]]\npeople = 3\nk = 1\nheld = 2\n"
        '[checklist]\nminors = "아이 둘"\n'
        '[ranges.return_days]\nlow = 7\nhigh = 30\nbest = 14\nbasis = "전에 본 사례"\nmind = "통역의 전화"\n'
        '[[policy]]\ncode = "wait3"\nlabel_en = "three days"\nlabel_ko = "사흘"\nchannel = 1\npublish = 3\n'
        'audience = "public"\n'
        '[[forecast]]\nquestion = "3월 말까지 한 사람이라도 풀려나는가"\nprobability = 0.2\n'
        'resolve_by = 2099-04-01\nresolver = "편집장"\n',
        encoding="utf-8",
    )
    said = decide(desk, "new", "--from", str(path), *SMALL, "--json")
    assert said.code == 0, said.err
    assert {one["policy"] for one in said.json if one["kind"] == "cell"} == {"quiet", "no_names_now", "wait3"}
    assert len(ids(desk, "forecast")) == 1
    for old, new in (
        ("detained = 12", 'detained = "many"'),
        ("people = 3", "persons = 3"),
        ("low = 7", "low = true"),
        ('audience = "public"', 'audience = "moon"'),
        ("transfer = [2026-02-11, 2026-02-20]", "transfer = 4"),
        ('title = "선양"', "title = ["),
        ("resolve_by = 2099-04-01", ""),
        ('code = "wait3"\n', ""),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        assert decide(desk, "new", "--from", str(path), *SMALL).code == 2, new


def test_several_people_stay_apart_and_are_shown_together_with_their_pool(desk: Desk) -> None:
    begun(desk, *BELIEF)
    second = decide(desk, "set", "--by", "통역", "--range", "return_days=40:80", "--basis", "국경이 닫혔다")
    assert second.code == 0, second.err
    assert decide(desk, "run", *SMALL).code == 2
    assert decide(desk, "run", *SMALL, "--ranges-of", "아무개").code == 2
    assert decide(desk, "run", *SMALL, "--ranges-of", "통역", "--json").json[-1]["saved"] is True
    told = decide(desk, "compare", "--futures", "2000").out
    assert "기록자: 7 days to 30 days, likeliest 14 days" in told
    assert "통역: 40 days to 80 days" in told
    assert "cannot all be right" in told
    assert "pooled" in told
    assert "because: 국경이 닫혔다" in told
    fields = decide(desk, "compare", "--futures", "2000", "--json").json
    assert fields[0]["agreement"] == "apart"
    assert {one["author"] for one in fields if one["kind"] == "cell"} == {"기록자", "통역", None}


def test_days_can_be_counted_from_another_day(desk: Desk) -> None:
    begun(desk)
    assert decide(desk, "set", "--by", "기록자", "--on", "2026-02-15").code == 0
    said = decide(desk, "run", *SMALL)
    assert "arrested 7 days ago" in said.out
    assert "2026-02-15" in said.err
    assert decide(desk, "set", "--by", "기록자", "--on", "2026-03-15").code == 0
    assert "in the past" in decide(desk, "run", *SMALL).err


def test_nothing_given_is_nothing_recorded(desk: Desk) -> None:
    assert decide(desk, "set", "--by", "기록자").code == 2
    begun(desk)
    assert decide(desk, "set", "--by", "기록자").code == 2
    assert decide(desk, "set", "--answer", "minors=없음").code == 2
    assert decide(desk, "set", "ffffffff", "--answer", "minors=없음", "--by", "기록자").code == 2


def _signing_file(desk: Desk, path: Path) -> Path:
    with lines(WORDS) as descriptor:
        made = desk.run(
            "signer", "make", str(path), "--name", "윤가람", "--passphrase-fd", str(descriptor), passphrase=None
        )
    assert made.code == 0, made.err
    return path


def test_the_choice_and_its_reasons_are_signed_by_a_registered_key(desk: Desk, tmp_path: Path) -> None:
    from underice.decide.choosing import signed_by
    from underice.decide.record import load

    begun(desk)
    file = _signing_file(desk, tmp_path / "mine.json")
    wanted = ("set", "--by", "편집장", "--choice", "quiet", "--reason", "창구가 열려 있다", "--sign", str(file))
    with lines(WORDS) as descriptor:
        assert decide(desk, *wanted, "--sign-passphrase-fd", str(descriptor)).code == 2
    assert desk.run("signer", "add", str(file), "--vault", str(desk.folder)).code == 0
    with lines(WORDS) as descriptor:
        said = decide(desk, *wanted, "--sign-passphrase-fd", str(descriptor))
    assert said.code == 0, said.err
    assert "signed by 윤가람" in said.err
    id_ = bytes.fromhex(ids(desk, "decision")[0])
    with desk.open() as vault:
        decision = load(vault, id_)
        assert decision.choice is not None
        signer = signed_by(vault, decision.id, decision.choice)
        assert signer is not None
        assert signer.name == "윤가람"
        assert decision.choice.run == decision.runs[-1].id
    unsigned = decide(desk, "set", "--by", "편집장", "--choice", "hold", "--reason", "달라졌다")
    assert "not signed" in unsigned.err
    assert decide(desk, "set", "--by", "편집장", "--choice", "hold").code == 2
    assert decide(desk, "set", "--by", "편집장", "--choice", "pray", "--reason", "x").code == 2


def test_forecasts_are_resolved_and_scored_and_unknown_is_told(desk: Desk) -> None:
    begun(desk)
    asked = (
        "set",
        "--by",
        "기록자",
        "--on",
        "2026-02-11",
        "--resolve-by",
        "2099-04-01",
        "--resolver",
        "편집장",
        "--json",
    )
    first = decide(desk, *asked, "--forecast", "한 사람이라도 풀려나는가", "--probability", "0.7")
    second = decide(desk, *asked, "--forecast", "몇 사람이 송환되는가", "--between", "3:9")
    assert (first.code, second.code) == (0, 0), first.err + second.err
    one, two = (str(said.first["forecasts"]).strip("[']") for said in (first, second))
    assert "nothing can be said about calibration" in decide(desk, "score").out
    assert decide(desk, "resolve", one, "--answer", "unknown", "--by", "편집장").code == 0
    told = decide(desk, "score").out
    assert "Still unknown: 1" in told
    assert decide(desk, "resolve", one, "--answer", "yes", "--by", "편집장").code == 0
    assert decide(desk, "resolve", two, "--answer", "12", "--by", "편집장", "--remark", "신문").code == 0
    assert decide(desk, "resolve", two, "--answer", "yes", "--by", "편집장").code == 2
    assert decide(desk, "resolve", two, "--answer", "many", "--by", "편집장").code == 2
    assert decide(desk, "resolve", two, "--answer", "9").code == 2
    fields = decide(desk, "score", "--json").json
    scores = fields[-1]
    assert scores["brier"] == pytest.approx(0.09, abs=1e-12)
    assert scores["interval"] == pytest.approx(66, abs=1e-12)
    assert scores["coverage"] is None
    told = decide(desk, "score").out
    assert "outside the range" in told
    assert "Scores belong to forecasts, not to people" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--probability", "0.5"), "question is missing"),
        (("--forecast", "q"), "probability, or a range"),
        (("--forecast", "q", "--probability", "2"), "between 0 and 1"),
        (("--forecast", "q", "--probability", "0.5", "--between", "1:2"), "not both"),
        (("--forecast", "q", "--between", "9:2"), "low to high"),
        (("--forecast", "q", "--probability", "soon"), "no number"),
        (("--forecast", "q", "--probability", "0.5", "--resolve-by", "2020-01-01"), "in the past"),
        (("--forecast", "q", "--probability", "0.5", "--resolver", ""), "who will say"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused(desk: Desk, words: tuple[str, ...], told: str) -> None:
    begun(desk)
    said = decide(desk, "set", "--by", "기록자", "--resolve-by", "2099-01-01", "--resolver", "편집장", *words)
    assert said.code == 2
    assert told in said.err
    assert ids(desk, "forecast") == []


def test_a_vault_without_decisions_says_so(desk: Desk) -> None:
    for words in (("run",), ("page",), ("compare",)):
        said = decide(desk, *words)
        assert said.code == 2
        assert "no decision yet" in said.err
    assert "no forecasts yet" in decide(desk, "score").out


def test_a_situation_changes_part_by_part(desk: Desk) -> None:
    begun(desk)
    changed = (
        ("--held", "11"), ("--arrested", "2026-02-07"), ("--transfer", "2026-02-18"), ("--family", "4:30"),
        ("--policy", "quiet,no_names_now"), ("--draft", str(DRAFT), "--date", "2026-02-14"), ("--policy", "names_now,hold"),
    )  # fmt: skip
    for words in changed:
        said = decide(desk, "set", "--by", "기록자", *words)
        assert said.code == 0, said.err
    said = decide(desk, "run", *SMALL)
    assert "11 people held" in said.out
    assert "arrested 4 days ago" in said.out
    shown = json_of(decide(desk, "run", *SMALL, "--json"))
    assert {one["policy"] for one in shown if one["kind"] == "cell"} == {"names_now", "hold"}


def json_of(said: Said) -> list[dict[str, object]]:
    assert said.code == 0, said.err
    return said.json


def test_an_older_page_can_be_written_as_it_was(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "VERSION_NOW", "0.0.1 · 0")
    begun(desk)
    assert "12 people held" in written(desk, tmp_path / "old.md")
    drawn = written(desk, tmp_path / "old.html", "--anew")
    assert drawn.startswith("<!DOCTYPE html>")
    assert "12 people held" in drawn
    assert "<svg" not in drawn


def test_a_changed_input_of_a_kept_run_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = str(begun(desk).json[-1]["run"])
    monkeypatch.setattr(runs, "mark", lambda _text: "0" * 64)
    said = decide(desk, "run", "--again", run)
    assert said.code == 1
    assert "verify the vault" in said.out


def test_what_is_no_run_or_forecast_is_told(desk: Desk) -> None:
    begun(desk)
    decision = ids(desk, "decision")[0]
    assert decide(desk, "run", "--again", decision).code == 2
    assert decide(desk, "resolve", decision, "--answer", "yes", "--by", "a").code == 2
    assert decide(desk, "set", "--by", "a", "--choice", "quiet", "--reason", "x", "--run", decision).code == 2
    assert decide(desk, "compare", "--futures", "500").code == 0


def test_korean_answers_resolve_the_only_forecast(desk: Desk) -> None:
    begun(desk)
    asked = ("--forecast", "풀려나는가", "--probability", "0.7", "--resolve-by", "2099-04-01", "--resolver", "편집장")
    assert "Forecast" in decide(desk, "set", "--by", "기록자", *asked).out
    for answer, told in (("모름", "unknown"), ("아니요", "no"), ("예", "yes")):
        said = decide(desk, "resolve", "--answer", answer, "--by", "편집장", "--json")
        assert said.code == 0, said.err
        assert said.first["answer"] == told
    assert "→" in decide(desk, "score", lang="ko").out


@pytest.mark.parametrize(
    "text",
    [
        "colour = 1", "detained = true", "title = 3", "arrested = 5", "policies = 3", "policies = [3]", "family = 3",
        "family = [3]", "[[family]]\nk = 2", "ranges = 3", "[ranges]\nreturn_days = 3", "[ranges.return_days]\nlow = 1",
        "[ranges.return_days]\nlow = 'x'\nhigh = 2", "checklist = 3", "[checklist]\nminors = 3", "[[policy]]\ncode = 'x'\n"
        "audience = 'public'\ncarrier = 'moon'", "[[forecast]]\nquestion = 'x'", "transfer = 7", "transfer = [1, 2]",
        "[checklist]\ncolour = 'red'", "\x00",
    ],
)  # fmt: skip
def test_a_file_of_another_form_names_the_place_and_records_nothing(desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "decision.toml"
    path.write_text(text, encoding="utf-8")
    said = decide(desk, "new", "--from", str(path), *SITUATION, *SMALL, "--by", "기록자")
    assert said.code == 2, said.out
    assert "Traceback" not in said.err


def test_a_file_that_is_too_large_is_not_read(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "decision.toml"
    path.write_bytes(b"#" * 1_000_001)
    assert "larger than" in decide(desk, "new", "--from", str(path)).err
    path.write_text(
        "transfer = '2026-02-12..2026-02-20'\non = '2026-02-11'\narrested = 2026-02-08T10:00:00\n", encoding="utf-8"
    )
    said = decide(desk, "new", "--from", str(path), "--held", "3", *SMALL, "--by", "기록자", "--json")
    assert said.code == 0, said.err
