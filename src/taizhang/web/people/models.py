"""An account: one person, one role, one region, for those who report one unit."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
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


class User(AbstractBaseUser):
    """`region` bounds what is seen: it and those below; None sees all.  `own_unit` is set for clerks and signers."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    own_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The name of the own unit, "" without one."""
        return self.own_unit.name if self.own_unit else ""
