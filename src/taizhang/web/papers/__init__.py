"""Official papers made of closed periods: bulletins, reports, reminders; their outlines, approval and numbers."""
