"""An account: one person, one role, one region."""

from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.web.places.models import Region


class Role(models.TextChoices):
    """What a person does; the rights of each stand in `access`."""

    COORDINATOR = "coordinator", _("督查室经办")
    REPORTER = "reporter", _("责任单位填报")
    LEADER = "leader", _("分管领导")
    AUDITOR = "auditor", _("审计监督")
    ADMINISTRATOR = "administrator", _("系统管理员")


class User(AbstractBaseUser):
    """`region` bounds what is seen: it and those below; None sees all.  `unit` is set for a reporter."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    unit = models.CharField(max_length=100, blank=True)
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
