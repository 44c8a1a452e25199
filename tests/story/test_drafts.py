"""The story's two drafts: invented, nameless, and yet somebody can be recognised in each."""

from pathlib import Path

import pytest

from underice.cli.demo_story import DRAFTS, PUBLISHED, STORY
from underice.exposure.check import Check, check

ROOT = Path(__file__).resolve().parents[2]


def checked(name: str) -> Check:
    return check((STORY / name).read_text(encoding="utf-8"), date=PUBLISHED)


@pytest.mark.parametrize("name", DRAFTS)
def test_the_draft_says_that_it_is_invented(name: str) -> None:
    text = (STORY / name).read_text(encoding="utf-8")
    assert "지어낸 초안입니다" in text or "An invented draft" in text
    assert 750 <= len(text) <= 1000


@pytest.mark.parametrize("name", DRAFTS)
def test_nobody_is_named_and_still_somebody_is_exposed(name: str) -> None:
    found = checked(name)
    assert all(person.name is None for person in found.reading.persons)
    assert found.findings


@pytest.mark.parametrize("name", DRAFTS)
def test_the_teacher_from_musan_is_down_to_a_handful_and_her_boy_singles_out_the_family(name: str) -> None:
    found = checked(name)
    text = found.reading.text
    teacher = next(one for one in found.persons if "KP0218" in one.person.origin)
    boy = next(one for one in found.persons if one.person.sex == "m" and one.person.birth and not one.person.origin)
    assert teacher.absent is not None
    assert teacher.absent.low < 20
    assert teacher.low is not None
    assert teacher.low <= teacher.absent.low
    assert boy.tellings[0].fact == "birth"
    assert {text[span.start : span.end] for kind in teacher.uncounted for span in kind.spans}


@pytest.mark.parametrize("name", DRAFTS)
def test_the_brother_who_arrived_in_2021_is_one_of_forty_men(name: str) -> None:
    brother = next(one for one in checked(name).persons if any(telling.fact == "arrived" for telling in one.tellings))
    assert brother.absent is not None
    assert brother.absent.mid == 40


@pytest.mark.parametrize("name", DRAFTS)
def test_the_mother_left_behind_is_found_through_her_daughter(name: str) -> None:
    left = [one for one in checked(name).persons if one.person.role == "kin" and one.absent is None and not one.dead]
    assert any(one.found_through is not None and one.under(20) for one in left)


def test_no_sentence_of_the_real_texts_stands_in_the_story() -> None:
    folder = ROOT.parent / "shared" / "texts"
    if not folder.exists():
        pytest.skip("../shared/texts is not beside the project")
    real = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in folder.glob("*.txt"))
    for name in DRAFTS:
        words = (STORY / name).read_text(encoding="utf-8").split()
        assert not any(" ".join(words[at : at + 8]) in real for at in range(len(words) - 7))
