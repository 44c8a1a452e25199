"""Text that is safe to print: kept in `underice.vocabulary.visible`, named here for the rooms that show drafts."""

from underice.vocabulary.visible import visible

__all__ = ["visible"]
