import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from underice.vault import canonical
from underice.vault.canonical import NotCanonical, Reader

leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary() | st.text()
anything = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


@given(anything)
def test_what_is_encoded_is_read_again(value: canonical.Value) -> None:
    try:
        again = canonical.decode(canonical.encode(value))
    except NotCanonical:
        assume(False)  # nested deeper than we read
    assert again == value


@given(st.binary(max_size=200))
def test_whatever_is_read_is_written_in_exactly_that_way(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except NotCanonical:
        return
    assert canonical.encode(value) == data


@given(st.lists(st.none() | st.integers(0, 2**62) | st.binary() | st.text()))
def test_the_short_way_for_rows_writes_the_same(row: list[int | bytes | str | None]) -> None:
    assert canonical.encode_row(row) == canonical.encode(row)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "cut short"),
        ("1800", "another encoding"),
        ("5f4101ff", "type"),
        ("fb3ff0000000000000", "type"),
        ("c000", "type"),
        ("f7", "type"),
        ("f818", "type"),
        ("a2616100616101", "another encoding|duplicate"),
        ("a2616201616100", "another encoding"),
        ("a1000000", "trailing"),
        ("a10000", "key"),
        ("8101ff", "trailing"),
        ("9bffffffffffffffff", "cut short"),
        ("bb0000000000ffffff", "cut short"),
        ("5bffffffffffffffff00", "cut short"),
        ("81" * 12 + "00", "too deep"),
        ("81" * 9 + "00", "too deep"),
        ("61ff", "Unicode|CBORDecode"),
        ("19", "cut short"),
    ],
)
def test_other_encodings_of_a_value_are_refused(data: str, why: str) -> None:
    with pytest.raises(NotCanonical, match=why):
        canonical.decode(bytes.fromhex(data))


def test_a_type_that_slipped_through_the_decoder_is_refused() -> None:
    with pytest.raises(NotCanonical, match="type"):
        canonical._checked(1.5, 0)


def test_what_is_longer_than_agreed_is_not_even_looked_at() -> None:
    with pytest.raises(NotCanonical, match="too long"):
        canonical.decode(bytes(11), largest=10)


def test_a_reader_gives_fields_of_the_right_type() -> None:
    reader = Reader(canonical.encode({"b": b"12", "f": True, "m": {"k": b"1"}, "n": 3, "s": [{"n": 1}], "t": "문"}))
    assert (reader.octets("b", 2), reader.flag("f"), reader.number("n"), reader.text("t")) == (b"12", True, 3, "문")
    assert reader.octets_by_name("m", 1) == {"k": b"1"}
    assert [inner.number("n") for inner in reader.maps("s")] == [1]


@pytest.mark.parametrize("name", ["number", "octets", "text", "flag", "maps"])
def test_a_field_that_is_missing_or_of_another_type_is_refused(name: str) -> None:
    with pytest.raises(NotCanonical):
        getattr(Reader(canonical.encode({"x": None})), name)("x")


def test_numbers_and_sizes_have_bounds() -> None:
    reader = Reader(canonical.encode({"b": b"12", "n": 3, "y": True}))
    with pytest.raises(NotCanonical):
        reader.number("n", 4)
    with pytest.raises(NotCanonical):
        reader.octets("b", 3)
    with pytest.raises(NotCanonical):
        reader.number("y")


def test_a_reader_wants_a_map() -> None:
    with pytest.raises(NotCanonical, match="not a map"):
        Reader(canonical.encode([1]))
