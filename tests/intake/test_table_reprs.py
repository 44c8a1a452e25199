from underice.intake.cells import kin_said
from underice.intake.columns import Column
from underice.intake.grid import Grid, GridRow
from underice.intake.model import Said
from underice.intake.table_cells import Facts
from underice.intake.table_kin import Draft, Family, Mention, Pending
from underice.intake.table_layout import Block, Table, blocks_of


def test_nothing_that_holds_a_name_shows_it_when_it_is_printed() -> None:
    said = (Said("name", "김영희"),)
    row = GridRow(1, "line 1", ("김영희", "여"), "김영희\t여")
    kin = kin_said("아들")
    assert kin is not None
    table = Table((Column(0, "name", "김영희"),))
    held = [
        row, Grid((row,)), table, Block((row,), (row,), (table,)), Draft("1", 1, list(said)), Facts(list(said)),
        Mention(["1"], 1, "mother", "김영희", said), Pending("1", 1, kin, Family(), None, []), *blocks_of(Grid((row, row))),
    ]  # fmt: skip
    assert "김영희" not in " ".join(repr(one) for one in held)
