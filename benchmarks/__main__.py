"""Print the figures: `make bench`, or `python -m benchmarks`."""

import sys
from pathlib import Path

from . import cold, warm
from .documents import documents


def main() -> None:
    """Measure and print; a figure over what the project set itself is marked, nothing fails."""
    print_warm()
    print_cold(max(documents(), key=lambda path: path.stat().st_size))


def print_warm() -> None:
    """Print a line a document; reading and checking together should stay under 50 ms."""
    print(f"warm, at first sight, median of {warm.PROCESSES} processes, in ms; goal: read + check under 50")
    print(f"{'document':32} {'rows':>5} {'finds':>5} {'read':>7} {'check':>7} {'sum':>7}   {'csv':>6} {'read/csv':>9}")
    for path, seen in warm.measure().items():
        if seen is None:
            print(f"{path.stem[:32]:32} cannot be read")
            continue
        both = seen.read + seen.check
        over = "  over" if both > 50 else ""
        figures = f"{seen.rows:5.0f} {seen.findings:5.0f} {seen.read:7.1f} {seen.check:7.1f} {both:7.1f}"
        print(f"{path.stem[:32]:32} {figures}   {seen.peer:6.2f} {seen.read / seen.peer:8.0f}x{over}")
    print("csv is csv.reader at tabs: no header, rows, merged or cut cells, sections, roles, origins or losses.\n")


def print_cold(largest: Path) -> None:
    """Print a line a command; the whole should stay under 500 ms and 150 MiB."""
    print("the command as a whole, median of", cold.ROUNDS, "; goal: under 500 ms and 150 MiB")
    bare, bare_memory = cold.measure(sys.executable, "-c", "pass")
    print(f"{'python -c pass':32} {bare:7.0f} ms {bare_memory:6.0f} MiB")
    for words in (("--version",), ("read", largest), ("check", largest)):
        elapsed, memory = cold.measure(cold.COMMAND, *words)
        over = "  over" if elapsed > 500 or memory > 150 else ""
        name = " ".join(["taizhang", str(words[0]), *(Path(path).stem[:12] for path in words[1:])])
        print(f"{name:32} {elapsed:7.0f} ms {memory:6.0f} MiB   {elapsed / bare:4.1f}x python{over}")


if __name__ == "__main__":
    main()
