"""Where units are reached, and what they were reminded of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.months.models import Period
from taizhang.web.places.models import Region, Unit


class Kind(models.TextChoices):
    """Whose robot it is."""

    WECOM = "wecom", _("企业微信")
    DINGTALK = "dingtalk", _("钉钉")
    FEISHU = "feishu", _("飞书")


class Robot(models.Model):
    """A robot of a group chat: of the region's units together, or of one unit.

    `address` holds its key and `secret` its signing secret; both are kept encrypted (`sealing`) and never shown.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="robots")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="robots")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=200)
    address = models.TextField()
    secret = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The region's own first."""

        ordering = (models.F("unit__order").asc(nulls_first=True), "pk")

    def __str__(self) -> str:
        return self.name


class Mailbox(models.Model):
    """A unit's mailbox for reminders, beside those of its people."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="mailbox")
    email = models.EmailField()

    def __str__(self) -> str:
        return self.email


class Policy(models.Model):
    """A region's timed reminders, in the name of the coordinator who switched them on; `days` before the day due."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="policy")
    automatic = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(default=3)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.region} {self.days}"


class Outcome(models.TextChoices):
    """What became of a reminder.  One that is still on its way may have arrived: it is not sent again."""

    ON_ITS_WAY = "on-its-way", _("正在发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("没有发出")


class Reminder(models.Model):
    """A unit reminded of a period for one cause (`missing.Cause`), once.

    `ways` are dicts of way, to (masked), ok and why.  Only a failed one is tried again.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders")
    cause = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ON_ITS_WAY)
    text = models.TextField()
    ways = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=("period", "unit", "cause"), name="reminded_once_for_a_cause"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.period.label} {self.cause}"
