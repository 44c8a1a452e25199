"""Which people the words of a Korean draft stand for: names, relatives, described persons, pronouns and groups."""

from __future__ import annotations

import re

from underice.exposure.reader.document import Sentence
from underice.exposure.reader.korean.head_base import ROW_MARK, row_number
from underice.exposure.reader.korean.head_described import DescribedHeads
from underice.exposure.reader.korean.head_kin import KinHeads
from underice.exposure.reader.korean.head_names import NameHeads
from underice.exposure.reader.korean.mention import Mention
from underice.exposure.reader.korean.people import Party, persons

_NAMELESS = re.compile(
    r"(?:이름|성명|성함|신원|본명) ?(?:은|:)? ?(?:미상|불명|미확인|비공개|모름|불상)(?=\s?[,/|·(.:;\n])|(?:미상|불상)(?=[,/ (])"
)
_SAME_NAME = re.compile(r"이름이 (?:서로 |모두 )?같|동명이인|같은 이름|이름도 같|동명")


class Heads(NameHeads, KinHeads, DescribedHeads):
    """Resolves the words that stand for people. Keeps what one sentence leaves for the next."""

    def begin(self, sentence: Sentence, mentions: list[Mention], *, new_block: bool) -> None:
        """Start a sentence: a row of a list is about the first person in it."""
        self.told_owner = self.said_owner if not new_block else []
        self.said_owner = []
        self.kin_owner, self.last_kin, self.label = [], None, None
        self.same_name = bool(_SAME_NAME.search(self.d.text[sentence.start : sentence.end]))
        if new_block:
            kinds = [block.kind for block in self.d.document.blocks[max(0, sentence.block - 1) : sentence.block + 1]]
            if kinds[-1] == "item" and kinds[0] != "item":
                self.before_list = [one for one in persons(self.d.hero) if one.name]
            self._admit_row()
            self.row = None
            self.row_also = []
            self.in_block = []
            self._nameless_row()
        self.reported = False

    def _nameless_row(self) -> None:
        """A row that says at once that the name is not known is about somebody new: "3) 이름 미상, 여, …"."""
        d = self.d
        if d.block.kind != "item" or not _NAMELESS.match(d.text, d.block.start):
            return
        self.row = d.stage.new(d.block.start)
        self.first_row = self.first_row or self.row
        number = ROW_MARK.search(d.block.marker)
        if number:
            d.stage.rows[row_number(number[0])] = self.row

    def stands_alone(self, mention: Mention) -> bool:
        """Whether a head without a particle can be a subject ("정 씨 어제 잡혔다")."""
        return mention.kind in ("name", "kin", "who", "number") or mention.word in ("둘", "셋")

    def resolve(self, mention: Mention, held: list[Mention], rest: list[Mention]) -> Party | None:
        """The people `mention` stands for; None if it stands for nobody in particular."""
        self.appositive = self.equated = False
        match mention.kind:
            case "name":
                return self._name(mention, held, rest)
            case "kin":
                return self.kin_or_writer(mention)
            case "set":
                return self._set(mention)
            case "who":
                return self._who(mention, held)
            case "pronoun":
                return self._pronoun(mention)
            case _:
                return self._number(mention, held)
