"""The gate: the one door through which a text leaves the vault for other eyes."""

from underice.exposure.gate.cleared import Cleared, NotCleared
from underice.exposure.gate.clearing import Draft, Examined, Override, Refused, SignOff, clear, examine
from underice.exposure.gate.consents import Used
from underice.exposure.gate.export import ExportRefused, export, outgoing

__all__ = [
    "Cleared", "Draft", "Examined", "ExportRefused", "NotCleared", "Override", "Refused", "SignOff", "Used", "clear",
    "examine", "export", "outgoing",
]  # fmt: skip
