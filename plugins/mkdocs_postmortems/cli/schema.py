"""`postmortems schema`: the JSON schema of the front matter, and the files for editors."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.authoring.editor import Outcome, editor_files, to_json, write_editor_files
from mkdocs_postmortems.cli.configured import config_option, load_configuration
from mkdocs_postmortems.cli.output import stop
from mkdocs_postmortems.configuration import Configuration
from mkdocs_postmortems.json_schema import postmortem_schema


@click.command()
@config_option
@click.option(
    "--editor",
    is_flag=True,
    help="Write it beside mkdocs.yml instead, with the other files that editors read; "
    "again whenever the labels have changed.",
)
def schema(config: Path | None, editor: bool) -> None:
    """Print the JSON schema of the front matter, with the labels of this knowledge base.

    Exits with 0, or with 2 when it could not run.
    """
    configuration = load_configuration(config)
    if editor:
        _write_files(configuration)
    else:
        click.echo(to_json(postmortem_schema(configuration.settings)).encode(), nl=False)


def _write_files(configuration: Configuration) -> None:
    files = editor_files(configuration.settings)
    missing = []
    try:
        for path, outcome in write_editor_files(configuration.path.parent, configuration.settings):
            click.echo(f"{outcome:<16}{path}")
            if outcome is Outcome.BY_HAND:
                missing.append(path)
    except OSError as error:
        stop(f"{error.filename} cannot be written: {error.strerror or type(error).__name__}")
    for path in missing:
        click.echo(f"\nTo {path} add:\n\n{files[path]}", nl=False)
