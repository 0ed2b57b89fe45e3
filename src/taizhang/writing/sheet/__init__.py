"""Ledger -> one table on paper; every writer draws that and nothing else."""

from .draw import draw
from .model import Align, Box, BoxKind, Line, Look, Paper, Row, Sheet
from .reach import reaching

__all__ = ["Align", "Box", "BoxKind", "Line", "Look", "Paper", "Row", "Sheet", "draw", "reaching"]
