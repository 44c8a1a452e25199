"""The reader of drafts: Korean and English text → the people it describes, with facts and the words that tell them."""

from underice.exposure.reader.reading import read, to_prediction

__all__ = ["read", "to_prediction"]
