"""What the conversion of Markdown depends on, where that is known: text, options, linked files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from types import FunctionType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_postmortems.plugin.sentences import TOUCH_NO_WORDS

_BESIDES = {
    *("abbr", "extra", "nl2br", "smarty", "wikilinks"),
    *(f"markdown.extensions.{name}" for name in ("abbr", "admonition", "codehilite", "def_list")),
    *(f"markdown.extensions.{name}" for name in ("extra", "fenced_code", "footnotes", "meta")),
    *(f"markdown.extensions.{name}" for name in ("md_in_html", "nl2br", "sane_lists", "smarty")),
    *(f"pymdownx.{name}" for name in ("blocks.admonition", "blocks.caption", "blocks.definition")),
    *(f"pymdownx.{name}" for name in ("blocks.details", "blocks.html", "blocks.tab")),
    *(f"pymdownx.{name}" for name in ("escapeall", "extra", "fancylists", "progressbar")),
    *(f"pymdownx.{name}" for name in ("quotes", "saneheaders", "smartsymbols", "striphtml")),
}
_DEPEND_ON_NOTHING_ELSE = TOUCH_NO_WORDS | _BESIDES
"""Extensions that read no file, no clock, no other page."""

_INSTALLED = ("markdown.", "material.extensions.", "pymdownx.")


class NotPlainError(Exception):
    """Something whose content cannot be told."""


def options_of_markdown(config: MkDocsConfig) -> object | None:
    """Return all that the conversion depends on besides the page; None where that is not known."""
    if not all(one in _DEPEND_ON_NOTHING_ELSE for one in map(str, config.markdown_extensions)):
        return None
    if "custom_icons" in str(config.mdx_configs):  # a folder of pictures that emoji are read from
        return None
    try:
        return plain([config.markdown_extensions, config.mdx_configs, config.validation])
    except NotPlainError:
        return None


def plain(value: Any) -> object:
    """Return configuration as plain data that shows all of it, or raise `NotPlainError`."""
    if value is None or isinstance(value, str | bytes | bool | int | float | dt.date):
        return value
    if isinstance(value, Mapping):
        return tuple((plain(key), plain(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(plain, value))
    if isinstance(value, partial):
        return ("partial", plain(value.func), plain(value.args), plain(value.keywords))
    if isinstance(value, FunctionType) and _is_installed(value):
        return ("function", value.__module__, value.__qualname__)
    raise NotPlainError


def _is_installed(function: FunctionType) -> bool:
    """Whether the names of a function, and the versions of what is installed, say what it does."""
    return function.__module__.startswith(_INSTALLED) and function.__closure__ is None
