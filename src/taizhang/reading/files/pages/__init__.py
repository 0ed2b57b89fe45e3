"""Pages of a PDF: characters and ruling lines, tables from them, pages put together."""
