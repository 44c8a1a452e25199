"""The marked draft: nothing lost, nothing crossing, the strongest mark wins."""

from hypothesis import given
from hypothesis import strategies as st

from tests.exposure.making import MUSAN, reading
from underice.exposure.check import weigh
from underice.exposure.reader.model import Label, Person, Reading, Span
from underice.exposure.report.marked import Lines, marked
from underice.exposure.report.visible import visible

LABELS: st.SearchStrategy[Label] = st.sampled_from(["name", "origin", "event", "age"])


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(max_size=60))
    spans = []
    for _ in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        label: Label = draw(LABELS)
        spans.append(Span(start, draw(st.integers(start + 1, len(text))), label, ("p1",)))
    people = (Person("p1", "at_risk", sex="f", origin=(MUSAN,)),)
    return Reading(text, "en", None, people, tuple(sorted(spans)))


@given(readings())
def test_the_pieces_together_are_the_draft(found: Reading) -> None:
    assert "".join(piece.text for piece in marked(weigh(found), {"p1": 1})) == visible(found.text)


def test_a_real_name_and_the_costliest_words_are_strong_and_others_weaker() -> None:
    person = Person("p1", "at_risk", name="Pak Sun-i", sex="f", origin=(MUSAN,))
    words: list[tuple[str, Label, str]] = [
        ("Pak Sun-i", "name", "p1"), ("woman", "sex", "p1"), ("Musan", "origin", "p1"), ("weaver", "occupation", "p1"),
    ]  # fmt: skip
    found = weigh(reading("Pak Sun-i, a woman of Musan, a weaver.", [person], words))
    weights = {piece.text: piece.weight for piece in marked(found, {"p1": 1}) if piece.weight != "plain"}
    assert weights == {"Pak Sun-i": "strong", "woman": "counted", "Musan": "strong", "weaver": "uncounted"}


def test_a_piece_tells_whom_it_is_about() -> None:
    people = [Person("p1", "at_risk", sex="f"), Person("p2", "at_risk", sex="f")]
    found = weigh(reading("Two sisters.", people, [("sisters", "kin", "p1 p2")]))
    assert [piece.numbers for piece in marked(found, {"p1": 1, "p2": 2})] == [(), (1, 2), ()]


def test_words_of_people_who_are_not_in_the_report_stay_unmarked() -> None:
    found = weigh(reading("The minister.", [Person("p1", "public_figure")], [("minister", "occupation", "p1")]))
    assert [piece.weight for piece in marked(found, {})] == ["plain"]


@given(st.text())
def test_nothing_that_steers_a_terminal_stays_and_offsets_stay_true(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(
        (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e"
        for char in shown
    )


def test_a_windows_line_end_is_a_plain_line_end() -> None:
    found = weigh(reading("One.\r\nTwo.", []))
    assert "".join(piece.text for piece in marked(found, {})) == "One. \nTwo."


def test_lines_are_counted_from_one() -> None:
    lines = Lines("a\nbc\n\nd")
    assert [lines.of(offset) for offset in (0, 1, 2, 4, 5, 6)] == [1, 1, 2, 2, 3, 4]
