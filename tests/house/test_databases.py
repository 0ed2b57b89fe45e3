"""The site's tests run on SQLite like all others; here those that touch the database run on PostgreSQL too.

But for those of single pages and of who may open them: they ask what services ask already, and take as long again.
"""

import subprocess
import sys
from pathlib import Path

from tests.databases import TEMPLATE
from tests.postgres import server
from tests.tools import ROOT, environment, needs

PAGES = (
    "test_permissions.py", "*_pages.py", "test_views_of_data.py", "test_unit_page.py", "people/test_*.py",
    "test_layouts.py", "test_demo.py", "test_leaders.py", "test_office_*.py", "test_events.py", "test_any_order.py",
    "test_long_ledgers.py", "test_first_steps.py", "test_wrong_ways.py", "test_forwarding.py",
)  # fmt: skip
ALL_THE_SAME = {"test_log_pages.py"}
"""Pages that search by what each database does in its own way."""


@needs("postgresql")
def test_what_touches_the_database_passes_on_postgresql_too(cluster: Path) -> None:
    with server(cluster) as address:
        chosen = ["-m", "database and not needs", "-p", "no:xdist", "-p", "no:cacheprovider", "-q"]
        chosen += [f"--ignore={path}" for path in left_out()]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *chosen, "tests/web"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=environment(TAIZHANG_DATABASE_URL=address, **{TEMPLATE: "taizhang"}),
        )
    assert done.returncode == 0, done.stdout + done.stderr


def left_out() -> list[str]:
    """The files of pages, from the root of the checkout."""
    found = {path for pattern in PAGES for path in (ROOT / "tests" / "web").rglob(pattern)}
    return sorted(str(path.relative_to(ROOT)) for path in found if path.name not in ALL_THE_SAME)
