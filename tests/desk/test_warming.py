"""What the first check would wait for is read early, beside the pages, and never from a vault."""

import subprocess
import sys
import threading

from underice.desk import warming

_TWICE = """
import time
from underice.desk.warming import warm
start = time.perf_counter(); warm(); once = time.perf_counter() - start
start = time.perf_counter(); warm(); again = time.perf_counter() - start
print(again / once)
"""


def test_after_warming_up_a_check_takes_a_small_part_of_the_time() -> None:
    done = subprocess.run([sys.executable, "-c", _TWICE], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.3


def test_a_desk_that_is_closed_at_once_does_not_begin_to_warm_up() -> None:
    stopped = threading.Event()
    stopped.set()
    thread = warming.begin(stopped)
    thread.join(5)
    assert not thread.is_alive()
