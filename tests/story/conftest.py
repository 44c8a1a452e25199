"""The story's tests in the browser use the desk's fixtures."""

from tests.desk.conftest import logged, seeded, served_fresh, watched

__all__ = ["logged", "seeded", "served_fresh", "watched"]
