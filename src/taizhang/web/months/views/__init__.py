"""Views of the month: thin, between the pages and the services."""
