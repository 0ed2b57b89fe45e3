"""Taizhang: read, check and print the ledgers of a government's yearly promises (民生实事台账)."""

__version__ = "0.1.0"
