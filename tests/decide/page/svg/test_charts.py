from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.decide.page.svg import style
from underice.decide.page.svg.bars import Bar, Bars, bars
from underice.decide.page.svg.drawing import text_width, ticks, whole_ticks, wrapped
from underice.decide.page.svg.heat import Map, heat, shade
from underice.decide.page.svg.strips import Panel, Spread, strips
from underice.decide.page.svg.threshold import FIRST, NEITHER, SECOND, Axis, Field, threshold
from underice.decide.page.svg.waiting import Curve, waiting

SVG = "{http://www.w3.org/2000/svg}"
ROWS = ("보류", "비공개 교섭 <6일> & 그 뒤 이름 공개", "Names now")
_people = st.floats(-2000, 2000, allow_nan=False)


def _strips(panels: list[Panel] | None = None) -> str:
    spreads = tuple(Spread(place, place + 1, place + 2, place + 3, place + 5) for place in range(3))
    return strips(
        ROWS,
        panels or [Panel("The detained", "sent back, of 12", spreads, 12)],
        name="s",
        title="T & t",
        desc="D",
        strong={1},
    )


def _heat() -> str:
    return heat(
        ROWS, [Map("D", "people", ("usual", "worst"), ((0, 1), (3, 9), (12, 600)))] * 2, name="h", title="T", desc="D"
    )


def _threshold() -> str:
    across = Axis("kappa", (0, 0.5, 1), ((0, "0"), (1, "1")), float, 0.2, 0.9, 0.4)
    up = Axis("days", (7, 20, 90), ((7, "7"), (90, "90")), math.log, 10, 30, 14)
    fields = [Field(group, "note", ((FIRST, SECOND), (NEITHER, FIRST))) for group in ("D", "F", "T")]
    return threshold(
        across, up, fields, key=("names better", "quiet better", "neither", "you"), name="t", title="T", desc="D"
    )


def _waiting(whole: int | None = 12) -> str:
    curve = Curve((0, 1, 2, 3), (1, 4, 4, 2), flat=(1, 2), deadline=(2.5, 3))
    return waiting(
        curve,
        across="day",
        unit="freed",
        flat="as good",
        deadline="transfer",
        name="w",
        title="T",
        desc="D",
        whole=whole,
    )


def _bars() -> str:
    groups = [Bars("D", "people", (Bar(30, 2, call=True), Bar(2, 4, call=False), None))]
    return bars(ROWS, groups, nothing="nothing to learn", name="b", title="T", desc="D")


CHARTS = {"strips": _strips, "heat": _heat, "threshold": _threshold, "waiting": _waiting, "bars": _bars}


@pytest.mark.parametrize("made", CHARTS)
def test_a_chart_is_well_formed_and_reads_its_title_and_description_aloud(made: str) -> None:
    tree = ElementTree.fromstring(CHARTS[made]())
    title, desc = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("made", CHARTS)
def test_a_chart_carries_no_style_no_script_and_no_colour_of_its_own(made: str) -> None:
    for element in ElementTree.fromstring(CHARTS[made]()).iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}use")
        assert "style" not in element.attrib
        assert not any(key.endswith("href") or key.startswith("on") for key in element.attrib)
        for ink in (element.get("fill"), element.get("stroke")):
            assert ink in (None, "none", "currentColor", "Canvas") or ink.startswith("url(#")


@pytest.mark.parametrize("made", CHARTS)
def test_nothing_drawn_leaves_the_picture(made: str) -> None:
    tree = ElementTree.fromstring(CHARTS[made]())
    _, _, width, height = map(float, (tree.get("viewBox") or "").split())
    for element in tree.iter():
        if element.tag == f"{SVG}text":
            start = float(element.get("x") or 0)
            wide = text_width(element.text or "", float(element.get("font-size") or 0))
            start -= {"end": wide, "middle": wide / 2}.get(element.get("text-anchor") or "", 0)
            assert start >= -12
            assert start + wide <= width + 12
            assert 0 <= float(element.get("y") or 0) <= height
        elif element.tag == f"{SVG}rect":
            assert 0 <= float(element.get("x") or 0) <= width
            assert float(element.get("y") or 0) + float(element.get("height") or 0) <= height


def test_words_from_outside_are_escaped() -> None:
    assert "<6일>" not in _strips()
    assert "&lt;6일&gt; &amp;" in _strips()


def test_fields_and_bars_differ_by_more_than_colour() -> None:
    assert "url(#t-first)" in _threshold()
    assert "url(#t-second)" in _threshold()
    assert 'fill="none"' in _bars()


def test_each_cell_of_a_heat_map_says_its_number_and_there_is_no_total() -> None:
    texts = [element.text for element in ElementTree.fromstring(_heat()).iter(f"{SVG}text")]
    assert [text for text in texts if text and text.isdigit()] == ["0", "1", "3", "9", "12", "600"] * 2


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_regret_is_never_drawn_paler_and_always_leaves_the_number_legible(one: int, other: int) -> None:
    assert shade(min(one, other)) <= shade(max(one, other)) <= 0.65


@given(st.lists(st.tuples(_people, _people, _people, _people, _people), min_size=3, max_size=3))
def test_strips_of_any_numbers_stay_inside_their_panel(found: list[tuple[float, float, float, float, float]]) -> None:
    spreads = tuple(Spread(*sorted(five)) for five in found)
    tree = ElementTree.fromstring(_strips([Panel("T", "people", spreads)]))
    width = float((tree.get("viewBox") or "").split()[2])
    for circle in tree.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx") or 0) < width


@given(st.floats(-5000, 5000), st.floats(0.1, 9000))
def test_marks_on_an_axis_are_few_whole_and_enclose_the_values(low: float, width: float) -> None:
    marks = ticks(low, low + width)
    assert marks[0] <= low + 1e-9  # hypothesis knows floats that vanish in a division
    assert marks[-1] >= low + width - 1e-9
    assert 2 <= len(marks) <= 7


@given(st.integers(0, 3000))
def test_an_axis_of_all_people_ends_with_all_of_them(whole: int) -> None:
    marks = whole_ticks(whole)
    assert marks[0] == 0
    assert marks[-1] == max(whole, 1)
    assert len(marks) <= 6


def test_a_curve_without_bands_and_without_a_known_whole_is_drawn_too() -> None:
    bare = waiting(Curve((0, 9), (0, 0)), across="d", unit="u", flat="", deadline="", name="w", title="T", desc="D")
    assert bare.count("<rect") == 1
    assert _waiting(None).count("<polyline") == 1


def test_long_labels_are_broken_between_words_and_no_word_is_lost() -> None:
    text = "Quiet until day 6, then publish without any names"
    assert " ".join(wrapped(text, 90)) == text
    assert wrapped("", 90) == [""]


def test_beliefs_without_a_best_guess_show_only_the_outline() -> None:
    across = Axis("x", (0, 1), (), float, 0, 1)
    plot = threshold(across, across, [], key=("a", "b", "c", "d"), name="t", title="T", desc="D")
    assert "<svg" in plot
    one = threshold(
        across, across, [Field("D", "", ((NEITHER,),))], key=("a", "b", "c", "d"), name="t", title="T", desc="D"
    )
    assert one.count("<circle") == 2  # the pattern's and the key's


def test_the_style_sheet_names_no_red_and_no_green() -> None:
    sheet = style()
    assert "@media print" in sheet
    assert "prefers-color-scheme: dark" in sheet
    assert not any(name in sheet for name in ("red", "green"))
