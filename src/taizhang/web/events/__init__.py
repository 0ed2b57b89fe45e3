"""The log of acts: coded events with a sentence each, append-only and hash-chained."""
