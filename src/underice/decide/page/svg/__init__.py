"""Charts as SVG text made from plain values. They know nothing of the model and say nothing of their own: all words come in.

A page that shows them may add `style()` for colour; without it they are drawn in the ink of the text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def style() -> str:
    """The style sheet that colours the charts, for light, dark and print."""
    return (Path(__file__).parent / "charts.css").read_text(encoding="utf-8")
