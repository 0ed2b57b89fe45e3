"""Whole numbers as browsers send them: keys and versions, never longer than a database holds."""

LARGEST = 2**63 - 1
"""The greatest key that any of our databases holds."""
DIGITS = 18


def whole(text: str) -> int | None:
    """The number that the text writes in plain digits; None for anything else, and for more digits than a key has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def wholes(texts: list[str]) -> list[int]:
    """The numbers among the texts."""
    return [number for text in texts if (number := whole(text)) is not None]
