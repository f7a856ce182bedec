"""The plugin: translates MkDocs' events into calls of the core, and nothing else."""

from __future__ import annotations

import datetime as dt
import os
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.config.base import ConfigErrors, ConfigWarnings, LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortems.addresses import FEED
from mkdocs_postmortems.cache.store import Store
from mkdocs_postmortems.configuration import read_settings
from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.kept import KeptInMemory
from mkdocs_postmortems.plugin import (
    ahead,
    edition,
    embedding,
    filling,
    keeping,
    memory,
    navigation,
    reporting,
    sanitising,
    searching,
    sentences,
    settings_block,
    theme,
)
from mkdocs_postmortems.plugin import files as host_files
from mkdocs_postmortems.plugin.ahead import Ahead, Kept
from mkdocs_postmortems.plugin.assets import SCRIPTS, STYLESHEETS, THEME
from mkdocs_postmortems.plugin.filling import Filling
from mkdocs_postmortems.plugin.searching import Search
from mkdocs_postmortems.plugin.writing import Writing
from mkdocs_postmortems.render.page import Rendered
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site, build_site

log = get_plugin_logger("postmortems")


class PostmortemsPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """Adds the knowledge base to a MkDocs site."""

    settings: Settings
    site: Site

    def __init__(self) -> None:
        self._rendered: dict[str, Rendered] = {}
        self._authored: set[str] = set()
        self._dirty = False
        self._ahead: Ahead | Kept | None = None
        self._filling: Filling | None = None
        self._data: dict[str, str | bytes] | None = None
        self._documents = False
        self._search: Search | None = None
        self._preview = False
        self._public: edition.PublicSite | None = None
        self._store: Store | None = None
        self._kept: KeptInMemory | None = None
        self._writing: Writing | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Read the plugin's block; every wrong option is an error that names the right one."""
        super().load_config({}, config_file_path)
        path = Path(config_file_path) if config_file_path else None
        try:
            self.settings = read_settings(options, path)
        except SettingsError as error:
            return list(settings_block.errors_of(error, path)), []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep this object across the builds of one live preview."""
        self._dirty, self._preview = dirty, command == "serve"
        self._kept = KeptInMemory() if self._preview else None
        self._writing = Writing() if self._preview else None

    def on_shutdown(self) -> None:
        """End what a live preview still makes."""
        if self._search:
            self._search.stop()
        if self._writing:
            self._writing.stop()

    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme folder, the search, the style sheets and the folder to watch.

        After all other plugins, some of which set the theme and how addresses are written.
        """
        if self._writing:
            self._writing.stop()
        settings_block.refuse_shared_folder(self.settings, config)
        after_own = 1 if config.theme.custom_dir else 0
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(after_own, str(THEME))
        styles, scripts = (*STYLESHEETS, *theme.stylesheets(config)), SCRIPTS
        if self._search:
            self._search.stop()
        self._search = None
        if self.settings.search == "pagefind":
            self._search = Search(tuple(self.settings.severities), self._preview)
            self._search.begin(config)
            styles, scripts = styles + searching.STYLESHEETS, scripts + searching.SCRIPTS
        config.extra_css = [*styles, *(style for style in config.extra_css if style not in styles)]
        config.extra_javascript = [
            *scripts,
            *(script for script in config.extra_javascript if str(script) not in scripts),
        ]
        edition.mark(config, self.settings)
        folder = self._folder(config)
        if not folder.is_dir():
            named = "source" in self.settings.model_fields_set
            say = log.warning if named else log.info
            say(f"{folder} does not exist; a live preview started now does not watch it")
        elif str(folder) not in config.watch:
            config.watch.append(str(folder))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the postmortems and add a file for every page."""
        self._public = edition.PublicSite.of(self.settings, files, config)
        if self._dirty:
            embedding.build_always(files)
        before, self._store = self._store, None
        if self.settings.cache:
            self._store = keeping.open_store(config, self._preview, before)
        with memory.growing():
            self.site = build_site(
                self._folder(config),
                self.settings,
                self.settings.read_on(os.environ, dt.datetime.now(dt.UTC)),
                directory_urls=config.use_directory_urls,
                site_url=config.site_url or None,
                plain_sentences=sentences.are_left_alone(config),
                edit_url=partial(host_files.edit_url, files),
                standing=frozenset(file.dest_uri for file in files),
                kept=self._kept,
            )
            if self._public:
                self._public.hide(self.site, self._folder(config))
            host_files.add_pages(self.site, files, config, self._folder(config))
            host_files.add_attachments(self.site, files, config, self._folder(config))
            host_files.add_data(self.site, files, config)
            memory.keep()
        self._rendered, self._authored = {}, set()
        self._embedding = embedding.Embedding(self.site)
        for warning in self.site.warnings:
            log.warning(warning)
        reporting.report(self.site.problems, self.settings.source)
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Link the postmortems to their index and to each other, outside the navigation."""
        navigation.link_pages(self.site, files)
        navigation.date_pages(self.site, files)
        memory.keep()
        self._nav, self._files = nav, files
        kept = keeping.start(self.site, files, config, self._store)
        self._ahead = ahead.start(self.site, files, config, kept)
        return nav

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Keep the host from reading postmortem files: the core has read them."""
        ours = self.site.pages.get(page.file.src_uri)
        return "" if ours and ours.source else None

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Return the Markdown of a page of ours; what somebody wrote at its path is kept.

        Blocks are for what somebody wrote for the site: a postmortem is data, it asks for none.
        """
        path = page.file.src_uri
        if self._public and not (path in self.site.pages and self.site.pages[path].source):
            markdown = self._public.docs.publish(markdown, path)
        markdown = self._embedding.mark(markdown, page)
        if path not in self.site.pages:
            return markdown
        sanitising.clean_when_rendered(page, self.site)
        made = self._ahead.page(path) if self._ahead else None
        if made:
            made.hand_over(page)
        self._rendered[path] = made.rendered if made else self.site.render(path)
        page.meta = {**navigation.metadata(self.site.pages[path], page, config), **page.meta}
        authored = markdown.strip() or None
        if authored:
            self._authored.add(path)
        return self.site.markdown(path, self._rendered[path], authored)

    def on_page_content(
        self, html: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Put the generated HTML into its place, after Markdown has been processed."""
        rendered = self._rendered.pop(page.file.src_uri, None)
        if self._search and page.file.src_uri in self._authored:
            self._search.keep(page.file.src_uri, html)
        return self._embedding.fill(rendered.fill(html) if rendered else html, page, config)

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Exchange the workers that made the pages for those that fill them in; start the index."""
        self._data = self._ahead.data() if self._ahead else None
        self._documents = self._ahead.documents() if self._ahead else False
        self._end_workers()
        memory.keep()
        if self._search:
            self._search.start(self.site, files, config, keep=self._store is not None)
        self._filling = filling.start(env, self._nav, files, config, self._store)
        return env

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Pass on what a worker has filled in."""
        if self._filling:
            self._filling.pass_on(page, context)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feed in the head of every page, and put the search into its header."""
        href = get_relative_url(FEED, page.url)
        link = (
            f'<link rel="alternate" type="application/atom+xml" title="Postmortems" href="{href}">'
        )
        named = output.replace("</head>", f"{link}</head>", 1)
        return self._search.box(named, page.url, config) if self._search else named

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the search into the header of the page for addresses that do not exist."""
        if self._search and template_name.endswith(".html"):
            return self._search.box_anywhere(output, config)
        return output

    def _write_all(self, config: MkDocsConfig) -> None:
        """Write the data and the index, end the workers, let what the build held be collected."""
        if self._writing and not self._public:
            self._writing.write(self.site, config, self._data, self._documents)
        else:
            made = self._data or {address: write() for address, write in self.site.files.items()}
            host_files.write_data(made, config)
            if not self._documents:
                host_files.write_documents(self.site, config)
        self._end_workers()
        if self._search:
            self._search.finish()
        if self._store and not self._preview:
            self._store.drop_unused()
        memory.let_go()

    @event_priority(-10_000)
    def _check_edition(self, config: MkDocsConfig) -> None:
        """Fail the build of a public edition in which something internal stands."""
        if self._public:
            self._public.check(self.site, config)

    on_post_build = CombinedEvent(_write_all, _check_edition)

    def on_build_error(self, error: Exception) -> None:
        """End the workers of a build that failed."""
        self._end_workers()
        if self._search:
            self._search.stop()
        memory.let_go()

    def _end_workers(self) -> None:
        for running in (self._ahead, self._filling):
            if running:
                running.close()
        self._ahead = self._filling = None

    def _folder(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "mkdocs.yml").parent / self.settings.source
