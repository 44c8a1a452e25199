"""A run of a dilemma beside ema_workbench on the same equations: `python -m bench.decide`.

Goals: a million futures under eight policies with nine outcomes within 1.0 s on two cores and 600 MB, 20,000 futures
within 50 ms, and at least 500 times less processor time an evaluation than ema_workbench 2.5.3 running the same
equations as a Python function (bench/_decide_peer.py). Both sides run in this process, one after the other; the same
futures go through both and the largest difference is shown, so a fast wrong answer shows.

ema_workbench is no dependency of ours. Measure it in an environment of its own:
    python3 -m venv peers && peers/bin/pip install -e . ema_workbench==2.5.3 && peers/bin/python -m bench.decide
"""

import importlib
import resource
import time
import warnings
from collections.abc import Callable
from types import ModuleType

from bench import _decide_peer
from bench._timing import Timing, absent, machine, measure, row, seconds, table, timing
from underice.decide.dilemma import Dilemma, Family
from underice.decide.futures import draw
from underice.decide.model import beliefs_of, evaluate
from underice.decide.outcomes import CODES
from underice.decide.run import FULL, INSTANT, run

DILEMMA = Dilemma(
    detained=12,
    days_since_arrest=3,
    families=tuple(Family(people, k) for people, k in ((4, 3), (2, 40), (5, 9), (3, None), (4, 120), (6, 14))),
    checked=True,
)
POLICIES = len(DILEMMA.policies)
SCENARIOS = 250
HOW = "pip install ema_workbench==2.5.3 (an environment of its own)"


def processor(work: Callable[[], object], runs: int) -> Timing:
    """Processor seconds of all threads for each of `runs` runs, after one that is not counted."""
    work()
    spent = []
    for _ in range(runs):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return timing(spent)


def largest_difference(n: int = 400) -> float:
    """The largest difference between both sides, in people, over the same futures and all policies."""
    futures = draw(DILEMMA, n, 3)
    ours = evaluate(DILEMMA, futures)
    beliefs = beliefs_of(DILEMMA, futures.names, futures.values.T)
    worst = 0.0
    for at in range(n):
        future = {name: float(values[at]) for name, values in beliefs.items()}
        for column, policy in enumerate(DILEMMA.policies):
            theirs = _decide_peer.outcomes(DILEMMA, policy, future)
            found = ours.values[:, column, at]
            worst = max(worst, *(abs(float(found[index]) - theirs[code]) for index, code in enumerate(CODES)))
    return worst


def plain(n: int = 200) -> Timing:
    """The peer's function alone, without a workbench: processor seconds an evaluation."""
    believed = DILEMMA.believed
    future = {name: one.middle for name, one in believed.items()}

    def work() -> None:
        for _ in range(n):
            for policy in DILEMMA.policies:
                _decide_peer.outcomes(DILEMMA, policy, future)

    return scaled(processor(work, 3), n * POLICIES)


def scaled(one: Timing, evaluations: int) -> Timing:
    """A timing of many evaluations as one of each."""
    return Timing(one.min / evaluations, one.median / evaluations, one.p95 / evaluations, one.runs)


def workbench() -> Timing | None:
    """ema_workbench running the same function: processor seconds an evaluation; None if it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ema: ModuleType = importlib.import_module("ema_workbench")
        except ImportError:
            return None
    believed = DILEMMA.believed
    fixed = {name: one.low for name, one in believed.items() if one.fixed}

    def model(policy_index: int = 0, **future: float) -> dict[str, float]:
        return _decide_peer.outcomes(DILEMMA, DILEMMA.policies[policy_index], {**fixed, **future})

    made = ema.Model("dilemma", function=model)
    made.uncertainties = [ema.RealParameter(name, one.low, one.high) for name, one in believed.items() if not one.fixed]
    made.levers = [ema.IntegerParameter("policy_index", 0, POLICIES - 1)]
    made.outcomes = [ema.ScalarOutcome(code) for code in CODES]
    chosen = [ema.Policy(one.code, policy_index=index) for index, one in enumerate(DILEMMA.policies)]

    def work() -> None:
        with ema.SequentialEvaluator(made) as evaluator:
            evaluator.perform_experiments(scenarios=SCENARIOS, policies=chosen)

    return scaled(processor(work, 3), SCENARIOS * POLICIES)


def main() -> None:
    """Print the tables."""
    instant = measure(lambda: run(DILEMMA, INSTANT, 1), runs=20, warm_up=2)
    full = measure(lambda: run(DILEMMA, FULL, 1), runs=7)
    spent = processor(lambda: run(DILEMMA, FULL, 1), 5)
    ours = scaled(spent, FULL * POLICIES)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    theirs = workbench()
    print(machine())
    print(
        f"{FULL:,} futures × {POLICIES} policies × {len(CODES)} outcomes; the process never held more than {peak} MB\n"
    )
    lines = [row(f"run, {INSTANT:,} futures", instant, "wall"), row(f"run, {FULL:,} futures", full, "wall")]
    lines.append(row(f"run, {FULL:,} futures", spent, "processor time of both threads"))
    lines.append(row("underice, an evaluation", ours, "processor time, drawing and summing up included"))
    lines.append(row("the equations in plain Python", plain(), "processor time, an evaluation"))
    name = "ema_workbench 2.5.3, an evaluation"
    lines.append(absent(name, HOW) if theirs is None else row(name, theirs, "processor time, the same equations"))
    print(table(lines))
    print(f"\nlargest difference between both sides: {largest_difference():.1e} people")
    if theirs is not None:
        print(
            f"ema_workbench takes {theirs.median / ours.median:,.0f} times as long (least of runs {theirs.min / ours.min:,.0f})"
        )
        print(f"a million futures would take it {seconds(theirs.median * FULL * POLICIES)}")


if __name__ == "__main__":
    main()
