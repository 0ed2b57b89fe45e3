"""The texts that are measured: the samples, and the five real ledgers where they lie beside the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "samples", ROOT.parent / "shared" / "seeds")


def documents() -> list[Path]:
    """Give every ledger that is text."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


def others() -> list[Path]:
    """Give ledgers of all layouts that are not measured, to warm a process on."""
    return sorted((ROOT / "tests" / "corpus").glob("*.txt"))
