"""An account: one person, one role, one region, for those who report one unit; and how a person comes by one."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.web.places.models import Region, Unit


class Role(models.TextChoices):
    """What a person does; the rights of each stand in `rights`."""

    COORDINATOR = "coordinator", _("督查室经办")
    REPORTER = "reporter", _("责任单位填报")
    SIGNER = "signer", _("责任单位签发")
    LEADER = "leader", _("分管领导")
    AUDITOR = "auditor", _("审计监督")
    SECURITY = "security", _("安全管理员")
    ADMINISTRATOR = "administrator", _("系统管理员")


class People(BaseUserManager["User"]):
    """Accounts, each with its region and unit: nearly every page asks what its person may see."""

    def get_queryset(self) -> models.QuerySet[User]:
        """Joined with both."""
        return super().get_queryset().select_related("region", "own_unit")


class User(AbstractBaseUser):
    """`region` bounds what is seen: it and those below; None sees all.  `own_unit` is set for clerks and signers.

    `password_at` is when the password was chosen; None for one who has none and comes by single sign-on.
    """

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    own_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    password_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The name of the own unit, "" without one."""
        return self.own_unit.name if self.own_unit else ""

    def set_password(self, raw_password: str | None) -> None:
        """Take the password and note when; who saves the account saves `password_at` with it."""
        super().set_password(raw_password)
        self.password_at = timezone.now() if raw_password is not None else None


class PastPassword(models.Model):
    """A password that was used before, hashed, so that it is not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    encoded = models.CharField(max_length=128)

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """An account that waits for its person, or for an account that is there (`account`) a new password.

    The link is known to who was given it alone: only the SHA-256 of its token is kept ("" while no link was made).
    What the account may become is fixed here, not by who opens the link.  `granted_by` is set once the role may be
    held; a role beyond a unit is proposed by the system administrator and granted by the security administrator.
    """

    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    own_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    account = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="links")
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The name of the unit, "" without one."""
        return self.own_unit.name if self.own_unit else ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has used or revoked it."""
        return self.used_at is None and self.revoked_at is None

    @property
    def is_late(self) -> bool:
        """Whether its link has expired."""
        return self.expires_at is not None and self.expires_at <= timezone.now()
