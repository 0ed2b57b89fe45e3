"""Print the figures: `make bench`, or `python -m benchmarks`."""

import statistics
import sys
from pathlib import Path

from . import cold, crowd, many, papers, scans, warm, written
from .documents import documents

# What the project set itself: milliseconds of CPU, and MiB.
DOCUMENT, LONG, COMMAND, VERSION, MEMORY = 50, 1000, 400, 100, 60
PAGE, SAVE = 300, 200


def main() -> None:
    """Measure and print; a figure over what the project set itself is marked, nothing fails."""
    print_warm()
    print_many()
    print_written()
    print_scans()
    print_papers()
    print_crowd()
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
    """Print a line a kind of document, then the long ones."""
    seen = written.measure()
    count = len(seen) // len(written.KINDS)
    print(f"documents of each kind, mean of {count} ledgers, ms of CPU; goal: again at most so much of the peer's time")
    print(f"{'kind, peer':32} {'first':>7} {'cells':>7} {'again':>7} {'peer':>7} {'again/peer':>11} {'goal':>5}")
    for suffix, kind in written.KINDS.items():
        of_kind = [figures for name, figures in seen.items() if name.endswith(suffix)]
        first = statistics.mean(figures.first for figures in of_kind)
        cells = statistics.mean(figures.cells for figures in of_kind)
        again = statistics.mean(figures.again for figures in of_kind)
        for place, name in enumerate(kind.peers):
            peer = statistics.mean(figures.peers[place] for figures in of_kind)
            ours = f"{first:7.1f} {cells:7.1f} {again:7.1f}" if place == 0 else " " * 23
            goal = f"{kind.goal:5}{over(again / peer, kind.goal)}" if place == 0 else ""
            print(f"{kind.name + ', ' + name:32} {ours} {peer:7.1f} {again / peer:10.2f}x {goal}")
    for length in written.LENGTHS:
        seen_long = written.measure_long(length)
        a_row = 1024 * seen_long.memory / length
        mark = over(seen_long.read, LONG) if length == max(written.LENGTHS) else ""
        name = f"Word, {length} rows"
        print(f"{name:32} {seen_long.read:7.0f}   {seen_long.memory:.0f} MiB, {a_row:.0f} KiB a row{mark}")
    print(f"goal: {max(written.LENGTHS)} rows in {LONG} ms, and the same memory a row.\n")


def print_scans() -> None:
    """Print what a scanned page costs, and the peer's time for its text alone; a page stays under two seconds."""
    seen = scans.measure()
    print("a scanned page, ms of CPU on one core, models loaded; goal: 2000 for a page of 800 characters")
    print(f"{'page':32} {'chars':>7} {'read':>7} {'peer':>7} {'read/peer':>11}")
    print(f"{'scan, RapidOCR':32} {seen.chars:7} {seen.read:7.0f} {seen.peer:7.0f} {seen.read / seen.peer:10.2f}x\n")


def print_papers() -> None:
    """Print a line a kind of paper, and one for each peer who writes the same table."""
    print(f"a ledger of {papers.TASKS} tasks as a paper, ms of CPU, and how often ours goes into the peer's time")
    print(f"{'kind, peer':32} {'ms':>7} {'peer/ours':>10} {'goal':>7}")
    for paper in papers.PAPERS:
        ours = papers.measure(paper.kind)
        if ours is None:
            print(f"{paper.kind:32} could not be written")
            continue
        print(f"{paper.kind:32} {ours:7.0f} {'':10} {paper.goal:7.0f}{over(ours, paper.goal)}")
        for name in paper.peers:
            theirs = papers.measure(name)
            told = f"{theirs:7.0f} {theirs / ours:9.1f}x" if theirs is not None else "    not here"
            print(f"  {name:30} {told}")
    print()


def print_crowd() -> None:
    """Print a line a page and database."""
    people = crowd.CLERKS + crowd.OFFICERS
    print(
        f"{people} people at once, {crowd.UNITS} units, {crowd.TASKS} tasks, {crowd.HALVES} periods, ms to the answer"
    )
    print(f"{'page':20} {'database':12} {'answers':>8} {'half in':>8} {'95% in':>8}")
    for database in ("sqlite", "postgresql"):
        for page, seen in crowd.measure(database).items():
            goal = SAVE if page == "a save" else PAGE
            print(f"{page:20} {database:12} {seen.answers:8} {seen.half:8.0f} {seen.most:8.0f}{over(seen.most, goal)}")
    print("The people, who pause some seconds, run on the same processors as the site.\n")


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
