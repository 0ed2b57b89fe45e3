"""Words for the templates of the month."""
