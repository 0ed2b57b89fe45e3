"""What stands for all tests of a module is made once, in a transaction around them; each test undoes its own part.

A module asks for it by `pytest.mark.usefixtures`.  The fixtures then give what stands, fresh from the database, instead
of making it.  None of its tests may count on an empty database, or need transactions of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
}
"""Settings of tests.  The background reader works before the answer comes, in a child of this process all the same."""


@contextmanager
def standing(blocker: DjangoDbBlocker, make: Callable[[], object]) -> Iterator[None]:
    """What `make` puts into the database, until the end."""
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
    try:
        with blocker.unblock(), override_settings(**QUICK):
            make()
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
