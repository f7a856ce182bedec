"""Finding and reading `mkdocs.yml` without its host: for the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortems.errors import PostmortemsError
from mkdocs_postmortems.settings import Settings

NAMES = ("mkdocs.yml", "mkdocs.yaml")

_ADDRESS = re.compile(r"https?://[^\s<>|\"\\]+")


class ConfigurationError(PostmortemsError):
    """There is no configuration, or it cannot be read."""


@dataclass(frozen=True)
class Configuration:
    """The settings of the knowledge base, the file they stand in, and where its site stands.

    `docs_dir` is the folder of the host's own pages, relative to that file; `directory_urls` says
    that the address of a page ends in a slash.
    """

    path: Path
    settings: Settings
    site_url: str | None = None
    docs_dir: str = "docs"
    directory_urls: bool = True

    @property
    def folder(self) -> Path:
        """The folder of the postmortems."""
        return self.path.parent / self.settings.source

    @property
    def docs(self) -> Path:
        """The folder of the host's own pages."""
        return self.path.parent / self.docs_dir


class _Loader(yaml.SafeLoader):
    """Reads a host's configuration, whose tags (`!ENV`, `!!python/name:`) mean nothing here."""


def _untagged(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


_Loader.add_multi_constructor("!", _untagged)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _untagged)


def find_configuration(start: Path) -> Path:
    """Return the nearest `mkdocs.yml` in `start` or a folder above it."""
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in NAMES:
            if (folder / name).is_file():
                return folder / name
    raise ConfigurationError(
        f"found no mkdocs.yml in {start} or a folder above it. "
        "Change into the knowledge base, or give --config"
    )


def read_configuration(path: Path) -> Configuration:
    """Read the plugin's block of one configuration.

    Raises `ConfigurationError` for a file that cannot be read or has no such block, and
    `SettingsError` for wrong options.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    # A date such as 2026-13-40 is a ValueError of the YAML library.
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ConfigurationError(f"{path} cannot be read: {reason}") from None
    settings = Settings.from_mapping(_options(data, path))
    directory_urls = not isinstance(data, dict) or data.get("use_directory_urls", True) is not False
    return Configuration(path, settings, _site_url(data), _docs_dir(data), directory_urls)


def _docs_dir(data: Any) -> str:
    """Return the folder of the host's own pages; its default where a tag such as `!ENV` is."""
    folder = data.get("docs_dir") if isinstance(data, dict) else None
    return folder if isinstance(folder, str) and folder else Configuration.docs_dir


def _site_url(data: Any) -> str | None:
    """Return the address of the site; None where a tag such as `!ENV` hides it."""
    url = data.get("site_url") if isinstance(data, dict) else None
    return url if isinstance(url, str) and _ADDRESS.fullmatch(url) else None


def _options(data: Any, path: Path) -> dict[str, Any]:
    """Return the options of the plugin, which stands in a list or in a mapping."""
    plugins = data.get("plugins") if isinstance(data, dict) else None
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    for plugin in plugins if isinstance(plugins, list) else []:
        if plugin == "postmortems":
            return {}
        if isinstance(plugin, dict) and "postmortems" in plugin:
            return plugin["postmortems"] or {}
    raise ConfigurationError(f"{path} does not use the plugin. Add `postmortems` under `plugins:`")
