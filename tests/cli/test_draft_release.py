"""Releasing a draft from the command line: shown first, refused with what helps, recorded before it is written."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk, Said, lines
from tests.vault.making import CHEAP
from underice.exposure import signing
from underice.vocabulary.language import LANGUAGES, Language

GENTLE = "함경북도에서 온 30대 여성이 중국에서 체포됐다.\n"
NARROW = "함경북도 무산군에서 온 38세 여성이 중국에서 체포됐다.\n"
LOOKED = "photos,voices,metadata,unmodelled,unsettled"
WORDS = "다섯 마리 새가 강가에 내려앉는다"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the text is to go; drafts lie in the same folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gentle.md").write_text(GENTLE, encoding="utf-8")
    (tmp_path / "narrow.md").write_text(NARROW, encoding="utf-8")
    return tmp_path / "out.md"


def _release(
    desk: Desk, draft: str, *words: str, lang: Language = "en", yes: bool = True, audience: str = "public"
) -> Said:
    given = ["draft", "release", draft, "--vault", str(desk.folder), "--date", "2026-02-14"]
    given += ["--audience", audience] if audience else []
    given += [] if "--by" in words else ["--by", "기록자"]
    given += [] if "--out" in words else ["--out", "out.md"]
    return desk.run(*given, *(["--yes"] if yes else []), *words, lang=lang)


def _signer(desk: Desk, tmp_path: Path, name: str = "윤가람") -> Path:
    path = tmp_path / "second.json"
    path.write_bytes(signing.make(name, WORDS, CHEAP))
    assert desk.run("signer", "add", str(path), "--vault", str(desk.folder)).code == 0
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_goes_out_after_it_was_shown_and_recorded(lang: Language, desk: Desk, out: Path) -> None:
    said = _release(desk, "gentle.md", "--acknowledge", LOOKED, lang=lang)
    assert said.code == 0, said.err
    assert out.read_text(encoding="utf-8") == GENTLE
    assert GENTLE.strip() in " ".join(said.out.split())
    assert ("This goes out" if lang == "en" else "내보냅니다") in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    with desk.open() as vault:
        assert [one.value for one in vault.claims("clearance", ("signed_by",))] == ["기록자"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_says_who_why_and_what_helps_and_writes_nothing(lang: Language, desk: Desk, out: Path) -> None:
    said = _release(desk, "narrow.md", lang=lang)
    assert said.code == 1
    assert not out.exists()
    assert "underice draft soften FILE --k 20" in said.out
    assert "[1] " in said.out
    assert "--acknowledge photos,voices,metadata" in said.out
    assert "안전" not in said.out
    assert "safe" not in said.out
    with desk.open() as vault:
        assert list(vault.claims("clearance")) == []


def test_as_json_each_reason_is_a_line_and_a_summary_ends(desk: Desk, out: Path) -> None:
    said = _release(desk, "narrow.md", "--json")
    assert said.code == 1
    assert [line["kind"] for line in said.json] == ["reason"] * 4 + ["summary"]
    assert {line.get("code") for line in said.json} >= {"few_households", "photos"}
    assert said.json[-1]["cleared"] is False
    told = _release(desk, "gentle.md", "--json", "--acknowledge", LOOKED)
    assert told.code == 0
    assert (told.first["cleared"], told.first["ledger"], told.first["out"]) == (True, 0, str(out))


def test_the_same_text_is_released_once_and_written_again(desk: Desk, out: Path) -> None:
    _release(desk, "gentle.md", "--acknowledge", LOOKED)
    again = _release(desk, "gentle.md", "--acknowledge", LOOKED, "--out", "more.html")
    assert again.code == 0
    assert "cleared before" in again.out
    assert out.with_name("more.html").exists()
    with desk.open() as vault:
        assert len(list(vault.claims("clearance", ("mark",)))) == 1


def test_nothing_is_recorded_where_it_is_not_confirmed(desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _release(desk, "gentle.md", "--acknowledge", LOOKED, yes=False).code == 2
    for answer, code in (("no\n", 2), ("예\n", 0)):
        monkeypatch.setattr("sys.stdin", _Keyboard(answer))
        assert _release(desk, "gentle.md", "--acknowledge", LOOKED, yes=False).code == code
        assert out.exists() == (code == 0)


class _Keyboard:
    """Somebody who sits at the terminal and answers."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.answer


def test_what_a_registered_person_s_text_says_is_listed_before_and_counted_after(desk: Desk, out: Path) -> None:
    source = desk.record("source", "--title", "x")
    person = desk.record("person", "--sex", "여성", "--origin", "함경북도", "--source", source)
    said = _release(desk, "gentle.md", "--acknowledge", LOOKED, "--who", f"p1={person}")
    assert said.code == 0, said.out
    assert f"{person[:8]}: sex female “여성”" in said.out
    assert "entries in the ledger" in said.err
    unknown = _release(desk, "gentle.md", "--acknowledge", LOOKED, "--who", "p1=ffffffff", audience="un")
    assert unknown.code == 0
    assert "ffffffff is nobody registered here" in unknown.err


def test_for_colleagues_the_ledger_gains_nothing(desk: Desk, out: Path) -> None:
    said = _release(desk, "gentle.md", "--acknowledge", LOOKED, audience="internal")
    assert "nothing counts as public" in said.out


