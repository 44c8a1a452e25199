"""Relatives in Korean text: whom a kin word means, and which ties follow from what the text says."""

from __future__ import annotations

from itertools import combinations

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.korean.lexicon import KinWord, SetWord
from underice.exposure.reader.korean.people import Stage
from underice.exposure.reader.model import Relation

_ELDEST = ("맏", "큰", "장", "첫")
ORDINALS = ("큰아이", "큰애", "맏이", "첫째", "작은아이", "작은애", "막내", "둘째")
"""Words that tell children apart by their order: the first four the eldest, the others the youngest."""
_YOUNGEST = ("막", "작은", "둘째", "차")


# What a relative by marriage or of two steps is: her tie to somebody, and that one's tie to the person spoken of.
_STEPS: tuple[tuple[tuple[str, ...], Relation, Relation], ...] = (
    (("조카",), "sibling", "child"),
    (("손자", "손녀", "손주"), "child", "child"),
    (("며느리", "사위"), "child", "spouse"),
    (("시어머니", "시아버지", "시부모", "장모", "장인"), "spouse", "parent"),
    (("할머니", "할아버지", "조모", "조부", "외할머니", "외할아버지", "외조모", "외조부"), "parent", "parent"),
    (("시누이", "시동생", "처남", "처제", "처형"), "spouse", "sibling"),
    (("고모", "이모", "삼촌", "외삼촌"), "parent", "sibling"),
    (("형부", "매부", "매형", "자형", "매제", "형수", "제수", "올케", "제부"), "sibling", "spouse"),
)


def by_steps(stage: Stage, kin: KinWord, owner: Someone) -> list[Someone]:
    """Somebody the text has told by two ties already: "조카" is the child of the sister just spoken of."""
    for words, first, second in _STEPS:
        if not kin.word.endswith(words):
            continue
        found = [
            far
            for near in stage.tied(owner, first)
            for far in stage.tied(near, second)
            if far is not owner and (kin.sex is None or far.sex in (None, kin.sex))
        ]
        found = list(dict.fromkeys(found))
        if len(found) == kin.count:
            return found
    return []


def _child_beside(stage: Stage, kin: KinWord, owner: Someone) -> list[Someone]:
    """The brother or sister of a child known: "노모께서 딸 소식만"."""
    if kin.relation != "child" or kin.count != 1 or not kin.sex:
        return []
    near = [far for one in stage.tied(owner, "child") for far in stage.tied(one, "sibling") if far is not owner]
    near = [far for far in dict.fromkeys(near) if far.sex in (None, kin.sex)]
    return near if len(near) == 1 else []


def relatives(stage: Stage, kin: KinWord, owners: list[Someone], start: int) -> list[Someone]:
    """The people a kin word means: relatives of `owners` known already, or new ones tied to them."""
    owner = owners[0].now() if owners else None
    if owner is not None:
        for one in (owner, *owners[1:], *(stage.tied(owner, "spouse") if kin.relation == "child" else ())):
            known = _known(stage, kin, one)
            if known:
                return known
        stepped = _child_beside(stage, kin, owner) or by_steps(stage, kin, owner)
        if stepped:
            for person in stepped:
                stage.cast.tie(person, kin.relation, owner)
            return stepped
    made = [stage.new(start, kin=True, sex=kin.sex) for _ in range(kin.count)]
    for person in made:
        stage.kin_words[id(person)] = kin
        for one in owners:
            stage.cast.tie(person, kin.relation, one)
    if kin.relation in ("child", "sibling"):
        for person, other in combinations(made, 2):
            stage.cast.tie(person, "sibling", other)
    if kin.count == 2 and (kin.relation == "parent" or kin.word.endswith(("부모", "부모님", "장모"))):
        stage.cast.tie(made[0], "spouse", made[1])
        made[0].sex, made[1].sex = made[0].sex or "m", made[1].sex or "f"
    for one in owners:
        if kin.of_sex is not None and one.sex is None and len(owners) == 1:
            one.sex = kin.of_sex
    return made


# The plain words for a relative: said of the only one of that kind, they mean her.
_PLAIN = frozenset(
    "아들 딸 아이 애 아기 애기 자식 자녀 딸애 딸아이 아들애 아들놈 동생 여동생 녀동생 남동생 누이 누이동생 언니 오빠 형 누나 형님 누님 "
    "오라버니 오라비 아우 딸내미 아들내미 갓난아이 젖먹이 어린것".split()
)
_YOUNGER = ("동생", "아우")
_NOT_ROOTS = ("시", "처", "의붓", "새", "양", "장", "친정", "외", "사돈", "전")


def same_root(known: str, word: str) -> bool:
    """Whether a plain word can mean somebody called by a longer one before: "사촌오빠" and then "오빠"."""
    return word in _PLAIN and len(known) > len(word) and known.endswith(word) and not known.startswith(_NOT_ROOTS)


