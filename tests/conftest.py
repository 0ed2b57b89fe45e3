"""What every test may lean on: tools that a machine may lack, and the mark of tests that touch the database.

A test that needs a tool says so: `@needs("chromium")`, or `@needs("seeds")`.  Where the tool is missing the test is
skipped with the reason and the remedy; under CI=true every skip is a failure, for there nothing may be missing.
"""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

from tests.databases import cluster, data_folder, django_db_modify_db_settings
from tests.tools import TOOLS

__all__ = ["cluster", "data_folder", "django_db_modify_db_settings"]

settings.register_profile("long", deadline=None, print_blob=True)  # see CONTRIBUTING.md
IN_CI = os.environ.get("CI") == "true"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks, so that a misspelt one is an error."""
    config.addinivalue_line("markers", "needs(tool): skip, or fail under CI=true, where the tool is missing")
    config.addinivalue_line("markers", "database: touches the database; run on PostgreSQL too (added by itself)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that touch the database, however they came by it."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing, and say what would help."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            tool = TOOLS[name]
            if not tool.found():
                pytest.skip(f"needs {tool.name}, which is not here: {tool.remedy}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI=true, turn a skip into a failure."""
    report = yield
    return fail_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Under CI=true, turn the skip of a whole module into a failure."""
    report = yield
    return fail_skip(report)


def fail_skip(report: Report) -> Report:
    """Give the report as failed when it was skipped under CI=true; an expected failure stays what it is."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"under CI=true nothing may be missing. {reason}"
    return report
