"""Files handed in together, read in the background."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.queue import Queued

from .draft import Draft
from .ledger import LedgerVersion, YearlyLedger
from .original import Original


class Intake(models.Model):
    """One import of files, its owner's alone; with `yearly`, units' reports for that list's next period.

    `proposals` are the matches found for the reports and the number of the period that they were matched with (see
    `services.collecting`), None until all files are read; `choices` what the person decided instead: the task's
    row, or None for no task, by the key of a proposal.  `awaited` are the names of the files that the person
    chose, that the browser sends one by one, and that have not come yet: who leaves the page meanwhile sees which.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intakes")
    made_at = models.DateTimeField(auto_now_add=True)
    yearly = models.ForeignKey(YearlyLedger, models.CASCADE, null=True, blank=True, related_name="intakes")
    period_label = models.CharField(max_length=60, blank=True)
    as_of = models.DateField(null=True, blank=True)
    proposals = models.JSONField(null=True, blank=True)
    choices = models.JSONField(default=dict)
    awaited = models.JSONField(default=list)
    saved_as = models.OneToOneField(LedgerVersion, models.PROTECT, null=True, blank=True, related_name="intake")

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class State(models.TextChoices):
    """Where a file stands."""

    QUEUED = "queued", _("排队中")
    READING = "reading", _("正在读取")
    READ = "read", _("已读出")
    OPENED = "opened", _("已解开")
    REFUSED = "refused", _("没有读入")


class Incoming(Queued):
    """One file of an intake; `archive` is the archive it came in.

    `table` is which of its ledgers is to be read, 0 for the one that the reader takes; then `archive` is the file.
    """

    WAITING, WORKING, FAILED = State.QUEUED, State.READING, State.REFUSED

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="files")
    archive = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="contents")
    name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, models.PROTECT, related_name="uses")
    table = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="files")

    class Meta:
        """In the order they came; an archive's contents after it."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("state", "seen_at")),)

    def __str__(self) -> str:
        return self.name
