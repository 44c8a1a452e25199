"""Policies: complete in both languages, with sources, and a broken file is refused."""

from pathlib import Path

import pytest

from underice.exposure.check import DEFAULT_K
from underice.exposure.policy import FILE, BadPolicy, Policy, policies, policy
from underice.vocabulary.kinds import property_of
from underice.vocabulary.language import LANGUAGES, is_hangul

GOOD = """\
[public]
label = {en = "the public", ko = "공개"}
help = {en = "All.", ko = "모두입니다."}
households = 20
identify = "with_consent"
consent = ["publish_named"]
classes = 2
insider = "warn"
ledger = true
[public.sources]
households = "judgement"
identify = "judgement"
consent = "judgement"
classes = "judgement"
insider = "judgement"
ledger = "judgement"
"""
EVERY = pytest.mark.parametrize("one", policies().values(), ids=list(policies()))


def test_the_audiences_of_the_issue_are_there() -> None:
    assert {"public", "un", "press-briefing", "family", "internal"} <= set(policies())


def test_a_clearance_can_be_recorded_for_every_audience_and_for_no_other() -> None:
    audience = property_of("clearance", "audience")
    assert audience is not None
    assert {name: dict(words) for name, words in audience.options.items()} == {
        one.audience: dict(one.label) for one in policies().values()
    }


def test_by_default_twenty_households_and_nobody_identified_without_consent() -> None:
    public = policy("public")
    assert (public.households, public.identify) == (DEFAULT_K, "with_consent")
    assert public.consent == ("publish_named",)


@EVERY
def test_every_policy_speaks_both_languages(one: Policy) -> None:
    for words in (one.label, one.help):
        assert set(words) == set(LANGUAGES)
        assert is_hangul(words["ko"][0])
        assert not any(map(is_hangul, words["en"]))
    assert one.help["en"].endswith(".")
    assert one.help["ko"].endswith("니다.")


@EVERY
def test_every_value_says_where_it_comes_from(one: Policy) -> None:
    assert set(one.sources) == {"households", "identify", "consent", "classes", "insider", "ledger"}
    assert all("judgement" in text or "kinds/" in text or "anybody may read" in text for text in one.sources.values())


@EVERY
def test_what_anybody_may_read_is_held_to_no_less_than_what_few_may(one: Policy) -> None:
    assert one.households <= policy("public").households
    assert one.classes >= policy("public").classes
    assert one.classes < 4


def test_an_unknown_audience_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        policy("everybody")


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert policies(path)["public"].households == 20
    assert FILE.name == path.name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("households = 20", "households = 0"),
        ("households = 20", "households = true"),
        ("households = 20", "households = '20'"),
        ("households = 20", "people = 20"),
        ("classes = 2", "classes = 5"),
        ('identify = "with_consent"', 'identify = "always"'),
        ('identify = "with_consent"', "identify = 1"),
        ('insider = "warn"', 'insider = ""'),
        ("ledger = true", "ledger = 1"),
        ('consent = ["publish_named"]', "consent = []"),
        ('consent = ["publish_named"]', 'consent = "publish_named"'),
        ('consent = ["publish_named"]', 'consent = ["all"]'),
        ('ko = "공개"', 'ko = " "'),
        ('{en = "All.", ko = "모두입니다."}', '{en = "All."}'),
        ('{en = "All.", ko = "모두입니다."}', '"All."'),
        ('[public.sources]\nhouseholds = "judgement"', "[public.sources]"),
        (GOOD, ""),
        (GOOD, "public = 1"),
        (GOOD, "[public"),
    ],
)
def test_a_broken_file_is_refused(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPolicy):
        policies(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadPolicy):
        policies(path)
