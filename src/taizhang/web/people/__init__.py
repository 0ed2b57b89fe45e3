"""Accounts, roles, sign-in and the first run."""
