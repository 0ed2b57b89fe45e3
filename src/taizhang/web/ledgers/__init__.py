"""Yearly ledgers, their periods, and the import of documents."""
