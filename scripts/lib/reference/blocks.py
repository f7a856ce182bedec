"""The page of the blocks: what each can show, and its keys, from `SHOWS` and `CHARTS`."""

from __future__ import annotations

from typing import get_type_hints

from pydantic import BaseModel

from mkdocs_postmortems.embed.chart import CHARTS
from mkdocs_postmortems.embed.option import OF_ALL_ACTIONS, SHOWS
from mkdocs_postmortems.saved_view import Choice
from reference.kinds import kind
from reference.markdown import code, document, sentence, table

_INTRODUCTION = """
A block in a page of `docs/` begins with a line of three backticks and the word `postmortems`, and
says under `show` what stands in its place. [Live data in your pages](../guide/embed.md) has an
example of each.

A key that does not exist, or a value that cannot be used, is an error at its line; the page says it
where the block would stand.
"""

_CHOICE = """
An incident is chosen where it has one of the labels under each key that is given. Old spellings of
a label are read as the [aliases](settings.md#aliases) of the settings say.
"""

_CHARTS = """
Each has the words, the n and the refusals of the page that it comes from:
[How to read the charts](../guide/charts.md).
"""


def page() -> str:
    """Return the page."""
    parts = [_summary()]
    for name, show in SHOWS.items():
        parts += [f"## {name}", sentence(show.__doc__ or "")]
        own = list(show.model_fields)
        if issubclass(show, Choice):
            parts.append("Of [the incidents that are chosen](#which-incidents), by default of all.")
            own = [key for key in own if key not in Choice.model_fields]
        parts.append(_keys(show, own))
        if name == "chart":
            parts += ["### The charts", _CHARTS, _charts()]
    parts += ["## Which incidents", _CHOICE, _keys(Choice, list(Choice.model_fields))]
    return document("Blocks", _INTRODUCTION, *parts)


def _summary() -> str:
    rows = [
        (f"[{code(name)}](#{name})", sentence(show.__doc__ or "")) for name, show in SHOWS.items()
    ]
    return table(("`show`", "What stands there"), rows)


def _keys(model: type[BaseModel], names: list[str]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = [
        (
            code(name),
            "one of [the charts](#the-charts)" if name == "chart" else _kind(hints[name]),
            sentence(model.model_fields[name].description or "") + _default(model, name),
        )
        # What is everybody's stands last, and `show` is what the heading says.
        for name in sorted(names, key=lambda name: name == "title")
        if name != "show"
    ]
    return table(("Key", "Holds", "What it says"), rows)


def _kind(annotation: object) -> str:
    return kind(annotation).replace("list of texts", "text, or a list of texts")


def _default(model: type[BaseModel], name: str) -> str:
    field = model.model_fields[name]
    default = None if field.is_required() else field.default
    return f" Default {code(default)}." if default else ""


def _charts() -> str:
    rows = [
        (code(name), sentence(told) + (" Of all actions." if name in OF_ALL_ACTIONS else ""))
        for name, told in CHARTS.items()
    ]
    return table(("`chart`", "What it shows"), rows)
