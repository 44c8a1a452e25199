"""Where people come from when no words say so: the town at home that they left, or lived and worked in before."""

from __future__ import annotations

from underice.exposure.reader.cast import Someone
from underice.exposure.reader.english.deeds import Happening
from underice.exposure.reader.english.facts_told import HOME
from underice.exposure.reader.english.scene import Scene
from underice.vocabulary.places import gazetteer

_AWAY = frozenset(("crossing", "departure", "arrival"))


def hometowns(scene: Scene, told: list[Happening]) -> None:
    """Give an origin to those without one who left a town at home, or lived there before they went abroad.

    The place's words then tell an origin and no longer a place; with an origin told, they stay what they are.
    """
    away = {id(person.now()) for happening in told for person in happening.people if _abroad(happening)}
    for happening in told:
        span = happening.place_span
        if span is None or not _home(happening.place) or not (happening.kind == "departure" or _lived(happening)):
            continue
        chosen = [
            person.now()
            for person in happening.people
            if not person.now().origin
            and scene.known(person)
            and (happening.kind == "departure" or id(person.now()) in away)
        ]
        if chosen:
            _move(scene, happening, span, chosen)


def _move(scene: Scene, happening: Happening, span: tuple[int, int], people: list[Someone]) -> None:
    for person in people:
        person.origin = happening.place
    rest = [person for person in happening.people if person.now() not in people]
    scene.mark(*span, "origin", people)
    for position, (start, end, label, marked) in enumerate(scene.marks):
        if (start, end) == span and label == "place":
            scene.marks[position] = (start, end, label, [one for one in marked if one.now() not in people])
    scene.marks = [mark for mark in scene.marks if mark[3]]
    if not rest:
        happening.place, happening.place_span = (), None


def _abroad(happening: Happening) -> bool:
    """True if the event takes somebody out of the country, or happens outside of it."""
    if happening.place:
        return not _home(happening.place)
    return happening.kind in _AWAY


def _lived(happening: Happening) -> bool:
    return happening.kind == "other" and happening.weak


def _home(place: tuple[str, ...]) -> bool:
    return bool(place) and gazetteer().get_country(place[0]) == HOME and gazetteer().level(place[0]) != "country"
