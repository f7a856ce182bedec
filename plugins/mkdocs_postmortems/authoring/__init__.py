"""Writing for the author: new files from a template, edits that keep the rest of a file."""
