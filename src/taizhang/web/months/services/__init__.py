"""All writing of the month goes through here; each act is one transaction with its line in the log."""
