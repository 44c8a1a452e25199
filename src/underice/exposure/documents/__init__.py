"""The text of a draft, whatever file it comes in, and what else that file would give away."""

from underice.exposure.documents.model import FileNote, Progress, Refused, Source
from underice.exposure.documents.reading import read_document

__all__ = ["FileNote", "Progress", "Refused", "Source", "read_document"]
