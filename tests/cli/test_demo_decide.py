"""Steps 5 and 7 of the story: a decision before its result, and what came of it, through the doors of any user."""

from pathlib import Path

import pytest

from tests.cli.casebook import casebook
from tests.cli.desk import Desk
from underice.cli.demo_decide import CAME, DECIDER, REASONS, record_outcomes, tell_after, tell_decision
from underice.cli.demo_story import DRAFTS, STORY
from underice.decide.choosing import signed_by
from underice.decide.forecasts import forecasts, scores
from underice.decide.record import load
from underice.vocabulary.language import LANGUAGES, Language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_decides_signs_and_reads_it_again(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: Language
) -> None:
    case = casebook(desk)["arrest"]
    with desk.open() as vault:
        id_ = tell_decision(vault, case, STORY / DRAFTS[0], tmp_path, lang)
        tell_after(vault, case, id_, lang)
        decision = load(vault, id_)
        assert decision.authors == ("기록자", "통역")
        assert decision.situation.checked
        assert len(decision.situation.families) == 5
        assert len(decision.answers) == 6
        assert decision.runs[0].unanswered == ("others_listed",)
        assert decision.choice is not None
        assert decision.choice.reasons == REASONS
        signer = signed_by(vault, id_, decision.choice)
        assert signer is not None
        assert signer.name == DECIDER
        found = scores(forecasts(vault, id_))
        assert (found.yes_no, found.ranges, found.unknown, found.waiting) == (1, 1, 1, 0)
        assert vault.verify().findings == ()
    told = capsys.readouterr().out
    assert ("to the last bit" if lang == "en" else "한 비트까지") in told
    assert ("cannot all be right" if lang == "en" else "모두 맞을 수는 없습니다") in told
    page = (tmp_path / "decision.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "최은실" not in page + told


def test_outcomes_are_statements_with_sources_and_make_twelve(desk: Desk) -> None:
    case = casebook(desk)["arrest"]
    with desk.open() as vault:
        found = record_outcomes(vault, case)
        counts = {kind: vault.entity(id_).properties["count"][0] for kind, id_ in found.items()}
        assert {kind: int(one.value) for kind, one in counts.items()} == dict(CAME)
        assert sum(int(one.value) for one in counts.values()) == 12
        assert all(vault.kind_of(one.source) == "source" for one in counts.values())
        assert counts["returned"].source != counts["released"].source
