"""The story's tests in the browser use the desk's fixtures."""

from tests.desk.conftest import browser, logged, watched

__all__ = ["browser", "logged", "watched"]