def _of_one_age(known: KinWord | None, kin: KinWord) -> bool:
    """Whether two words for a sibling can mean one person: never "오빠" and "동생"."""
    if known is None or kin.relation != "sibling" or known.relation != "sibling":
        return True
    return known.word.endswith(_YOUNGER) == kin.word.endswith(_YOUNGER)


def _tied_at_all(stage: Stage, owner: Someone) -> list[Someone]:
    return [other for other in stage.cast.people if id(other) in owner.now().ties]


def _called_longer(stage: Stage, kin: KinWord, owner: Someone) -> list[Someone]:
    """The one relative of `owner` whom a longer word has named, of which the plain word is the end."""
    words = [(p, stage.kin_words.get(id(p))) for p in _tied_at_all(stage, owner)]
    called = [person for person, word in words if word is not None and same_root(word.word, kin.word)]
    return called if len(called) == 1 and kin.count == 1 else []


def _known(stage: Stage, kin: KinWord, owner: Someone) -> list[Someone]:
    tied = stage.tied(owner, kin.relation)
    called = _called_longer(stage, kin, owner)
    if called and called[0] not in tied:
        return called
    fit = [person for person in tied if kin.sex is None or person.sex is None or person.sex == kin.sex]
    if not fit and kin.word in ("막내", "막둥이", "맏이", "둘째", "셋째") and kin.relation == "child":
        young = [
            p for p in stage.tied(owner, "sibling") if (w := stage.kin_words.get(id(p))) and w.word.endswith(_YOUNGER)
        ]
        return young if len(young) == 1 else []
    if not fit:
        return []
    if kin.count > 1:
        same = [p for p in fit if (w := stage.kin_words.get(id(p))) and w.count == kin.count and w.word == kin.word]
        if same:
            return same
        return fit if len(fit) == kin.count and kin.relation != "other" else []
    same = [p for p in fit if (word := stage.kin_words.get(id(p))) and word.word == kin.word]
    if len(same) == 1:
        return same
    if kin.relation == "spouse":
        return fit[:1]
    if kin.relation == "parent":
        exact = [p for p in fit if p.sex == kin.sex] or fit
        return exact[:1] if kin.sex else []
    if kin.word in ORDINALS and len(fit) > 1:
        return fit[:1] if kin.word in ORDINALS[:4] else fit[-1:]
    return _among(stage, kin, fit, owner)


# Words that answer each other: whoever calls somebody by one of the first is called by one of the second.
_ANSWERING = (
    (("할머니", "할아버지", "조모", "조부", "할매", "할아바지"), ("손자", "손녀", "손주", "손녀딸", "손주딸")),
    (
        (
            "이모",
            "고모",
            "삼촌",
            "이모부",
            "고모부",
            "숙모",
            "숙부",
            "큰아버지",
            "작은아버지",
            "큰어머니",
            "작은어머니",
        ),
        ("조카", "조카딸"),
    ),
    (("시어머니", "시아버지", "시부모"), ("며느리",)),
    (("장모", "장인", "장모님", "장인어른"), ("사위",)),
    (("형수", "제수", "올케", "형부", "매형", "매부", "제부", "매제"), ("시동생", "시누이", "처남", "처제", "처형")),
)


def _answering(stage: Stage, kin: KinWord, owner: Someone, fit: list[Someone]) -> list[Someone]:
    """The one relative of whom `owner`'s own word was said: "외손자" and then "할머니"."""
    own = stage.kin_words.get(id(owner.now()))
    if own is None or kin.count > 1:
        return []
    for first, second in _ANSWERING:
        for one, other in ((first, second), (second, first)):
            if kin.word.endswith(one) and own.word.endswith(other):
                free = [p for p in fit if id(p) not in stage.kin_words]
                return free if len(free) == 1 else []
    return []


def _among(stage: Stage, kin: KinWord, fit: list[Someone], owner: Someone) -> list[Someone]:
    """Which of several relatives of one kind a word means, by order of age or by the word itself."""
    several = [p for p in fit if (w := stage.kin_words.get(id(p))) and w.count > 1]
    if several:
        if kin.word.startswith(_ELDEST):
            return several[:1]
        if kin.word.startswith(_YOUNGEST):
            return several[-1:]
        return several[:1] if kin.sex else []
    if kin.word in _PLAIN and len(fit) == 1 and _of_one_age(stage.kin_words.get(id(fit[0])), kin):
        return fit
    plain = [
        p for p in fit if (w := stage.kin_words.get(id(p))) and (kin.word.endswith(w.word) or w.word.endswith(kin.word))
    ]
    if kin.relation == "other":
        return plain[:1] or _answering(stage, kin, owner, fit)
    inverse = [p for p in fit if id(p) not in stage.kin_words or stage.kin_words[id(p)].relation != kin.relation]
    if len(inverse) == 1:
        return inverse
    return plain[:1]


