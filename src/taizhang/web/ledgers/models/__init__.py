"""The tables of ledgers."""

from .draft import Draft
from .ledger import LedgerVersion, YearlyLedger

__all__ = ["Draft", "LedgerVersion", "YearlyLedger"]
