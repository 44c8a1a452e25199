"""A draft of ten people beside a ledger of 200 entries: `python -m bench.draft`.

Goals: a whole check within 300 ms, and one after an edit within 50 ms. Every run forgets all counts; the tables, the
register and the lexicons stay loaded, as in a program that is open. The texts and people are invented.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType

from bench._timing import Timing, machine, row, table, timing
from underice.exposure import anonymity, fitting, households, weighing
from underice.exposure.check import check
from underice.exposure.known import Known, Published, Registered
from underice.exposure.reader import read
from underice.exposure.reader.model import Lang
from underice.exposure.register.families import families
from underice.people.facts import PersonFacts
from underice.vocabulary.intervals import DateInterval

RUNS = 7
TODAY = date(2026, 2, 14)
_COUNTIES = ("KP0218", "KP0203", "KP0101", "KP0307", "KP0802", "KP0201")
_KO = "{}세 여성은 {}에서 온 {}로, {} 아들과 함께 지난해 11월 체포됐다. 이 여성은 그 뒤 연락이 끊겼다."
_EN = (
    "A {}-year-old woman from {}, a {}, was arrested last November together with her {}-year-old son. "
    "She has not been heard of since."
)
_PEOPLE = {
    "ko": [(38, "무산", "교원", "아홉 살"), (41, "회령", "간호사", "열두 살"), (35, "혜산", "상인", "일곱 살"),
           (44, "온성", "광부", "열다섯 살"), (29, "청진", "재봉사", "다섯 살")],
    "en": [(38, "Musan", "teacher", "nine"), (41, "Hoeryong", "nurse", "twelve"), (35, "Hyesan", "trader", "seven"),
           (44, "Onsong", "miner", "fifteen"), (29, "Chongjin", "seamstress", "five")],
}  # fmt: skip
_LANGUAGES: tuple[Lang, ...] = ("ko", "en")


def draft(lang: Lang, first: int = 38) -> str:
    """Five mothers and five sons; first: the age of the first mother."""
    pattern = _KO if lang == "ko" else _EN
    told = [(first, *_PEOPLE[lang][0][1:]), *_PEOPLE[lang][1:]]
    return "\n\n".join(pattern.format(*one) for one in told) + "\n"


def ledger() -> Known:
    """Forty registered people of whom five things each are public."""
    people, said = {}, {}
    for number in range(40):
        key, home, year = f"{number:032x}", _COUNTIES[number % 6], 1980 + number % 15
        facts = PersonFacts(key, names=("최은실",), sex=("f",), births=(DateInterval.year(year),), origins=((home,),))
        people[key] = Registered(key, frozenset({key}), facts)
        said[key] = tuple(
            Published("birth", str(year), f"q{at}") if at % 2 else Published("origin", home, f"q{at}")
            for at in range(5)
        )
    return Known(people, said)


def forget() -> None:
    """Drop everything that was counted for a question; the tables stay."""
    kept = {"families", "sample", "axis", "census", "everyone", "_everyone_by_birth", "_absent_by_birth"}
    for module in (weighing, households, fitting, anonymity):
        for clear in _caches(module, kept):
            clear()


def _caches(module: ModuleType, kept: set[str]) -> Iterator[Callable[[], object]]:
    for name, found in vars(module).items():
        if name not in kept and hasattr(found, "cache_clear"):
            yield found.cache_clear


def timed(lang: Lang, known: Known) -> tuple[Timing, Timing, Timing]:
    """A whole check, one after an edit, and reading alone."""
    whole, edited, reading = [], [], []
    check(draft(lang), date=TODAY, known=known)
    for run in range(RUNS):
        forget()
        begin = time.perf_counter()
        check(draft(lang), date=TODAY, known=known)
        whole.append(time.perf_counter() - begin)
        changed = draft(lang, 45 + run)
        begin = time.perf_counter()
        check(changed, date=TODAY, known=known)
        edited.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        read(changed, date=TODAY)
        reading.append(time.perf_counter() - begin)
    return timing(whole), timing(edited), timing(reading)


def main() -> None:
    """Print the table."""
    known = ledger()
    lines = []
    for lang in _LANGUAGES:
        whole, edited, reading = timed(lang, known)
        lines += [
            row(f"ten people, ledger of 200 ({lang})", whole, "goal 300 ms"),
            row("the same after an edit", edited, "goal 50 ms"),
            row("of it reading the text", reading),
        ]
    print(machine())
    print(f"families: {families()!r}")
    print(table(lines))


if __name__ == "__main__":
    main()
