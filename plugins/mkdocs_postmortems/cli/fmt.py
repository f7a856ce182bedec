"""`postmortems fmt`: every front matter in one order and one layout."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.authoring.document import DocumentError
from mkdocs_postmortems.authoring.layout import LayoutError, lay_out
from mkdocs_postmortems.authoring.postmortem_file import open_document
from mkdocs_postmortems.authoring.written import replace_file
from mkdocs_postmortems.cli.configured import config_option, load_with_folder
from mkdocs_postmortems.cli.output import say, shown_path
from mkdocs_postmortems.cli.scope import Scope, read_scope
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.source.loader import find_postmortems, is_postmortem


class _NotFormattedError(Exception):
    """A file that is left as it is. Says where and why."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@config_option
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; list the files that would change."
)
def fmt(paths: tuple[Path, ...], config: Path | None, only_check: bool) -> None:
    """Lay out the front matter of the postmortems anew, or of those below PATHS only.

    Puts the keys into one order, each action and cause on lines of its own and short lists into
    one line, and takes away needless quotes. Values, comments and the body stay as they are.

    Exits with 0; with 1 when a file cannot be formatted, or would change under --check; with 2 when
    it could not run.
    """
    configuration = load_with_folder(config)
    scope = read_scope(paths, None, configuration)
    _tell_others(paths)
    files, closed = _find(scope)
    changed = failed = 0
    for path in files:
        shown = shown_path(path)
        try:
            if _format(path, scope.folder, only_check):
                say(f"{'would reformat' if only_check else 'reformatted'} {shown}", err=False)
                changed += 1
        except _NotFormattedError as error:
            say(f"{shown}{error}")
            failed += 1
    unchanged = len(files) - changed - failed
    say(_sum_up(changed, unchanged, failed, closed, only_check))
    if failed or closed or (changed and only_check):
        raise click.exceptions.Exit(1)


def _tell_others(paths: tuple[Path, ...]) -> None:
    """Name the files among the arguments that are no postmortems."""
    for path in paths:
        if not path.is_dir() and not is_postmortem(path.name):
            say(f"{path} is no postmortem; it is left as it is.")


def _find(scope: Scope) -> tuple[list[Path], int]:
    """Return the files, and how many places cannot be read; say which."""
    found, problems = find_postmortems(scope.folder)
    closed = [problem for problem in problems if scope.holds(problem.path)]
    for problem in closed:
        say(f"{shown_path(scope.folder / problem.path)}: {problem.message}. {problem.hint}")
    files = [path for path in found if scope.holds(path.relative_to(scope.folder).as_posix())]
    return files, len(closed)


def _format(path: Path, folder: Path, only_check: bool) -> bool:
    """Write one file anew, unless only checking; return whether that makes a difference."""
    try:
        document = open_document(path, folder)
        block = lay_out(document.block)
        if block != document.block and not only_check:
            replace_file(path, document.with_block(block))
    except DocumentError as error:
        place = f":{error.line}:{error.column}"
        raise _NotFormattedError(f"{place}: {error.message}. {error.hint}") from None
    except LayoutError as error:
        raise _NotFormattedError(f": left as it is, because {error}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _NotFormattedError(f": cannot be written: {reason}") from None
    return block != document.block


def _sum_up(changed: int, unchanged: int, failed: int, closed: int, only_check: bool) -> str:
    done = "would be reformatted" if only_check else "reformatted"
    kept = "would be left unchanged" if only_check else "left unchanged"
    parts = [f"{plural(changed, 'file')} {done}"] if changed else []
    parts += [f"{plural(unchanged, 'file')} {kept}"] if unchanged or not changed else []
    parts += [f"{plural(failed, 'file')} could not be formatted"] if failed else []
    parts += [f"{plural(closed, 'path')} could not be read"] if closed else []
    return f"{', '.join(parts)}."
