"""The page of the commands, from Click."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mkdocs_postmortems.cli import main
from reference.markdown import document, fence, sentence, table

_INTRODUCTION = """
`postmortems` reads the same `mkdocs.yml` and the same files as the site: the nearest one in the
folder it runs in, or above. It needs no network. How to use it day by day is told in the
[guide](../guide/index.md).
"""


def page() -> str:
    """Return the page: the program, then each of its commands."""
    context = main.make_context("postmortems", [], resilient_parsing=True)
    return document("Commands", _INTRODUCTION, _help_of(main, context), *_inner(main, context))


def _inner(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield heading and help of each command of a group, and of those inside it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield f"## {inner.command_path}"
        yield _help_of(command, inner)
        if isinstance(command, click.Group):
            yield from _inner(command, inner)


def _help_of(command: click.Command, context: click.Context) -> str:
    usage = " ".join(command.get_usage(context).removeprefix("Usage:").split())
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    return "\n\n".join([fence(usage, "text"), *paragraphs, _parameters(command, context)]).strip()


def _parameters(command: click.Command, context: click.Context) -> str:
    """Return the table of options; arguments are told by the usage and the text."""
    records = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    ]
    rows = [(_options(names), sentence(text)) for names, text in records]
    return table(("Option", "What it does"), rows) if rows else ""


def _options(names: str) -> str:
    """Return the names as code, the words that one of them takes beside it."""
    return ", ".join(_option(name.strip()) for name in names.split(","))


def _option(name: str) -> str:
    option, _, choices = name.rstrip("]").partition(" [")
    return f"`{option}` {', '.join(choices.split('|'))}" if "|" in choices else f"`{name}`"
