"""The three main jobs of the desk with the keyboard alone: no mouse, nothing focused or filled but by pressing keys.

A list comes in, a draft is softened and brought before the gate, and a decision is run and given its reason. Locators
are used only to know what stands on the page; whoever wants to get somewhere presses the page's keys or Tab.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import Watched
from underice.cli.demo_story import DRAFTS, EDITOR, STORY
from underice.vocabulary.language import LANGUAGES, Language, translation

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from underice.desk.serve import Serving

TITLE = "선양 아파트 두 곳의 체포"
WAITING = 60_000
"""Milliseconds that a slow machine may take for a count, a wording or a run."""
MOST_TABS = 150
"""Nobody should have to press Tab more often than this to get anywhere on a page."""
MESSAGE = "1. 감나래 (여, 1991년생, 함북 온성)\n2. 서도울 (남, 1984년생, 양강도 혜산)\n"
"""Two invented people whom the story does not know."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus. Raises AssertionError after MOST_TABS, or if it cannot be seen."""
    wanted.wait_for()
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if has_focus(wanted):
            return
    raise AssertionError(f"{MOST_TABS} times Tab do not lead to {wanted}")


def has_focus(wanted: Locator) -> bool:
    """Whether what is typed now goes to this element."""
    return bool(wanted.evaluate("element => element === document.activeElement"))


