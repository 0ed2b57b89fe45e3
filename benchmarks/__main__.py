"""Print the figures: `make bench`, or `python -m benchmarks`."""

import statistics
import sys
from pathlib import Path

from . import cold, many, warm, workbooks, written
from .documents import documents

# What the project set itself: milliseconds of CPU, and MiB.
DOCUMENT, COMMAND, VERSION, MEMORY = 50, 400, 100, 60


def main() -> None:
    """Measure and print; a figure over what the project set itself is marked, nothing fails."""
    print_warm()
    print_many()
    print_written()
    print_workbooks()
    print_cold(max(documents(), key=lambda path: path.stat().st_size))


def print_warm() -> None:
    """Print a line a document."""
    print(f"warm, least of {warm.PROCESSES} processes, ms of CPU; goal: under {DOCUMENT} at first sight and again")
    columns = f"{'read':>7} {'check':>7} {'sum':>7} {'again':>7}   {'csv':>6} {'read/csv':>9}"
    print(f"{'document':32} {'rows':>5} {'finds':>5} {columns}")
    for path, seen in warm.measure().items():
        if seen is None:
            print(f"{path.stem[:32]:32} cannot be read")
            continue
        both = seen.read + seen.check
        figures = (
            f"{seen.rows:5.0f} {seen.findings:5.0f} {seen.read:7.1f} {seen.check:7.1f} {both:7.1f} {seen.again:7.1f}"
        )
        ratio = f"{seen.read / seen.peer:8.0f}x" if seen.peer else ""
        print(f"{path.stem[:32]:32} {figures}   {seen.peer:6.2f} {ratio}{over(both, DOCUMENT)}")
    print("csv is csv.reader at tabs: no header, rows, merged or cut cells, sections, roles, origins or losses.\n")


def print_many() -> None:
    """Print a line a size, and what a row costs: it should be the same in each."""
    print("many rows, one process each; goal: a row costs the same however many there are")
    print(f"{'rows':>6} {'finds':>6} {'read ms':>8} {'check ms':>8} {'ms a row':>8} {'MiB':>5}")
    for rows in many.SIZES:
        seen = many.measure(rows)
        a_row = (seen.read + seen.check) / rows
        print(f"{rows:6} {seen.findings:6} {seen.read:8.0f} {seen.check:8.0f} {a_row:8.2f} {seen.memory:5.0f}")
    print()


def print_written() -> None:
    """Print a line a kind of document; Word stays under 0.6 of its peer, a page under 1.5 of pandas."""
    seen = written.measure()
    print(f"documents of each kind, mean of {len(seen) // 2} ledgers, ms of CPU; goals: Word 0.6, page 1.5 of pandas")
    print(f"{'kind':32} {'first':>7} {'cells':>7} {'again':>7} {'peer':>7} {'again/peer':>11}")
    for suffix, name in ((".docx", "Word, python-docx"), (".html", f"page, {written.PAGES_PEER}")):
        short = [figures for path, figures in seen.items() if path.endswith(suffix)]
        means = [sum(column) / len(short) for column in zip(*short, strict=True)]
        print(f"{name:32} " + " ".join(f"{mean:7.1f}" for mean in means) + f" {means[2] / means[3]:10.2f}x")
    print(f"{f'Word, {written.MANY} rows':32} {written.measure_long():7.0f}    goal: 1000\n")


def print_workbooks() -> None:
    """Print the means of all workbooks; the whole way to a ledger stays under 0.8 of openpyxl's walk over the cells."""
    means = [statistics.mean(column) for column in zip(*workbooks.measure().values(), strict=True)]
    print("Excel, ms of CPU, mean of all ledgers; goal: again under 0.8 of openpyxl read-only")
    print(f"{'':32} {'first':>7} {'cells':>7} {'again':>7} {'r/only':>7} {'full':>7} {'again/r':>8} {'again/f':>8}")
    figures = " ".join(f"{mean:7.1f}" for mean in means)
    print(f"{'workbook':32} {figures} {means[2] / means[3]:7.2f}x {means[2] / means[4]:7.2f}x\n")


def print_cold(largest: Path) -> None:
    """Print a line a command."""
    goal = f"{COMMAND} ms of CPU ({VERSION} for --version) and {MEMORY} MiB"
    print(f"the command as a whole, its modules compiled, median of {cold.ROUNDS}; goal: {goal}")
    bare = cold.measure(sys.executable, "-c", "pass")
    print(f"{'python -c pass':32} {bare.cpu:7.0f} ms {bare.memory:6.0f} MiB")
    for words in (("--version",), ("read", largest), ("check", largest)):
        seen = cold.measure(cold.COMMAND, *words)
        name = " ".join(["taizhang", str(words[0]), *(Path(path).stem[:12] for path in words[1:])])
        mark = over(seen.cpu, COMMAND if words[1:] else VERSION) or over(seen.memory, MEMORY)
        print(f"{name:32} {seen.cpu:7.0f} ms {seen.memory:6.0f} MiB   {seen.cpu / bare.cpu:4.1f}x python{mark}")


def over(figure: float, goal: float) -> str:
    """Give the mark for a figure over its goal."""
    return "  over" if figure > goal else ""


if __name__ == "__main__":
    main()
