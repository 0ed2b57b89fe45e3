"""The log as a file that a spreadsheet opens and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.writing.csv import harmless

from .models import Event

MARK = "\ufeff"


class _Line:
    """Takes what the writer of CSV writes, and gives it on."""

    def write(self, text: str) -> str:
        return text


def lines(events: QuerySet[Event]) -> Iterator[str]:
    """CSV with a byte-order mark, the oldest first: number, time, who, code, sentence, both digests."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    header = [_("编号"), _("时间"), _("操作人"), _("事项代码"), _("事项"), _("前一条摘要"), _("摘要")]
    yield MARK + writer.writerow(header)
    for event in events.order_by("pk").iterator():
        yield writer.writerow([harmless(text) for text in _row(event)])


def _row(event: Event) -> list[str]:
    at = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
    return [str(event.pk), at, event.actor_name, event.code, event.sentence, event.previous, event.digest]
