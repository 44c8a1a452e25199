import pytest

from underice.exposure.reader.cast import Cast


def test_ties_are_kept_on_both_sides() -> None:
    cast = Cast("a mother and her son")
    mother, son = cast.add(2, sex="f"), cast.add(17, sex="m")
    cast.tie(mother, "parent", son)
    persons, _ = cast.finish()
    assert [(t.ref, t.relation) for t in persons[0].kin_of] == [("p2", "parent")]
    assert [(t.ref, t.relation) for t in persons[1].kin_of] == [("p1", "child")]


def test_nobody_is_her_own_relative() -> None:
    cast = Cast("x")
    person = cast.add(0)
    cast.tie(person, "sibling", person)
    assert cast.finish()[0][0].kin_of == ()


def test_persons_are_numbered_in_the_order_of_the_text() -> None:
    cast = Cast("first second")
    cast.add(6, name="second")
    cast.add(0, name="first")
    assert [(p.ref, p.name) for p in cast.finish()[0]] == [("p1", "first"), ("p2", "second")]


def test_an_event_told_twice_is_one_event_completed() -> None:
    cast = Cast("x")
    person = cast.add(0)
    cast.happened("arrest", [person], place=("GN2033467",))
    cast.happened("arrest", [person], date="2012-02-08")
    cast.happened("arrest", [person], date="2015-01")
    events = cast.finish()[0][0].events
    assert [(e.kind, e.date, e.place) for e in events] == [
        ("arrest", "2012-02-08", ("GN2033467",)),
        ("arrest", "2015-01", ()),
    ]


def test_merging_keeps_ties_spans_and_events_and_fills_gaps() -> None:
    cast = Cast("the woman ... Kim Myong-ok ... her son")
    woman = cast.add(0, sex="f")
    named = cast.add(14, name="Kim Myong-ok", role="kin", origin=("KP0218",))
    son = cast.add(35, role="kin", sex="m")
    cast.tie(named, "parent", son)
    cast.happened("arrest", [named], date="2012-02")
    cast.mark(4, 9, "sex", woman)
    cast.mark(14, 26, "name", named)
    cast.merge(woman, named)
    persons, spans = cast.finish()
    assert len(persons) == 2
    assert (persons[0].name, persons[0].sex, persons[0].role, persons[0].origin) == (
        "Kim Myong-ok", "f", "at_risk", ("KP0218",),
    )  # fmt: skip
    assert persons[0].kin_of[0].relation == "parent"
    assert persons[1].kin_of[0] == persons[1].kin_of[-1]
    assert persons[1].kin_of[0].ref == "p1"
    assert persons[0].events[0].kind == "arrest"
    assert {s.refs for s in spans} == {("p1",)}


def test_a_span_outside_the_text_is_refused() -> None:
    cast = Cast("short")
    with pytest.raises(ValueError, match="outside a text of 5 characters"):
        cast.mark(3, 9, "name")


def test_a_span_of_several_people_names_each_once() -> None:
    cast = Cast("two brothers")
    one, two = cast.add(0), cast.add(1)
    cast.mark(0, 12, "kin", one, two)
    cast.mark(0, 12, "kin", two)
    assert cast.finish()[1][0].refs == ("p1", "p2")
