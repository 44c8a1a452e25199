"""What could be done, as rows of switches. The eight of the design ship; anybody may add rows."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from underice.decide.ranges import Problem

Audience = Literal["public", "states", "un", "none"]
"""Who is told: everybody, states in a closed briefing, the United Nations in confidence, nobody."""
Carrier = Literal["own", "ally", "adversary"]
"""Who carries a publication: ourselves, an ally or an adversary of the state that holds the people."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One way to act. Its words are gettext message ids in English and their Korean.

    `channel`: how much of the quiet channel runs (0, .5 or 1). `publish`: the day from now on which the audience is
    told, None for never. `identifying`: how strongly the text identifies, 0 (no names) to 1 (names). With audience
    "states" or "un" nothing is published unless it leaks.
    """

    code: str
    label_en: str
    label_ko: str
    channel: float
    publish: float | None
    identifying: float
    audience: Audience
    carrier: Carrier = "own"

    @property
    def publishes(self) -> bool:
        """Whether the public is told, on whatever day."""
        return self.publish is not None and self.audience == "public"

    @property
    def tells(self) -> bool:
        """Whether anybody is told, in public or in confidence."""
        return self.publish is not None and self.audience != "none"

    @property
    def names(self) -> bool:
        """Whether it hands out anything that identifies, and so needs exposure to have been checked."""
        return self.tells and self.identifying > 0

    def on(self, day: float) -> Policy:
        """The same policy told on another day; one that tells nobody stays as it is."""
        return replace(self, publish=day) if self.tells else self


POLICIES: tuple[Policy, ...] = (
    Policy("hold", "do nothing", "아무것도 하지 않음", 0, None, 0, "none"),
    Policy("quiet", "quiet channel only", "비공개 교섭만", 1, None, 0, "none"),
    Policy("wait_names", "quiet for six days, then names", "엿새 동안 비공개 교섭, 그 뒤 이름 공개", 1, 6, 1, "public"),
    Policy(
        "wait_no_names",
        "quiet for six days, then no names",
        "엿새 동안 비공개 교섭, 그 뒤 이름 없이 공개",
        1,
        6,
        0,
        "public",
    ),
    Policy("names_now", "publish names now", "지금 이름 공개", 1, 0, 1, "public"),
    Policy("no_names_now", "publish without names now", "지금 이름 없이 공개", 1, 0, 0, "public"),
    Policy("briefing", "closed briefing of states", "여러 나라에 비공개 설명", 1, 0, 1, "states"),
    Policy("un", "United Nations only, in confidence", "유엔에만 비공개로", 1, 0, 1, "un"),
)
"""The eight policies of the design. Six days: what the reporters of the seed case agreed to. Telling nobody but states or
the United Nations leaves the quiet channel open: were it halved, publication would win by the definition of the policy."""


def policy(code: str, among: tuple[Policy, ...] = POLICIES) -> Policy:
    """The policy called `code`. Raises KeyError if there is none."""
    for one in among:
        if one.code == code:
            return one
    raise KeyError(code)


def problems(policies: tuple[Policy, ...]) -> tuple[Problem, ...]:
    """What is wrong with policies, by code: `no_policies`, `policy_twice`, `channel_range`, `identifying_range`,
    `publish_past` (a day before now or not a number). All are refused.
    """
    found = [] if policies else [Problem("no_policies")]
    seen: set[str] = set()
    for one in policies:
        if one.code in seen:
            found.append(Problem("policy_twice", one.code))
        seen.add(one.code)
        if not 0 <= one.channel <= 1:
            found.append(Problem("channel_range", one.code, (one.channel,)))
        if not 0 <= one.identifying <= 1:
            found.append(Problem("identifying_range", one.code, (one.identifying,)))
        if one.publish is not None and not (math.isfinite(one.publish) and one.publish >= 0):
            found.append(Problem("publish_past", one.code, (one.publish,)))
    return tuple(found)
