"""A draft is kept sealed while it is written, and two windows on it never write over each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.vault.making import CHEAP
from underice.exposure.check import check
from underice.exposure.corrections import Anchor, BadCorrection, Correction
from underice.exposure.drafts import (
    NEW,
    Meant,
    Stale,
    TooLong,
    anchor,
    anchored,
    confirmed,
    drafts,
    keep,
    kept,
    new,
)
from underice.vault.errors import UnknownId
from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

DAY = date(2026, 2, 14)
TEXT = "무산 출신 38세 여성과 아홉 살 아들이 체포됐다."


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault."""
    with Vault.create(
        tmp_path / "v", passphrase="long enough for a test", writer="w", kdf=CHEAP, idle=None, device_dir=tmp_path / "d"
    ) as made:
        yield made


def test_what_was_typed_comes_back_as_it_was(vault: Vault) -> None:
    case = new_id()
    first = replace(
        new("호소문", TEXT, case=case, published=DAY),
        audience="un",
        corrections=(Correction("untell", Anchor("38세")),),
        meant=(Meant(Anchor("38세"), "ab" * 16), Meant(Anchor("아홉 살"), None)),
    )
    saved = keep(vault, first, by="리포터")
    again = kept(vault, first.id)
    assert again == saved
    assert replace(again, version=NEW, saved=0, by="") == first
    assert again.by == "리포터"
    assert again.version


def test_an_empty_draft_can_be_kept_and_emptied_again(vault: Vault) -> None:
    empty = keep(vault, new())
    full = keep(
        vault, replace(empty, text="글", title="제목", published=DAY, corrections=(Correction("untell", Anchor("글")),))
    )
    emptied = keep(vault, replace(full, text="", title="", published=None, corrections=()))
    assert (emptied.text, emptied.title, emptied.published, emptied.corrections) == ("", "", None, ())


def test_keeping_the_same_wording_twice_writes_nothing(vault: Vault) -> None:
    saved = keep(vault, new("a", TEXT))
    before = vault.head()
    assert keep(vault, saved) == saved
    assert vault.head() == before


def test_earlier_wordings_stay_in_the_history(vault: Vault) -> None:
    saved = keep(vault, new("a", "첫 글"))
    keep(vault, replace(saved, text="고친 글"))
    texts = [line.statement.value for line in vault.history(saved.id) if line.statement.prop == "text"]
    assert texts == ["첫 글", "고친 글"]


def test_a_window_that_has_an_older_wording_is_refused_and_shown_the_newer(vault: Vault) -> None:
    first = keep(vault, new("a", "처음"))
    second = keep(vault, replace(first, text="다른 창"))
    with pytest.raises(Stale) as stale:
        keep(vault, replace(first, text="이 창"))
    assert stale.value.now == second
    assert kept(vault, first.id).text == "다른 창"


def test_a_draft_that_was_never_kept_has_no_older_wording(vault: Vault) -> None:
    with pytest.raises(Stale):
        keep(vault, replace(new("a"), version="00" * 16))


def test_a_text_too_long_to_be_kept_is_refused_whole(vault: Vault) -> None:
    with pytest.raises(TooLong):
        keep(vault, new("a", "가" * 100_001))
    assert drafts(vault, None) == ()


def test_drafts_are_listed_by_state_the_last_kept_first(vault: Vault) -> None:
    one = keep(vault, new("하나", "1"))
    two = keep(vault, new("둘", "2"))
    gone = keep(vault, replace(one, state="aside"))
    assert drafts(vault) == (two,)
    assert drafts(vault, "aside") == (gone,)
    assert {each.id for each in drafts(vault, None)} == {one.id, two.id}


def test_an_unknown_draft_is_unknown(vault: Vault) -> None:
    with pytest.raises(UnknownId):
        kept(vault, new_id())


def test_who_is_meant_stays_with_words_that_tell_of_one_person() -> None:
    reading = check(TEXT, date=DAY).reading
    woman = next(one for one in reading.persons if one.sex == "f")
    words = anchor(reading, woman.ref)
    assert words is not None
    assert confirmed([Meant(words, "aa" * 16)], reading) == {woman.ref: "aa" * 16}
    moved = check(f"새 문장입니다. {TEXT}", date=DAY).reading
    woman_there = next(one for one in moved.persons if one.sex == "f")
    assert confirmed([Meant(words, None), Meant(Anchor("없는 말"), "bb" * 16)], moved) == {woman_there.ref: None}


def test_somebody_without_words_of_her_own_has_no_anchor() -> None:
    reading = check(TEXT, date=DAY).reading
    assert anchor(reading, "p99") is None


def test_an_anchor_counts_the_places_where_its_words_stand() -> None:
    assert anchored("하나 둘 하나", 5, 7) == Anchor("하나", 2)
    assert anchored("aaaa", 2, 4) == Anchor("aa", 3)


def test_a_record_that_the_program_cannot_have_written_is_refused(vault: Vault) -> None:
    saved = keep(vault, new("a", TEXT))
    vault.record([Statement(saved.id, "draft", "meant", '[{"words": 1}]', saved.id)])
    with pytest.raises(BadCorrection):
        kept(vault, saved.id)


def test_a_kept_draft_shows_nothing_of_itself_in_a_traceback(vault: Vault) -> None:
    assert "체포" not in repr(keep(vault, new("체포", TEXT)))


def test_what_is_no_draft_is_not_read_as_one(vault: Vault) -> None:
    person = new_id()
    vault.record([Statement(person, "person", "name", "김영희", person)])
    with pytest.raises(UnknownId):
        kept(vault, person)
