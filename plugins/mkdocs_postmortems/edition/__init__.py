"""Two editions from one source: what the public one is made of, and that nothing else is in it."""

from mkdocs_postmortems.edition.public import Edition, make_edition

__all__ = ["Edition", "make_edition"]
