"""Data of an older version comes along."""

import hashlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from taizhang.web.people.models import Role
from taizhang.web.people.services import make_account

OLD = [("ledgers", "0003_corrected_documents")]
NEW = [("ledgers", "0005_sources_are_originals")]


@pytest.mark.django_db(transaction=True)
def test_documents_stored_inside_drafts_become_originals() -> None:
    latest = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    owner = make_account(None, "clerk", "甲", Role.COORDINATOR, sample=True)
    try:
        MigrationExecutor(connection).migrate(OLD)
        old = MigrationExecutor(connection).loader.project_state(OLD).apps
        Draft = old.get_model("ledgers", "Draft")
        digests = []
        for text, data in (("序号\t项目", None), ("", b"PK\x03\x04")):
            digest = hashlib.sha256(data or text.encode()).hexdigest()
            digests.append(digest)
            Draft.objects.create(
                owner_id=owner.pk, source_text=text, source_data=data, source_hash=digest, content="{}"
            )
        MigrationExecutor(connection).migrate(NEW)
        new = MigrationExecutor(connection).loader.project_state(NEW).apps
        drafts = new.get_model("ledgers", "Draft").objects.order_by("pk")
        assert [draft.original_id for draft in drafts] == digests
        assert [bytes(draft.original.data) for draft in drafts] == ["序号\t项目".encode(), b"PK\x03\x04"]
    finally:
        MigrationExecutor(connection).migrate(latest)
