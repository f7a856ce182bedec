"""What another theme than Material needs besides."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

OTHER = "assets/postmortems/other-theme.css"
"""Where the colours stand that another theme lacks."""

_ONLY_MATERIAL_HAS = "partials/palette.html"


def stylesheets(config: MkDocsConfig) -> tuple[str, ...]:
    """Return what gives the colours where the theme is not Material or made from it."""
    is_material = any(Path(folder, _ONLY_MATERIAL_HAS).is_file() for folder in config.theme.dirs)
    return () if is_material else (OTHER,)
