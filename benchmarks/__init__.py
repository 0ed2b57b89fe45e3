"""How quick and how large: `make bench`.  Peers stand beside our figures; ratios are printed and never asserted."""
