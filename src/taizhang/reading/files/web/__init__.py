"""A web page taken apart: its tables with their spans, the text around them, and what only frames the page."""
