"""Pages that are pictures: made straight, their ruling lines found, their text recognised; a page's `Marks` come out."""
