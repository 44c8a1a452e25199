"""A seed nobody chose."""

from underice.decide.page.keeping import SEEDS, fresh_seed


def test_fresh_seeds_differ_and_can_be_typed_again() -> None:
    found = {fresh_seed() for _ in range(50)}
    assert len(found) == 50
    assert all(0 <= seed < SEEDS for seed in found)
