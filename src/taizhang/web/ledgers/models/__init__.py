"""The tables of ledgers."""

from .draft import Draft
from .explanation import Explanation
from .intake import Incoming, Intake, State
from .ledger import LedgerVersion, YearlyLedger
from .original import Original
from .switch import RuleOff

__all__ = [
    "Draft",
    "Explanation",
    "Incoming",
    "Intake",
    "LedgerVersion",
    "Original",
    "RuleOff",
    "State",
    "YearlyLedger",
]
