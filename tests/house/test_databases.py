"""The site's tests run on SQLite like all others; here those that touch the database run on PostgreSQL too."""

import subprocess
import sys

from tests.postgres import server
from tests.tools import ROOT, environment, needs


@needs("postgresql")
def test_what_touches_the_database_passes_on_postgresql_too() -> None:
    with server() as address:
        chosen = ["-m", "database and not needs", "-p", "no:xdist", "-p", "no:cacheprovider", "-q"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *chosen, "tests/web"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=environment(TAIZHANG_DATABASE_URL=address),
        )
    assert done.returncode == 0, done.stdout + done.stderr
