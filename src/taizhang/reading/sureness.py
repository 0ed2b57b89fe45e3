"""When a cell of a scan is to be looked at by a person."""

UNSURE = 0.9
"""A cell whose least sure character is less likely than this is uncertain (docs/algorithms/reading-scans.md)."""
