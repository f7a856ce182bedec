"""Templates of what authors get as text: Markdown and front matter, no HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def text_templates() -> Environment:
    """Return the templates; nothing is escaped, what they are filled with has to be safe."""
    # Imported here: commands that only read start without it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mkdocs_postmortems", "templates"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
