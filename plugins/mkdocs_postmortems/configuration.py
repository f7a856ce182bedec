"""Finding and reading `mkdocs.yml` without its host: for the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from mkdocs_postmortems.configuration_place import written_twice
from mkdocs_postmortems.errors import PostmortemsError, SettingsError
from mkdocs_postmortems.refusal import shown
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
    """Reads a host's configuration. Of its tags only `!ENV` means something here."""


def _untagged(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return node.value


def _date(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        message = f'found "{node.value}", no day of the calendar'
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
_Loader.add_multi_constructor("!", _untagged)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _untagged)


def find_configuration(start: Path) -> Path:
    """Return the nearest `mkdocs.yml` in `start` or a folder above it."""
    start = start.resolve()
    for path in (folder / name for folder in (start, *start.parents) for name in NAMES):
        try:
            if path.is_file():
                return path
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ConfigurationError(f"{path} cannot be looked for: {reason}") from None
    raise ConfigurationError(
        f"found no mkdocs.yml in {start} or a folder above it. "
        "Change into the knowledge base, or give --config"
    )


def read_configuration(path: Path) -> Configuration:
    """Read the plugin's block of one configuration, and of those that it inherits.

    Raises `ConfigurationError` for a file that cannot be read or has no such block, and
    `SettingsError` for wrong options.
    """
    data = _read(path, ())
    settings = read_settings(_options(data, path), path)
    directory_urls = data.get("use_directory_urls", True) is not False
    docs = _docs_dir(data)
    if found := source_in_docs(settings, docs):
        raise SettingsError([("source", found)])
    return Configuration(path, settings, _site_url(data), docs, directory_urls)


def read_settings(options: Mapping[str, Any], path: Path | None) -> Settings:
    """Return the settings of the block that stands in the file at `path`.

    Raises `SettingsError`, also for an option that is written twice there.
    """
    twice = list(written_twice(path)) if path else []
    if twice:
        raise SettingsError(twice)
    return Settings.from_mapping(options)


def source_in_docs(settings: Settings, docs_dir: str) -> str:
    """Return what is wrong with a `source` that shares a folder with the host's pages.

    `docs_dir` is absolute or relative to `mkdocs.yml`. The host would show every postmortem a
    second time, and with the same address.
    """
    source, docs = Path(settings.source), Path(os.path.normpath(docs_dir))
    if source == docs or source in docs.parents or docs in source.parents:
        return (
            f'found "{settings.source}", which shares a folder with `docs_dir`, {docs_dir}; '
            "write a folder beside it, such as postmortems"
        )
    return ""


def _read(path: Path, heirs: tuple[Path, ...]) -> dict[str, Any]:
    """Return a file merged into the one that its `INHERIT` names, as the host does it.

    `heirs` are the files that inherit it.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        named = f", which {heirs[-1]} inherits," if heirs else ""
        raise ConfigurationError(f"{path}{named} cannot be read: {reason}") from None
    if not isinstance(data, dict):
        return {}
    inherited = data.pop("INHERIT", None)
    if inherited is None:
        return data
    if not isinstance(inherited, str):
        raise ConfigurationError(f"{path}: INHERIT: found {shown(inherited)}. Write one path")
    known, parent = (*heirs, path), Path(os.path.normpath(path.parent / inherited))
    if parent.resolve() in {heir.resolve() for heir in known}:
        raise ConfigurationError(f"{path}: INHERIT: {parent} inherits itself. Remove one `INHERIT`")
    return _merged(_read(parent, known), data)


def _merged(parent: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return the mappings as one, whose own values count; lists are not joined."""
    both = {
        key: _merged(parent[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(parent.get(key), dict)
    }
    return {**parent, **own, **both}


def _docs_dir(data: dict[str, Any]) -> str:
    """Return the folder of the host's own pages."""
    folder = data.get("docs_dir")
    return folder if isinstance(folder, str) and folder else Configuration.docs_dir


def _site_url(data: dict[str, Any]) -> str | None:
    """Return the address of the site; None where it has none."""
    url = data.get("site_url")
    return url if isinstance(url, str) and _ADDRESS.fullmatch(url) else None


def _options(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the options of the plugin, which stands in a list or in a mapping."""
    plugins = data.get("plugins")
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    for plugin in plugins if isinstance(plugins, list) else []:
        if plugin == "postmortems":
            return {}
        if isinstance(plugin, dict) and "postmortems" in plugin:
            options = plugin["postmortems"]
            if options is not None and not isinstance(options, dict):
                found = f"{path}: plugins.postmortems: found {shown(options)}"
                raise ConfigurationError(f"{found}. Write its options, one a line")
            return options or {}
    raise ConfigurationError(f"{path} does not use the plugin. Add `postmortems` under `plugins:`")
