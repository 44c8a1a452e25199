"""Sobol' indices beside SALib: error against the closed form, CPU seconds and ratio, from one run.

    PEER=/path/to/python-with-SALib python -m bench.sobol

Without PEER only our side is measured. The last row is the work of one page: 24 inputs, 4 outcomes under 8 policies.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from underice.decide.sobol import Indices, sobol

Floats = NDArray[np.float64]
_A = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
_THEIRS = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
from SALib.sample import sobol as sample
from SALib.analyze import sobol as analyze
name, n, outcomes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
weights = np.random.default_rng(0).random((24, 32))
functions = {
    "ishigami": (3, lambda x: np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])),
    "g": (8, lambda x: np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)),
    "page": (24, lambda x: x @ weights + x[:, :1] * x[:, 1:2]),
}
p, function = functions[name]
ends = [-np.pi, np.pi] if name == "ishigami" else [0, 1]
problem = {"num_vars": p, "names": [f"x{j}" for j in range(p)], "bounds": [ends] * p}
start = time.process_time()
y = function(sample.sample(problem, n, calc_second_order=False))
y = y[:, None] if y.ndim == 1 else y
found = [analyze.analyze(problem, y[:, m], calc_second_order=False, num_resamples=100) for m in range(outcomes)]
print(time.process_time() - start, *found[0]["S1"], *found[0]["ST"])
"""


def _ishigami(x: Floats) -> Floats:
    value: Floats = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def _g(x: Floats) -> Floats:
    value: Floats = np.prod((np.abs(4 * x - 2) + _A) / (1 + _A), axis=1)
    return value


_WEIGHTS = np.random.default_rng(0).random((24, 32))


def _page(x: Floats) -> Floats:
    value: Floats = x @ _WEIGHTS + x[:, :1] * x[:, 1:2]
    return value


def _truth() -> dict[str, Floats]:
    """First-order indices, then total ones, in closed form."""
    part = 1 / 3 / (1 + _A) ** 2
    variance = np.prod(1 + part) - 1
    total = part * np.prod(1 + part) / (1 + part) / variance
    v1, v2, v13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    ishigami = np.array([v1, v2, 0, v1 + v13, v2, v13]) / (v1 + v2 + v13)
    return {"ishigami": ishigami, "g": np.concatenate([part / variance, total])}


def _theirs(peer: str, name: str, n: int, outcomes: int) -> tuple[float, Floats]:
    done = subprocess.run(
        [peer, "-c", _THEIRS, name, str(n), str(outcomes)], capture_output=True, text=True, check=True
    )
    seconds, *indices = map(float, done.stdout.split())
    return seconds, np.array(indices)


def main() -> int:
    """Print the table."""
    peer = os.environ.get("PEER")
    rows: tuple[tuple[str, Callable[[Floats], Floats], tuple[float, float], int, int, int], ...] = (
        ("ishigami", _ishigami, (-np.pi, np.pi), 3, 2**14, 1),
        ("g", _g, (0.0, 1.0), 8, 2**14, 1),
        ("page", _page, (0.0, 1.0), 24, 2**13, 32),
    )
    print(f"{'function':>9} {'n':>6} {'ours, CPU s':>12} {'error':>8} {'SALib':>8} {'error':>8} {'ratio':>7}")
    for name, function, ends, inputs, n, outcomes in rows:
        start = time.process_time()
        found: Indices = sobol(function, [ends] * inputs, n)
        ours = time.process_time() - start
        truth = _truth().get(name)

        def off(indices: Floats, truth: Floats | None = truth) -> str:
            return "-" if truth is None else f"{np.abs(indices - truth).max():.4f}"

        error = off(np.concatenate([found.first, found.total]))
        theirs, their_error, ratio = "-", "-", "-"
        if peer:
            seconds, indices = _theirs(peer, name, n, outcomes)
            theirs, their_error, ratio = f"{seconds:.3f}", off(indices), f"{seconds / ours:.1f}x"
        print(f"{name:>9} {n:>6} {ours:>12.3f} {error:>8} {theirs:>8} {their_error:>8} {ratio:>7}")
    if not peer:
        print("PEER is not set: the other side was not measured.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
