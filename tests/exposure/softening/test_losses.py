import pytest

from underice.exposure.softening.losses import LossesError, parse, shipped


def test_lines_of_a_user_take_the_place_of_the_shipped_ones_and_the_rest_stays() -> None:
    table = parse("[home]\nprovince = 2.5\n")
    assert table.of("home", "province") == 2.5
    assert table.of("age", "drop") == shipped().of("age", "drop")


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("[age", "not_toml", ""),
        ("age = 3", "no_table", "age"),
        ("[shoes]\nleft = 1", "unknown_fact", "shoes"),
        ("[age]\nolder = 1", "unknown_step", "age.older"),
        ("[age]\npart = -1", "bad_number", "age.part"),
        ("[age]\npart = inf", "bad_number", "age.part"),
        ("[age]\npart = true", "bad_number", "age.part"),
        ('[age]\npart = "much"', "bad_number", "age.part"),
        ("[home]\ncountry = 1.0", "wider_costs_less", "home.country"),
        ("[age]\nyoung = 9.0", "wider_costs_less", "age.drop"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_the_place(text: str, code: str, where: str) -> None:
    with pytest.raises(LossesError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.where) == (code, where)
