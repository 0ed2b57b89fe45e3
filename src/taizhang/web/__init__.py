"""The Django site: sign-in, import, ledgers.  `serve` starts it; everything else is reached through it."""

from .serving import serve

__all__ = ["serve"]
