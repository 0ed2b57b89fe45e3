"""Layouts as data, those that come with the program, and a ledger laid out in one."""

from .arrange import arrange, titled
from .builtin import AS_READ, LAYOUTS, layout_named
from .columns import Period
from .model import Field, Layout, layout_from_json, layout_to_json

__all__ = [
    "AS_READ",
    "LAYOUTS",
    "Field",
    "Layout",
    "Period",
    "arrange",
    "layout_from_json",
    "layout_named",
    "layout_to_json",
    "titled",
]
