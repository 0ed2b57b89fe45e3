"""What each role may do: one table, asked through `access`.

The three officers of a secured system (三员, domain.md 8.1) have no right in common: the system administrator keeps
accounts and settings, the security administrator grants roles, the auditor reads the log.
"""

from enum import StrEnum

from .models import Role


class Right(StrEnum):
    """A thing that may be done."""

    IMPORT = "import"
    FILL = "fill"
    SEND = "send"
    PLAN = "plan"
    REVIEW = "review"
    REMARK = "remark"
    APPROVE = "approve"
    READ_EVENTS = "read-events"
    MANAGE_PEOPLE = "manage-people"
    GRANT_ROLES = "grant-roles"
    MANAGE_RULES = "manage-rules"
    MANAGE_PLACES = "manage-places"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.REPORTER: frozenset({Right.FILL}),
    Role.SIGNER: frozenset({Right.FILL, Right.SEND}),
    Role.COORDINATOR: frozenset({Right.IMPORT, Right.PLAN, Right.REVIEW, Right.MANAGE_PLACES}),
    Role.LEADER: frozenset({Right.REMARK, Right.APPROVE}),
    Role.ADMINISTRATOR: frozenset({Right.IMPORT, Right.MANAGE_PEOPLE, Right.MANAGE_RULES, Right.MANAGE_PLACES}),
    Role.SECURITY: frozenset({Right.GRANT_ROLES}),
    Role.AUDITOR: frozenset({Right.READ_EVENTS}),
}

OFFICERS = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR})
"""Never in one hand: an account that is one of them never becomes another."""

OF_A_UNIT = frozenset({Role.REPORTER, Role.SIGNER})
"""Roles that belong to a unit and see its returns alone."""
