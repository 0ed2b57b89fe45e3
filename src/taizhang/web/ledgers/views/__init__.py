"""Views of ledgers: thin, between the pages and the services."""
