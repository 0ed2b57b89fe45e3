"""Spreadsheets: xlsx, xls, et, ods, csv; every reader gives `Sheet`s, `blocks.source_of` makes a source of them."""
