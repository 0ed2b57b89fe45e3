"""Pages that are pictures: made straight, ruling lines found, text recognised; a page's `Marks` come out."""
