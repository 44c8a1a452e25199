"""The gate: the one door through which a text leaves the vault for other eyes."""

from underice.exposure.gate.cleared import Cleared, NotCleared
from underice.exposure.gate.clearing import Draft, Override, Refused, SignOff, clear
from underice.exposure.gate.consents import Used
from underice.exposure.gate.export import ExportRefused, export

__all__ = [
    "Cleared",
    "Draft",
    "ExportRefused",
    "NotCleared",
    "Override",
    "Refused",
    "SignOff",
    "Used",
    "clear",
    "export",
]