@dataclass
class Typist:
    """Somebody at the desk who reads one language and has no mouse."""

    page: Page
    lang: Language
    _: Callable[[str], str] = field(init=False)

    def __post_init__(self) -> None:
        self._ = translation(self.lang).gettext
        self.page.set_default_timeout(WAITING)

    def press(self, wanted: Locator) -> None:
        """Press the key that the page offers for a link, button or field."""
        wanted.wait_for()
        key = wanted.get_attribute("data-key")
        assert key is not None, f"no key for {wanted}"
        self.page.keyboard.press(key)

    def go(self, place: str) -> None:
        """Press the key of a place of the bar, and wait for its page."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=self._(place), exact=True)
        address = link.get_attribute("href")
        self.press(link)
        self.page.wait_for_url(f"**{address}")

    def button(self, name: str, **fields: object) -> Locator:
        """A button of the page, by its words."""
        return self.page.locator("main").get_by_role("button", name=self._(name).format(**fields), exact=True).first

    def link(self, name: str) -> Locator:
        """A link of the page, by its words."""
        return self.page.locator("main").get_by_role("link", name=self._(name), exact=True).first

    def label(self, name: str, within: Locator | None = None) -> Locator:
        """The field with a label."""
        place = within if within is not None else self.page.locator("main")
        return place.get_by_label(self._(name), exact=True).first

    def enter(self, wanted: Locator) -> None:
        """Go to a link or button and press Enter."""
        tab_to(self.page, wanted)
        self.page.keyboard.press("Enter")

    def write(self, wanted: Locator, words: str) -> None:
        """Go to a field and write over what stands in it."""
        tab_to(self.page, wanted)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)
        assert wanted.input_value() == words

    def choose(self, wanted: Locator, words: str) -> None:
        """Go down a list that has the focus to what is wanted."""
        assert has_focus(wanted)
        for _press in range(wanted.locator("option").count()):
            if chosen(wanted) == words:
                return
            self.page.keyboard.press("ArrowDown")
        assert chosen(wanted) == words

    def tick(self, box: Locator) -> None:
        """Go to a box or a button of a group and press the space bar, unless it is on."""
        tab_to(self.page, box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()


def chosen(wanted: Locator) -> str:
    """What a list for choosing stands on, in words."""
    words: str = wanted.evaluate("element => element.selectedOptions[0]?.textContent.trim() ?? ''")
    return words


@pytest.mark.browser
def test_a_list_comes_in_by_the_keyboard_alone(watched: Watched, served_fresh: Serving) -> None:
    one = Typist(watched.open(served_fresh, "ko"), "ko")
    page = one.page
    one.go("List in")
    text = one.label("Paste the message, the e-mail or the rows")
    assert has_focus(text)
    page.keyboard.insert_text(MESSAGE)
    one.enter(one.button("Look at it"))
    case = one.label("Case it belongs to")
    one.press(case)
    one.choose(case, TITLE)
    one.write(one.label("What to call the list"), "자판으로 받은 명단")
    page.keyboard.press("Escape")
    one.press(one.button("Record the list as one action"))
    page.locator(".notice.good").wait_for()
    one.go("List in")
    # The cursor stands in the text at once; a key of the page leads on only after Escape.
    page.keyboard.press("Escape")
    one.enter(page.get_by_role("link", name="자판으로 받은 명단").first)
    for name in ("감나래", "서도울"):
        page.locator("main").get_by_text(name).first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_is_softened_and_brought_before_the_gate_by_the_keyboard_alone(
    watched: Watched, served_fresh: Serving, lang: Language
) -> None:
    one = Typist(watched.open(served_fresh, lang), lang)
    page = one.page
    one.go("Drafts")
    one.write(one.label("Title"), "호소문")
    one.write(one.label("Text"), (STORY / DRAFTS[0]).read_text(encoding="utf-8"))
    case = one.label("Case")
    tab_to(page, case)
    one.choose(case, TITLE)
    one.enter(one.button("Check it"))
    headline = page.locator(".headline.bad")
    headline.wait_for()
    page.locator(".cm-content mark.strong").first.wait_for()
    exposed, before = headline.inner_text(), page.locator(".cm-content").inner_text()
    page.locator("[data-ways] button[data-edits]").first.wait_for()
    one.enter(one.button("Take all of way {n}", n=1))
    page.wait_for_function("before => document.querySelector('.headline').innerText !== before", arg=exposed)
    editor = page.locator(".cm-content")
    assert editor.inner_text() != before
    assert has_focus(editor)
    one.enter(one.link("To the gate"))
    for box in page.locator("input[type=checkbox][name=acknowledge]").all():
        one.tick(box)
    one.write(one.label("Signed off by"), EDITOR)
    one.enter(one.button("Ask the gate"))
    page.locator(".notice.bad[aria-labelledby=against] li, section[aria-labelledby=out]").first.wait_for()
    assert one.label("Signed off by").input_value() == EDITOR


@pytest.mark.browser
def test_a_decision_is_begun_run_and_given_its_reason_by_the_keyboard_alone(
    watched: Watched, served_fresh: Serving
) -> None:
    one = Typist(watched.open(served_fresh, "ko"), "ko")
    page = one.page
    one.go("Speak or wait")
    one.press(one.link("New decision"))
    one.write(one.label("A title, without names"), "선양 열두 사람")
    one.write(one.label("How many people are held"), "12")
    one.enter(one.button("Begin"))
    field_of_it = page.locator("#r-return_days")
    high = one.label("High", field_of_it)
    high.wait_for()
    stood = float(high.input_value())
    tab_to(page, field_of_it.locator("input[type=range].high"))
    for _press in range(30):
        page.keyboard.press("ArrowLeft")
    moved = float(high.input_value())
    assert moved < stood
    one.enter(field_of_it.locator("summary").first)
    one.write(one.label("What does it rest on?", field_of_it), "지난 세 번은 그보다 빨랐다")
    one.write(one.label("Whose ranges these are"), EDITOR)
    one.enter(one.button("Record and run a million futures"))
    page.wait_for_url("**/runs/*")
    assert page.locator("main svg").count() > 0
    one.enter(one.link("Choose and sign"))
    one.tick(page.locator("input[name=policy]").first)
    one.write(one.label("Why, one reason a line"), "창구가 아직 답한다")
    one.write(one.label("Whose choice"), EDITOR)
    one.enter(one.button("Record the choice"))
    page.locator("main").get_by_text("창구가 아직 답한다").first.wait_for()
    assert float(one.label("High", page.locator("#r-return_days")).input_value()) == moved
