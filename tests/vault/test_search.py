from hypothesis import given
from hypothesis import strategies as st

from tests.vault.making import say
from underice.vault import search
from underice.vault.vault import Vault

texts = st.text(alphabet="김영희무산군리이 ,Shenyag3月金善姬\u1100\u1161", max_size=14)


def hit(query: str, value: str) -> bool:
    return search.matches(query, [value])


def test_syllables_are_found_anywhere_in_a_word() -> None:
    assert hit("영희", "김영희가 왔다")
    assert hit("희", "김영희")
    assert not hit("김희", "김영희")


def test_a_pair_across_two_words_is_not_a_match() -> None:
    assert not hit("무산군", "무산 산군")
    assert hit("무산 산군", "그 무산 산군에서")


def test_words_in_letters_are_found_from_their_beginning() -> None:
    assert hit("shen", "in Shenyang")
    assert not hit("yang", "in Shenyang")
    assert hit("yong-hui", "Kim Yŏng-hŭi")


def test_spelling_north_and_south_and_decomposed_hangul_are_alike() -> None:
    assert hit("리영희", "이영희")
    assert hit("체포되였다", "체포됐다")
    assert hit("각", "\u1100\u1161\u11a8")


def test_nothing_to_search_for_finds_nothing() -> None:
    assert search.query(" ,!") is None
    assert not hit("...", "...")


def test_a_normalised_form_is_indexed_when_it_differs_and_no_phrase_crosses_it() -> None:
    assert search.index_text("김영희", "김영희") == search.index_text("김영희", None) == "김영 영희 희"
    assert search.index_text("이씨", "리씨") == "이씨 씨"
    assert "\ue000" in search.index_text("金善姬", "김선희")
    assert search.index_text(None, None) == ""


def test_a_statement_in_hanja_is_found_by_two_characters(vault: Vault) -> None:
    vault.record([say("金善姬는 茂山에 살았다"), say("Kim Sŏn-hŭi of Musan")])
    assert [found.claim.value for found in vault.search("茂山")] == ["金善姬는 茂山에 살았다"]
    assert [found.claim.value for found in vault.search("son-hui")] == ["Kim Sŏn-hŭi of Musan"]
    assert vault.search("!!") == ()


@given(value=texts, begin=st.integers(0, 13), length=st.integers(1, 6), other=texts)
def test_the_index_finds_every_match(value: str, begin: int, length: int, other: str) -> None:
    for text in (value[begin : begin + length], other):
        wanted = search.query(text)
        if wanted is None or not hit(text, value):
            continue
        tokens = search.tokens(value).split(" ")
        phrase = wanted.rstrip(" *").strip('"').split(" ")
        starts = range(len(tokens) - len(phrase) + 1)

        def fits(
            at: int, phrase: list[str] = phrase, tokens: list[str] = tokens, open_: bool = wanted[-1] == "*"
        ) -> bool:
            found = tokens[at : at + len(phrase)]
            return found[:-1] == phrase[:-1] and (found[-1].startswith(phrase[-1]) if open_ else found == phrase)

        assert any(fits(at) for at in starts)


def test_search_in_a_vault_finds_exactly_what_a_scan_finds(vault: Vault) -> None:
    syllables = "김이리박영희철수무산회령군시"
    every = [a + b + " " + b + c for a in syllables for b in syllables for c in "은는"]
    vault.record([say(value, prop="note") for value in every])
    for query in ("무산", "리영", "산군", "영", "희 희"):
        expected = sorted(value for value in every if hit(query, value))
        assert sorted(found.claim.value for found in vault.search(query, limit=10_000)) == expected
        assert len(vault.search(query, limit=5)) == min(5, len(expected))
