"""Acts on accounts: the first run, accounts and their roles, invitations, passwords."""

from .accounts import (
    OneHand,
    change_role,
    drop_second_step,
    first_administrator,
    first_run_open,
    make_account,
    move,
    restart_account,
    sample_named,
    stop_account,
)

__all__ = [
    "OneHand",
    "change_role",
    "drop_second_step",
    "first_administrator",
    "first_run_open",
    "make_account",
    "move",
    "restart_account",
    "sample_named",
    "stop_account",
]
