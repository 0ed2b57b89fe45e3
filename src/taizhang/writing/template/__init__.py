"""A Word file that an office has always used, kept as a template: its look is the look of what is written in it.

`kept` makes the template of a file: the table's old rows go, its title becomes a tag.  `to_docx` writes a Sheet into
one: docxtpl fills the tags in the texts around the table (`engine`), our own writer the table's rows in the formats of
the template's header, first row and first section (`rows`).
"""

from .fill import to_docx
from .keeping import fixed_texts, kept, proved
from .model import Form
from .package import opened
from .tags import TAGS, values

__all__ = ["TAGS", "Form", "fixed_texts", "kept", "opened", "proved", "to_docx", "values"]
