from hypothesis import given
from hypothesis import strategies as st

from underice.exposure.reader.document import Document


def words(text: str) -> list[str]:
    document = Document.of(text)
    return [text[s.start : s.end] for s in document.sentences]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in Document.of(text).blocks]


def test_titles_and_initials_do_not_end_a_sentence() -> None:
    assert words("I knew Mr. Han. He met Dr. J. Oh there.") == ["I knew Mr. Han.", "He met Dr. J. Oh there."]


def test_korean_sentences_end_without_a_space_after_the_stop() -> None:
    assert words("떠났다.그는 돌아오지 않았다.") == ["떠났다.", "그는 돌아오지 않았다."]


def test_decimal_numbers_and_dotted_dates_stay_whole() -> None:
    assert words("2012.2.8 체포됐다. 끝.") == ["2012.2.8 체포됐다.", "끝."]


def test_questions_answers_items_and_headings_are_told_apart_in_both_languages() -> None:
    assert kinds("# Report\nQ: Where?\nA: There.\n- one\n1) two") == [
        ("heading", "Report"), ("question", "Where?"), ("answer", "There."), ("item", "one"), ("item", "two"),
    ]  # fmt: skip
    assert kinds("문: 언제?\n답: 어제요.\n[시론] 침묵") == [
        ("question", "언제?"), ("answer", "어제요."), ("heading", "침묵"),
    ]  # fmt: skip


def test_dotted_markers_are_questions_and_answers_only_together() -> None:
    assert kinds("Q. Where?\nA. There.\nQ2. When?\nA2. Then.") == [
        ("question", "Where?"), ("answer", "There."), ("question", "When?"), ("answer", "Then."),
    ]  # fmt: skip
    assert ("answer", "Kim left.") not in kinds("Kim met B. Lee.\nA. Kim left.")


def test_named_askers_ask_questions() -> None:
    assert kinds("INTERVIEWER: Where?\nMRS. KO: There.")[0] == ("question", "Where?")


def test_numbered_references_and_titles_in_capitals_do_not_end_a_sentence() -> None:
    assert words("Nos. 1 and 2 left. I said no. 3 came? MR. O came.") == [
        "Nos. 1 and 2 left.", "I said no. 3 came?", "MR. O came.",
    ]  # fmt: skip
    assert words("She said no. He left.") == ["She said no.", "He left."]


@given(st.text(alphabet="가나 ab.!?\n\"'”:1)#-", max_size=200))
def test_sentences_lie_in_order_within_the_text_and_lose_only_white_space_and_markers(text: str) -> None:
    document = Document.of(text)
    end = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert end <= sentence.start < sentence.end <= len(text)
        assert block.start <= sentence.start
        assert sentence.end <= block.end
        end = sentence.end
    kept = sum(len(text[s.start : s.end].strip()) for s in document.sentences)
    assert kept + sum(len(b.marker) for b in document.blocks) >= len("".join(text.split())) * 0.5
