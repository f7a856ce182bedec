"""Whether the host's Markdown leaves sentences of mere words as they are.

Most entries of a timeline are such sentences, and what need not go through Markdown saves a tenth
of the time that a page takes.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

TOUCH_NO_WORDS = {
    *("admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes"),
    *("markdown.extensions.attr_list", "markdown.extensions.tables", "markdown.extensions.toc"),
    *("md_in_html", "meta", "sane_lists", "tables", "toc"),
    *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "caret", "critic", "details")),
    *(f"pymdownx.{name}" for name in ("emoji", "highlight", "inlinehilite", "keys", "magiclink")),
    *(f"pymdownx.{name}" for name in ("mark", "superfences", "tabbed", "tasklist", "tilde")),
}


def are_left_alone(config: MkDocsConfig) -> bool:
    """Say whether every configured extension is known to change no plain word."""
    return TOUCH_NO_WORDS.issuperset(config.markdown_extensions)
