"""What a unit fills in outside the page and sends back: our Excel form, or the file it always made.

Both become `proposals` beside what the grid holds; nothing is saved before a person takes it (`taking`).
"""
