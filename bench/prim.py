"""PRIM beside ema_workbench 2.5.3: CPU seconds and ratio, from one run, on the same numbers.

    PEER=/path/to/python-with-ema_workbench python -m bench.prim

Without PEER only our side is measured. The peer runs in an environment of its own (ema_workbench==2.5.3) and is given
the same arrays in a file; both are timed without reading them. Where both run, the ways (rows and cases of each step)
are compared as well.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from underice.decide.prim import PrimBox, prim

_SIZES = ((882, 9, 0.1), (20_000, 20, 0.05), (100_000, 20, 0.05), (1_000_000, 24, 0.05))
_PEER_UP_TO = 100_000
_THEIRS = """
import sys, time, logging, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd
from ema_workbench.analysis import prim
logging.disable(logging.CRITICAL)
sys.setrecursionlimit(10_000)
data = np.load(sys.argv[1])
x = pd.DataFrame(data["x"], columns=[f"x{j}" for j in range(data["x"].shape[1])])
start = time.process_time()
box = prim.Prim(x, data["y"].astype(int), threshold=1e-9, peel_alpha=float(sys.argv[2])).find_box()
print(time.process_time() - start)
print(*[f"{n}:{k}" for n, k in zip(box.peeling_trajectory.n, box.peeling_trajectory.k)])
"""


def _made(n: int, p: int) -> tuple[NDArray[np.floating], NDArray[np.bool_]]:
    """A box of three beliefs among p: 95 in 100 inside are cases, 3 in 100 outside."""
    random = np.random.default_rng(1)
    x = random.random((n, p), dtype=np.float32) if n > _PEER_UP_TO else random.random((n, p))
    inside = (x[:, 1] >= 0.55) & (x[:, 4] <= 0.4) & (x[:, 7] >= 0.3) & (x[:, 7] <= 0.8)
    return x, np.where(inside, random.random(n) < 0.95, random.random(n) < 0.03)


def _ours(x: NDArray[np.floating], y: NDArray[np.bool_], alpha: float) -> tuple[float, PrimBox]:
    best, box = float("inf"), None
    for _ in range(3):
        start = time.process_time()
        box = prim(x, y, alpha=alpha)[0]
        best = min(best, time.process_time() - start)
    assert box is not None
    return best, box


def _theirs(peer: str, x: NDArray[np.floating], y: NDArray[np.bool_], alpha: float) -> tuple[float, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.npz"
        np.savez(path, x=x, y=y)
        done = subprocess.run([peer, "-c", _THEIRS, str(path), str(alpha)], capture_output=True, text=True, check=True)
    seconds, way = done.stdout.splitlines()[-2:]
    return float(seconds), way.split()


def main() -> int:
    """Print the table."""
    peer = os.environ.get("PEER")
    print(
        f"{'rows':>9} {'inputs':>6} {'ours, CPU s':>12} {'ema 2.5.3':>10} {'ratio':>7} {'same way':>9} {'density':>8}"
    )
    for n, p, alpha in _SIZES:
        x, y = _made(n, p)
        ours, box = _ours(x, y, alpha)
        theirs, ratio, same = "-", "-", "-"
        if peer and n <= _PEER_UP_TO:
            seconds, way = _theirs(peer, x, y, alpha)
            theirs, ratio = f"{seconds:.2f}", f"{seconds / ours:.1f}x"
            same = "yes" if way == [f"{step.n}:{step.k}" for step in box.steps] else "NO"
        print(f"{n:>9} {p:>6} {ours:>12.3f} {theirs:>10} {ratio:>7} {same:>9} {box.density_at(0.7):>8.3f}")
    if not peer:
        print("PEER is not set: the other side was not measured.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