def pair(stage: Stage, word: SetWord, start: int) -> list[Someone]:
    """Two new relatives told by one word (부부, 모녀), tied to each other."""
    first, second = stage.new(start, sex=word.first), stage.new(start, sex=word.second)
    stage.cast.tie(second, word.tie, first)
    return [first, second]


_HALF = ("이복", "의붓", "배다른", "사촌", "외사촌", "이종", "고종", "육촌", "씨다른")


def forget_nobodies(stage: Stage) -> None:
    """Leave out relatives in general: "그들의 부모 형제" belongs to nobody the text describes."""
    people = list(stage.cast.people)
    if stage.narrator is None and not any(_is_somebody(p) for p in people):
        for person in people:  # towns and numbers alone tell of nobody
            stage.cast.forget(person)
        return
    for person in people:
        if _is_bystander(person):
            stage.cast.forget(person)
    people = list(stage.cast.people)
    told = [p for p in people if _is_told(p)]
    by_id = {id(p): p for p in people}
    known = {id(p) for p in told}
    queue = list(told)
    while queue:
        for other in queue.pop().ties:
            if other not in known and other in by_id:
                known.add(other)
                queue.append(by_id[other])
    for person in people:
        if id(person) not in known and person.role in ("at_risk", "kin"):
            stage.cast.forget(person)


def _is_bystander(person: Someone) -> bool:
    """Whether somebody born long ago, whom nothing befell and who is nobody's relative, is only a name of history."""
    long_ago = person.birth is not None and person.birth.last.year < 1930
    return long_ago and not (person.events or person.ties or person.distinguishing)


def _is_somebody(person: Someone) -> bool:
    told = person.events or person.name or person.ties or person.occupation or person.workplace or person.distinguishing
    return bool(told) or sum(map(bool, (person.sex, person.birth, person.origin))) > 1


def _is_told(person: Someone) -> bool:
    return bool(
        person.name or person.birth or person.origin or person.occupation or person.workplace
        or person.events or person.distinguishing or person.group or person.role == "helper"
    )  # fmt: skip


def close(stage: Stage) -> None:
    """Ties that the text states together: a child of one spouse is the child of both, children of one are siblings.

    Step-relations and former spouses are "other" words and take no part.
    """
    people = list(stage.cast.people)
    former = {id(p) for p in people if (w := stage.kin_words.get(id(p))) and w.word.startswith(("전", "의붓", "새"))}
    for person in people:
        _wed_parents(stage, person, former)
    for person in people:
        _share_children(stage, person, former)
    for person in people:
        _share_parents(stage, person, former)
    for person in people:
        for child, other in combinations(stage.tied(person, "child"), 2):
            if id(other) not in child.ties:
                stage.cast.tie(child, "sibling", other)


def _wed_parents(stage: Stage, person: Someone, former: set[int]) -> None:
    """A father and a mother told as somebody's parents are each other's spouses."""
    parents = [p for p in stage.tied(person, "parent") if id(p) not in former]
    if len(parents) != 2 or parents[0].sex == parents[1].sex or id(parents[1]) in parents[0].ties:
        return
    words = [stage.kin_words.get(id(p)) for p in parents]
    if all(word is not None and word.relation == "parent" for word in words):
        stage.cast.tie(parents[0], "spouse", parents[1])


def _share_children(stage: Stage, person: Someone, former: set[int]) -> None:
    """A child of one spouse is the child of both; the sex of one tells that of the other."""
    for spouse in stage.tied(person, "spouse"):
        if person.sex is None and spouse.sex is not None:
            person.sex = "f" if spouse.sex == "m" else "m"
        if id(spouse) in former or id(person) in former:
            continue
        for child in stage.tied(person, "child"):
            if id(child) not in spouse.ties and len(stage.tied(child, "parent")) < 2:
                stage.cast.tie(child, "child", spouse)


def _share_parents(stage: Stage, person: Someone, former: set[int]) -> None:
    """Brothers and sisters have the same parents, unless the word for them says otherwise (이복동생)."""
    for sibling in stage.tied(person, "sibling"):
        word = stage.kin_words.get(id(sibling)) or stage.kin_words.get(id(person))
        if word is not None and word.word.startswith(_HALF):
            continue
        for parent in stage.tied(person, "parent"):
            mine = stage.tied(sibling, "parent")
            if id(parent) in former or len(mine) > 1 or any(one.sex == parent.sex for one in mine):
                continue
            if id(parent) not in sibling.ties and parent is not sibling:
                stage.cast.tie(parent, "parent", sibling)
