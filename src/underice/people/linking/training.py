"""From levels to weights: the model that Splink runs, and what it learns from the records at hand.

u (how often two people agree by chance) comes from pairs drawn at random, m (how often one person's records agree) from
EM over blocked pairs, after Fellegi and Sunter (1969) and Winkler (1988), as Splink implements them. Both are kept within
reach of the shares of levels.toml, so that records without a common person cannot teach that nothing agrees.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from underice.people.linking.blocking import Keys, block_keys, fact_keys
from underice.people.linking.columns import SCALARS, UNTOLD, Columns
from underice.people.linking.levels import Comparison, Fact, Level, comparisons
from underice.people.linking.levels import numbers as settings

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

    from underice.people.linking.sessions import Frame, Table

Shares = Mapping[tuple[Fact, str], tuple[float, float]]
"""(fact, code of a level) → (m, u)."""

COMPARED = ("whole_keys", "name_keys", "kin_keys", "counties", "provinces", "events")
_LEAST = 1e-8  # no share is nothing
_LEARN_BY = (("name_canon",), ("birth_first", "birth_last"))
_WITHOUT: dict[tuple[str, ...], Fact] = {("name_canon",): "name", ("birth_first", "birth_last"): "birth"}


def starting_shares() -> dict[tuple[Fact, str], tuple[float, float]]:
    """The shares of levels.toml."""
    return {(one.fact, level.code): (level.m, level.u) for one in comparisons() for level in one.levels}


def table(columns: Columns, linked: bool) -> object:
    """The columns as an Arrow table of 32-bit numbers, with the place of each record as its id. An empty list is null."""
    import pyarrow as pa

    numbers = pa.int32()
    made = {"unique_id": pa.array(np.arange(len(columns), dtype=np.int32))}
    for name in SCALARS:
        values = columns.scalar(name)
        made[name] = pa.array(values, numbers, mask=values == UNTOLD)
    lists = {name: Keys(*columns.lists[name].packed()) for name in COMPARED}
    lists |= {"block_keys": block_keys(columns, linked), "fact_keys": fact_keys(columns, linked)}
    for name, keys in lists.items():
        counts = np.bincount(keys.owners, minlength=len(columns))
        ends = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        empty = np.append(counts == 0, False) if name in COMPARED else None
        values = pa.array(keys.values.astype(np.int32))
        made[name] = pa.ListArray.from_arrays(pa.array(ends, numbers, mask=empty), values)
    return pa.table(made)


def frequencies(columns: Columns) -> object:
    """How usual each name is: its share among the records, drawn towards its share among people.

    Of 20 records each name is one in 20, which says nothing; `known_names` says how many records outweigh the general
    share.
    """
    import pyarrow as pa

    values = columns.scalar("name_canon")
    canon, counts = np.unique(values[values != UNTOLD], return_counts=True)
    known = settings()["known_names"]
    general = np.array([columns.shares[int(one)] for one in canon])
    shares = (counts - 1 + known * general) / (counts.sum() + known)
    return pa.table(
        {"name_canon": pa.array(canon.astype(np.int32)), "tf_name_canon": pa.array(shares.astype(np.float64))}
    )


def _level(level: Level, m: float, u: float) -> ComparisonLevelCreator:
    from splink.comparison_level_library import ArrayIntersectLevel, CustomLevel, ElseLevel, ExactMatchLevel

    made: ComparisonLevelCreator
    if level.shared:
        made = ArrayIntersectLevel(level.shared, min_intersection=level.least)
    elif level.sql == "name_canon_l = name_canon_r":
        made = ExactMatchLevel("name_canon", term_frequency_adjustments=True)
    else:
        made = CustomLevel(level.sql) if level.sql else ElseLevel()
    return made.configure(m_probability=m, u_probability=u, label_for_charts=level.code)


def _comparison(one: Comparison, shares: Shares) -> CustomComparison:
    from splink.comparison_level_library import CustomLevel
    from splink.comparison_library import CustomComparison

    lacking = " OR ".join(f"{name}_l IS NULL OR {name}_r IS NULL" for name in one.columns)
    levels = [CustomLevel(lacking, label_for_charts="missing").configure(is_null_level=True)]
    levels += [_level(level, *shares[one.fact, level.code]) for level in one.levels]
    return CustomComparison(output_column_name=one.fact, comparison_levels=levels)


def model(shares: Shares, prior: float, linked: bool) -> SettingsCreator:
    """The model with these shares. prior: how likely two records taken at random are one person's."""
    from splink import SettingsCreator
    from splink.blocking_rule_library import CustomRule

    across = " AND l.side < r.side" if linked else ""
    nameless = " AND (l.named = 0 OR r.named = 0)"
    return SettingsCreator(
        link_type="dedupe_only",  # one table with the side of each record: ids stay numbers
        probability_two_random_records_match=prior,
        comparisons=[_comparison(one, shares) for one in comparisons()],
        blocking_rules_to_generate_predictions=[
            CustomRule(f"l.block_keys = r.block_keys{across}", arrays_to_explode=["block_keys"]),
            CustomRule(f"l.fact_keys = r.fact_keys{across}{nameless}", arrays_to_explode=["fact_keys"]),
        ],
        max_iterations=int(settings()["learning_steps"]),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def linker(records: Frame, usual: Frame, made: SettingsCreator) -> Linker:
    """Splink at work on registered records, with the frequencies of names that we give it. It says nothing."""
    from splink import Linker

    for name in ("splink", "py4j", "pyspark"):
        logging.getLogger(name).setLevel(logging.ERROR)
    found = Linker(records, made, log_level=None, validate_settings=False)
    found.table_management.register_term_frequency_lookup(usual, "name_canon")
    return found


def learned(linker_: Linker, seed: int) -> dict[tuple[Fact, str], tuple[float, float]]:
    """Shares learned from the records, each within reach of where it started, adding up to 1 for each fact."""
    from splink import block_on

    numbers = settings()
    training = linker_.training
    training.estimate_u_using_random_sampling(
        max_pairs=numbers["u_pairs"], seed=seed, min_count_per_level=None, num_chunks=1
    )
    for columns in _LEARN_BY:
        training.estimate_parameters_using_expectation_maximisation(
            block_on(*columns),
            estimate_without_term_frequencies=True,
            fix_probability_two_random_records_match=False,
            max_pairs=numbers["learning_pairs"],
        )
    said = linker_.misc.save_model_to_json(None)["comparisons"]
    found: dict[tuple[Fact, str], tuple[float, float]] = {}
    for one, told in zip(comparisons(), said, strict=True):
        levels = {level["label_for_charts"]: level for level in told["comparison_levels"]}
        for place, name in enumerate(("m_probability", "u_probability")):
            near = {}
            for level in one.levels:
                start = (level.m, level.u)[place]
                value = levels[level.code].get(name)
                near[level.code] = within(start, value if isinstance(value, float) else start)
            total = sum(near.values())
            for code, share in near.items():
                held = found.get((one.fact, code), (0.0, 0.0))
                found[one.fact, code] = (held[0], share / total) if place else (share / total, held[1])
    return found


def within(start: float, value: float) -> float:
    """A learned share, at most `reach` times away from where it started."""
    reach = settings()["reach"]
    return max(_LEAST, start / reach, min(value, start * reach, 1.0))


def predicted(linker_: Linker, least: float) -> Table:
    """All pairs that keys bring up and that are at least `least` likely: ids, weight, weight of each fact."""
    frame = linker_.inference.predict(threshold_match_probability=least, warning_mode="never")
    found: Table = frame.as_pyarrow_table()
    return found
