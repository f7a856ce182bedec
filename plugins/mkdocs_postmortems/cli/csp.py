"""`postmortems csp`: what the pages of a built site may run and load, as a header."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_postmortems.cli.output import say, shown_path, stop
from mkdocs_postmortems.exports.content_policy import FORMATS, Inline, directives
from mkdocs_postmortems.render.text import plural


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "shown",
    type=click.Choice([*FORMATS]),
    default="header",
    metavar="FORMAT",
    help="What to print: header (default), a line of HTTP; nginx; headers-file, the file _headers "
    "of Netlify and Cloudflare Pages; meta, an element for the head of each page.",
)
def csp(site: Path, shown: str) -> None:
    """Print a strict Content-Security-Policy for the built site in the folder SITE.

    It allows the site's own files, and the scripts that the theme has within its pages by their
    hashes: print it anew after each build that changed the theme or its settings. A script within
    the text of a page is not allowed; such pages are listed.

    Exits with 0, or with 2 when it could not run.
    """
    pages = sorted(site.rglob("*.html"))
    if not pages:
        stop(f"there is no page in {shown_path(site)}. Build the site first: mkdocs build")
    inline = Inline()
    for page in pages:
        inline.add(shown_path(page), page.read_text("utf-8", errors="replace"))
    click.echo(FORMATS[shown](directives(inline)), nl=False)
    if inline.refused:
        say(f"{plural(len(inline.refused), 'page')} with a script in the text, which will not run:")
        say("\n".join(inline.refused))
