"""What a damaged package (a zip, and so a DOCX, HWPX or XLSX) raises when it is opened or read."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError, EOFError, RuntimeError)
"""All that `zipfile` was seen to raise for mutated packages. RuntimeError is what it raises for encrypted parts and, as
a subclass of it, for ways of packing that it does not know."""
