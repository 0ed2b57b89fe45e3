"""The tables of ledgers."""

from .draft import Draft
from .explanation import Explanation
from .ledger import LedgerVersion, YearlyLedger
from .switch import RuleOff

__all__ = ["Draft", "Explanation", "LedgerVersion", "RuleOff", "YearlyLedger"]
