"""The command `taizhang`: thin over the library.  Heavy rooms are imported by the commands that need them."""

from . import ledgers, papers, site
from .app import app, main

__all__ = ["app", "ledgers", "main", "papers", "site"]
