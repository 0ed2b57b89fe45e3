"""Finding acts in the log: by who, what, words and days."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.web.asking import Asking
from taizhang.web.days import day_of

from .codes import SENTENCES
from .models import Event

FACT = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True, slots=True)
class Search(Asking):
    """What is looked for.  Both days are within, in the place's own time, and whichever is earlier is the first."""

    actor: str = ""
    code: str = ""
    words: str = ""
    since: str = ""
    until: str = ""

    def events(self) -> QuerySet[Event]:
        """The acts that answer, newest first."""
        found = Event.objects.all()
        if self.actor:
            found = found.filter(actor_name__icontains=self.actor)
        if self.code:
            found = found.filter(code=self.code)
        for word in self.words.split():
            found = found.annotate(told=Cast("facts", TextField())).filter(_holds(word))
        since, until = day_of(self.since), day_of(self.until)
        if since and until and until < since:
            since, until = until, since
        if since:
            found = found.filter(at__gte=_begin(since))
        if until:
            found = found.filter(at__lt=_begin(until + timedelta(days=1)))
        return found


def named_codes() -> list[tuple[str, str]]:
    """Every code that the log holds with its sentence, the facts as dots; by sentence."""
    used = Event.objects.order_by().values_list("code", flat=True).distinct()
    return sorted(((code, FACT.sub("…", _(SENTENCES.get(code, code)))) for code in used), key=lambda pair: pair[1])


def _holds(word: str) -> Q:
    """The word in a fact, the actor's name, or the sentence of the code.

    One database keeps the facts with every Chinese sign escaped, the other with quotation marks alone: both are tried.
    """
    quoted, escaped = json.dumps(word, ensure_ascii=False)[1:-1], json.dumps(word)[1:-1]
    codes = [code for code, sentence in SENTENCES.items() if word in FACT.sub("", _(sentence))]
    return Q(told__icontains=quoted) | Q(told__icontains=escaped) | Q(actor_name__icontains=word) | Q(code__in=codes)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