def test_two_people_override_a_rule_and_both_are_kept(desk: Desk, out: Path, tmp_path: Path) -> None:
    second = _signer(desk, tmp_path)
    refused = _release(desk, "narrow.md", "--acknowledge", LOOKED)
    assert "A second person can override this" in refused.out
    with lines(WORDS) as descriptor:
        said = _release(
            desk, "narrow.md", "--acknowledge", LOOKED, "--override", "--reason", "The family asked for it.",
            "--second", str(second), "--second-passphrase-fd", str(descriptor),
        )  # fmt: skip
    assert said.code == 0, said.out + said.err
    assert "Overridden, with a second signature: few_households p1" in said.out
    with desk.open() as vault:
        assert {one.prop for one in vault.claims("clearance", ("signature", "second", "overridden"))} == {
            "signature", "second", "overridden",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--override",), "the second was not named"),
        (("--override", "--second", "none.json"), "is no signing file"),
        (("--override", "--second", "narrow.md"), "is no signing file"),
        (("--acknowledge", "everything"), "nothing that can be acknowledged"),
        (("--out", "out.docx"), "cannot be written as"),
        (("--out", "nowhere/out.md"), "cannot be written"),
        (("--out", "gentle.md"), "is the draft itself"),
        (("--who", "p1"), "p1"),
        (("--case", "없는 사건"), "There is no incident"),
    ],
)
def test_a_mistake_is_named_before_anything_is_recorded(
    words: tuple[str, ...], message: str, desk: Desk, out: Path
) -> None:
    said = _release(desk, "gentle.md", *words)
    assert said.code == 2
    assert message in said.err
    assert not out.exists()
    with desk.open() as vault:
        assert list(vault.claims("clearance")) == []


def test_audience_and_names_have_to_be_given(desk: Desk, out: Path) -> None:
    assert "--audience" in _release(desk, "gentle.md", audience="").err
    unknown = _release(desk, "gentle.md", audience="everybody")
    assert unknown.code == 2
    assert "press-briefing" in unknown.err
    assert "--by" in _release(desk, "gentle.md", "--by", " ").err


def test_a_wrong_passphrase_of_the_second_or_of_the_vault_ends_it(desk: Desk, out: Path, tmp_path: Path) -> None:
    second = _signer(desk, tmp_path)
    with lines("another") as descriptor:
        said = _release(
            desk, "narrow.md", "--override", "--second", str(second), "--second-passphrase-fd", str(descriptor)
        )
    assert said.code == 2
    assert "does not open the signing file" in said.err
    assert "could not be asked for" in _release(desk, "narrow.md", "--override", "--second", str(second)).err
    wrong = desk.run(
        "draft", "release", "gentle.md", "--audience", "public", "--by", "x", "--out", "out.md", "--vault",
        str(desk.folder), passphrase="not this one at all",
    )  # fmt: skip
    assert wrong.code == 3


def test_what_lies_at_the_target_is_kept_and_the_record_is_named(desk: Desk, out: Path) -> None:
    out.write_text("mine")
    said = _release(desk, "gentle.md", "--acknowledge", LOOKED)
    assert said.code == 2
    assert "it is recorded only once" in said.err
    assert out.read_text() == "mine"


def test_a_disk_that_fails_while_writing_is_told_with_the_record(
    desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("underice.exposure.gate.export", broken)
    said = _release(desk, "gentle.md", "--acknowledge", LOOKED)
    assert said.code == 2
    assert "could not be written" in said.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_words_in_both_languages_and_says_what_helps(lang: Language, desk: Desk, out: Path) -> None:
    source = desk.record("source", "--title", "x")
    person = desk.record("person", "--name", "박순이", "--address", "얼음길 일곱 번지 열네 호", "--source", source)
    other = desk.record("person", "--name", "한누리솔", "--source", source)
    withdrawn = desk.record("consent", "--person", person, "--withdrawn", "2026-01", "--source", source)
    unused = desk.record("consent", "--person", other, "--scope", "publish_named", "--source", source)
    scope = desk.record("consent", "--person", person, "--scope", "keep", "--source", source)
    Path("full.md").write_text(
        "무산에서 온 38세 여성 박순이 씨가 체포됐다. 왼쪽 볼에 흉터가 있다. 얼음길 일곱 번지 열네 호에 머물렀다.\n",
        encoding="utf-8",
    )
    said = _release(
        desk, "full.md", "--reason", "why", *(word for one in (withdrawn, unused, scope) for word in ("--consent", one)),
        lang=lang,
    )  # fmt: skip
    assert said.code == 1
    assert "박순이" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert said.out.count("→") >= 4


def test_whoever_may_be_registered_is_named_with_whom_she_may_be(desk: Desk, out: Path) -> None:
    source = desk.record("source", "--title", "x")
    person = desk.record(
        "person", "--name", "박순이", "--sex", "여성", "--origin", "무산", "--birth", "1987", "--source", source
    )
    said = _release(desk, "narrow.md", "--acknowledge", "photos,voices,metadata", audience="internal")
    assert said.code == 1
    assert f"박순이 {person[:8]}?" in " ".join(said.out.split())
    assert "--who p1=nobody" in said.out
