"""Words of reminders for templates."""
