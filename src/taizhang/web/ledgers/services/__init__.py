"""All writing of ledgers goes through here; each act is one transaction with its line in the log."""
