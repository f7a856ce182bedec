"""The pages of the site as files of the host."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_postmortems.addresses import attachment, postmortem_page
from mkdocs_postmortems.pages.view import Page
from mkdocs_postmortems.plugin.compact_page import CompactPage
from mkdocs_postmortems.site import Site

log = get_plugin_logger("postmortems")


def add_pages(site: Site, files: Files, config: MkDocsConfig, folder: Path) -> None:
    """Add a file for every page. `folder` is that of the postmortems.

    A file that somebody wrote at the path of a generated page stays, as the beginning of it.
    """
    standing = {file.dest_uri: file for file in files}
    for page in site.pages.values():
        authored = files.get_file_from_path(page.path)
        file = _file(page, authored, config, folder)
        other = authored or standing.get(file.dest_uri)
        if other is not None:
            files.remove(other)
            _warn_of_lost_text(page, other, config)
        files.append(file)
        if not page.section:
            CompactPage(theme_title(page.title), file, config)


def add_attachments(site: Site, files: Files, config: MkDocsConfig, folder: Path) -> None:
    """Add the pictures and documents beside the postmortems, at the same relative places."""
    for path in site.attachments:
        files.append(_outside(attachment(path), folder / path, config))


def add_data(site: Site, files: Files, config: MkDocsConfig) -> None:
    """Add an empty file for the data that other programs read; what stands there gives way."""
    standing = {file.dest_uri: file for file in files}
    for address in site.files:
        if address in standing:
            files.remove(standing[address])
            log.warning(f"{standing[address].src_uri}: not shown, generated data stands there")
        files.append(File.generated(config, address, content=""))


def write_data(contents: dict[str, str | bytes], config: MkDocsConfig) -> None:
    """Write the data over the empty files that the host has put at their addresses."""
    for address, content in contents.items():
        _write(address, content, config)


def write_documents(site: Site, config: MkDocsConfig) -> None:
    """Write the files of single postmortems."""
    for address in site.documents:
        write_document(site, address, config)


def write_document(site: Site, address: str, config: MkDocsConfig) -> None:
    """Write the file of one postmortem; the host has none for it: no page links to it."""
    _write(address, site.documents[address](), config)


def _write(address: str, content: str | bytes, config: MkDocsConfig) -> None:
    path = Path(config.site_dir, address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def edit_url(files: Files, path: str) -> str | None:
    """Return where the host edits a postmortem; asked only when the host's pages exist."""
    file = files.get_file_from_path(postmortem_page(path))
    return file.page.edit_url if file and file.page else None


def _file(page: Page, authored: File | None, config: MkDocsConfig, folder: Path) -> File:
    if page.source is not None:
        return _postmortem(page, page.source, config, folder)
    if authored is not None and authored.inclusion is InclusionLevel.EXCLUDED:
        authored = None
    content = authored.content_string if authored else ""
    inclusion = InclusionLevel.UNDEFINED if page.section else InclusionLevel.NOT_IN_NAV
    if page.section and config.nav is not None:
        inclusion = InclusionLevel.NOT_IN_NAV
    # Held in memory, so that `--dirty` never takes an overview for unchanged.
    file = File.generated(config, page.path, content=content, inclusion=inclusion)
    if authored:
        file.edit_uri = authored.edit_uri
    return file


def _postmortem(page: Page, source: str, config: MkDocsConfig, folder: Path) -> File:
    path = folder / source
    file = _outside(page.path, path, config)
    try:
        from_docs = Path(os.path.relpath(path, config.docs_dir)).as_posix()
    except ValueError:  # another drive of Windows
        file.edit_uri = None
        return file
    file.edit_uri = _edit_uri(from_docs, config)
    return file


def _outside(address: str, path: Path, config: MkDocsConfig) -> File:
    """Return a real file that stands outside the host's folder of pages."""
    file = File(
        address,
        src_dir=str(path.parent),
        dest_dir=config.site_dir,
        use_directory_urls=config.use_directory_urls,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.abs_src_path = str(path)
    return file


def _edit_uri(path: str, config: MkDocsConfig) -> str:
    """Return the path as the host's edit link takes it: it is printed into the page unescaped."""
    if config.edit_uri_template:
        # The template quotes by itself, where it says `{path!q}`.
        return re.sub(r'["<>]', lambda match: quote(match[0]), path)
    return quote(path)


def _warn_of_lost_text(page: Page, other: File, config: MkDocsConfig) -> None:
    """Say it when a file of the author's cannot be shown: the address is another page's."""
    folder = Path(config.docs_dir).name
    name = f"{folder}/{other.src_uri}"
    if page.source is not None:
        log.warning(f"{name}: not shown, a postmortem stands at its address. Rename it")
    elif other.src_uri != page.path:
        wanted = f"{folder}/{page.path}"
        log.warning(f"{name}: not shown, a generated page stands at its address. Name it {wanted}")


def theme_title(title: str) -> str:
    """Return a title that is safe in a theme, which prints it raw or strips its tags.

    Stripping tags also resolves references, so an escaped `<` would come back as a live one: the
    theme's chrome gets a look-alike, the page itself shows the title as written.
    """
    return escape(" ".join(title.replace("<", "\uff1c").split()), quote=True)
