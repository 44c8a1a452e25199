"""What is worth asking before deciding, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from underice.decide.ranges import Group


@dataclass(frozen=True, slots=True)
class Asked:
    """What knowing one belief would be worth to one group, in people over 100 sampled futures, net of the delay.

    unsure: its standard error. call: True if it stands clear of that. nothing: True if there is nothing to learn.
    """

    name: str
    group: Group
    value: float
    unsure: float
    call: bool
    nothing: bool = False
