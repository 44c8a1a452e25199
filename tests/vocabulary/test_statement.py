import pytest

from underice.vocabulary.statement import ID_SIZE, Statement, new_id, reference


def test_ids_are_random_and_sixteen_bytes_long() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) == ID_SIZE


def test_the_printed_form_of_a_statement_hides_its_value() -> None:
    said = Statement(new_id(), "person", "name", "김선희", new_id(), norm="김선희", locator="3쪽")
    assert "김선희" not in repr(said)
    assert "3쪽" not in f"{said}"
    assert said.id.hex() in repr(said)


@pytest.mark.parametrize("text", ["", "김" * 32, "g" * 32, "A" * 32, "0" * 31, "  " * 16, "00 " * 10 + "00"])
def test_only_thirty_two_lower_case_hexadecimal_digits_are_a_reference(text: str) -> None:
    assert reference(text) is None


def test_a_reference_is_the_id_written_in_hexadecimal() -> None:
    wanted = new_id()
    assert reference(wanted.hex()) == wanted
