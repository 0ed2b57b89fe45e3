"""Layouts as data, those that come with the program, and a ledger laid out in one."""

from .arrange import arrange, titled
from .builtin import AS_READ, LAYOUTS, layout_named
from .codec import layout_from_json, layout_to_json
from .columns import Period
from .faults import Fault, faults
from .fields import fields_of, unknown
from .model import Field, Layout

__all__ = [
    "AS_READ",
    "LAYOUTS",
    "Fault",
    "Field",
    "Layout",
    "Period",
    "arrange",
    "faults",
    "fields_of",
    "layout_from_json",
    "layout_named",
    "layout_to_json",
    "titled",
    "unknown",
]
