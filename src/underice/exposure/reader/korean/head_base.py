"""What the readers of words for people share: the state of one draft and a few looks at the words around a head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.lexicon import KinWord, SetWord
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Crowd, Party

if TYPE_CHECKING:
    from underice.exposure.reader.korean.frame import Frame

TOGETHER = re.compile(
    r"\s?(?:씨|군|양)?이?(?:[과와랑]|이랑|하고|를|을|도|만)? ?(?:도 )?(?:모두 |다 )?"
    r"(?:함께|같이|데리고(?! 오려| 올| 와야)|데려(?!오려|올|와야|오기|오겠)|업고|안고|동행|더불어|이끌고|품에|손을 잡고|동반)"
    r"|\s?(?:씨|군|양)?이?(?:[과와랑]|이랑|하고) ?(?:살|삽|산다|사는|지내|떠[났나]|탈북|강을 건|두만강|압록강|"
    r"건너|숨어|붙잡|체포|잡혀)"
)
GLUE = re.compile(r"(?:인|이자|이던|였던|이신)?(?:,| ?[:：])? ?(?:[(（]이하 )?[\"'‘“(（]?")
_LIST = re.compile(
    r"(?:\s?(?:[)）]|모(?= )|아무개|씨|님|군|양|어린이|할머니|\([^)]*\)))*\s?(?:,|·|및 |/|그리고|이?[과와] |이랑|랑|하고)"
)
DETERMINER = re.compile(r"(?:^|[^가-힣0-9])(?P<d>그|이|해당|문제의|한|어떤|어느|또 다른|다른|또 한|두|세|네|첫)\s?$")
ROW_MARK = re.compile(r"\d+|[①-⑳]|[가나다라마바사아자차카타파하](?=[).])")
_LETTERS = "가나다라마바사아자차카타파하"


class HeadBase:
    """State of one draft, kept from sentence to sentence."""

    def __init__(self, discourse: Frame) -> None:
        self.d = discourse
        self.row: Someone | None = None  # whom the row of a list is about
        self.row_also: list[Someone] = []  # … and with whom she shares it: "자매 2인, 20대"
        self.several: list[Someone] = []  # of "두 아들 갑, 을": those not yet named
        self.before_list: list[Someone] = []  # about whom the text was when a list began
        self.said_owner: list[Someone] = []  # "은하 양의 어머니는": whose relatives the sentence says it tells of
        self.told_owner: list[Someone] = []  # … and the sentence before
        self.brood: list[Someone] = []  # "세 자매": siblings told by their number
        self.reported = False  # the passage tells of somebody else than the narrator
        self.appositive = False  # the last head named somebody just described
        self.equated = False  # … by saying who it is: "어머니는 길 씨"
        self.ambiguous: list[Mention] = []
        self.first_row: Someone | None = None  # … and the first row of the list
        self.open_crowd: Crowd | None = None  # a group that still waits for its members
        self.counted_noun: Mention | None = None  # "남아 2명": the noun before the number
        self.kin_owner: list[Someone] = []
        self.last_kin: Mention | None = None
        self.young: set[int] = set()  # people called 양 or 군: not meant by a bare surname with 씨
        self.called_kin: dict[str, list[Someone]] = {}
        self.row_people: list[Someone] = []
        self.family: list[Someone] = []
        self.form: Someone | None = None  # whom a form of lines with labels is about
        self.label: tuple[KinWord, list[Someone]] | None = None  # "자녀: A, B"
        self.label_at = (0, 0)
        self.same_name = False  # the sentence says that two people share a name
        self.in_block: Party = []  # people a caption has shown so far
        self.pair_called: set[int] = set()
        self.who_words: dict[int, str] = {}
        self.addressee: list[Someone] = []  # to whom a letter is written
        self.titled_words: list[tuple[int, int, Someone]] = []  # "할머니" alone, after "옥 할머니"
        self.pairs: list[tuple[Someone, Someone, SetWord]] = []

    def _gap(self, mention: Mention) -> str:
        last = self.d.last
        return self.d.text[last.end : mention.start] if last is not None and last.end <= mention.start else "?"

    def together(self, mention: Mention) -> bool:
        """Whether the words after a head say that it shares the subject's fate (함께, 데리고)."""
        return TOGETHER.match(self.d.text, _after_brackets(self.d.text, mention.end)) is not None

    def lists(self, mention: Mention) -> bool:
        """Whether a head is followed by another in a list."""
        return _LIST.match(self.d.text, mention.end) is not None


def _after_brackets(text: str, end: int) -> int:
    found = re.match(r"\s?\([^)\n]{0,40}\)", text[end : end + 44])
    return end + found.end() if found else end


def row_number(mark: str) -> int:
    """The number of a row as its mark says it: 3, ③, 다."""
    if mark in _LETTERS:
        return _LETTERS.index(mark) + 1
    return int(mark) if mark.isascii() else ord(mark) - ord("①") + 1
