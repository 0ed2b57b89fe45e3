"""Reminders (催办): units whose return is missing, told by e-mail and by robots, never twice for one cause."""
