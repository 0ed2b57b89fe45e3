"""Data of an older version comes along: the whole way back once, and forward once."""

import hashlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from taizhang.web.ledgers.models import Draft
from taizhang.web.people.models import User
from taizhang.web.places.models import Region, Unit

OLD = [("people", "0001_initial"), ("places", "0001_initial"), ("ledgers", "0003_corrected_documents")]
TEXTS = {"甲": ("序号\t项目", None), "乙": ("", b"PK\x03\x04")}
"""What each clerk's draft was read from: words laid in, or a file."""


@pytest.mark.django_db(transaction=True)
def test_units_named_in_words_become_units_and_documents_inside_drafts_originals() -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate(OLD)
        old = executor.loader.project_state(OLD).apps
        county = old.get_model("places", "Region").objects.create(name="松屏县", path="/1/")
        for name, (text, data) in TEXTS.items():
            clerk = old.get_model("people", "User").objects.create(
                username=name, name=name, role="reporter", region=county, unit="县水务局"
            )
            digest = hashlib.sha256(data or text.encode()).hexdigest()
            old.get_model("ledgers", "Draft").objects.create(
                owner=clerk, source_text=text, source_data=data, source_hash=digest, content="{}"
            )
    finally:
        MigrationExecutor(connection).migrate(latest)
    assert {user.unit for user in User.objects.select_related("own_unit")} == {"县水务局"}
    assert Unit.objects.get().region == Region.objects.get()
    for draft in Draft.objects.select_related("owner", "original"):
        text, data = TEXTS[draft.owner.username]
        assert bytes(draft.original.data) == (data or text.encode())
        assert draft.original_id == hashlib.sha256(bytes(draft.original.data)).hexdigest()
    assert Draft.objects.count() == 2
