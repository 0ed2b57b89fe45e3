"""Many documents at once: files, folders and archives read and checked, here or on a cluster.

`gather` finds the documents, `look` is the pure function of one, `look_at_all` has an engine call it on all.
"""

from .items import MAX_FILES, Item, gather, is_many
from .many import look_at_all
from .work import Job, Outcome, look

__all__ = ["MAX_FILES", "Item", "Job", "Outcome", "gather", "is_many", "look", "look_at_all"]
