"""An existing `mkdocs.yml`: what it settles, and what is to be added to it by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from mkdocs_postmortems.authoring.handbook import FOLDER, NAVIGATION
from mkdocs_postmortems.configuration import (
    NAMES,
    ConfigurationError,
    read_configuration,
)
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.strict_yaml import YamlError, parse
from mkdocs_postmortems.source.text_file import FileError, read_text

PAGES = (
    "- Postmortems: postmortems/index.md",
    "- Actions: actions/index.md",
    "- Trends: trends/index.md",
    "- Reviews: reviews/index.md",
    "- Learn: learn/index.md",
    "- Browse:",
    "    - Services: services/index.md",
    "    - Causes: causes/index.md",
    "    - Owners: owners/index.md",
    "    - Quality of the data: quality/index.md",
)
"""The section pages, as they stand in a `nav:`, after the overview."""

_THEME = "theme:\n  name: material\n  font: false\n"


@dataclass(frozen=True)
class MkDocsFile:
    """One configuration of MkDocs. `additions` are (where, block) to add by hand, none if complete.

    `docs` is the folder of the host's pages, relative to the file.
    """

    name: str
    settings: Settings
    docs: str
    additions: tuple[tuple[str, str], ...]


def read_mkdocs_file(folder: Path, handbook: bool = False) -> MkDocsFile | None:
    """Return the configuration in a folder, or None where there is none. `folder` is resolved.

    With a `handbook` its pages are to be in the navigation, where that is written. Raises
    `ConfigurationError` with file, line and column, and `SettingsError` for the options of the
    plugin.
    """
    path = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if path is None:
        return None
    keys, parents = _with_inherited(path, folder)
    docs = keys.get("docs_dir")
    used = "postmortems" in _names(keys.get("plugins"))
    return MkDocsFile(
        name=path.name,
        settings=read_configuration(path).settings if used else Settings(),
        docs=docs.value if isinstance(docs, yaml.ScalarNode) else "docs",
        additions=tuple(
            (f"{where}, in {parents[key]}" if key in parents else where, block)
            for key, where, block in _additions(keys, used, handbook)
        ),
    )


def _with_inherited(path: Path, folder: Path) -> tuple[dict[str, yaml.Node], dict[str, str]]:
    """Return the keys of a file and of those it inherits, and where the inherited ones stand."""
    keys, parents = _top_level(path, folder), dict[str, str]()
    seen, inherited = {path.resolve()}, keys.pop("INHERIT", None)
    while isinstance(inherited, yaml.ScalarNode):
        path = Path(os.path.normpath(path.parent / str(inherited.value)))
        if path.resolve() in seen:
            break  # told by whoever reads the settings
        seen.add(path.resolve())
        above = _top_level(path, path.parent.resolve())
        inherited = above.pop("INHERIT", None)
        for key, value in above.items():
            keys[key] = _joined(keys[key], value) if key in keys else value
            if keys[key] is value:
                parents[key] = path.name
    return keys, parents


def _joined(own: yaml.Node, inherited: yaml.Node) -> yaml.Node:
    """Return a value as the host joins it: mappings become one, all else is the file's own."""
    if not (isinstance(own, yaml.MappingNode) and isinstance(inherited, yaml.MappingNode)):
        return own
    pairs = [*inherited.value, *own.value]
    return yaml.MappingNode(own.tag, pairs, own.start_mark, own.end_mark, own.flow_style)


def _top_level(path: Path, folder: Path) -> dict[str, yaml.Node]:
    """Return the nodes of the keys; the tags of the host (`!ENV`) stand on them unread."""
    try:
        root = parse(read_text(path, folder))
    except FileError as error:
        place = f"{path.name}:{error.line}:{error.column}"
        raise ConfigurationError(f"{place}: {error.message}. {error.hint}") from None
    except YamlError as error:
        place = f"{path.name}:{error.line + 1}:{error.column + 1}"
        raise ConfigurationError(f"{place}: {error.message}. {error.hint}") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise ConfigurationError(
            f"{path.name}:1:1: found no keys. Write `site_name: ...`, or remove it"
        )
    return {str(key.value): value for key, value in root.value}


def _names(plugins: yaml.Node | None) -> set[str]:
    """Return the names of the plugins, which stand in a list or in a mapping."""
    if isinstance(plugins, yaml.MappingNode):
        return {str(key.value) for key, _ in plugins.value}
    if not isinstance(plugins, yaml.SequenceNode):
        return set()
    scalars = {str(item.value) for item in plugins.value if isinstance(item, yaml.ScalarNode)}
    return scalars.union(*(_names(i) for i in plugins.value if isinstance(i, yaml.MappingNode)))


def _additions(
    keys: dict[str, yaml.Node], used: bool, handbook: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield the key, where to add to it, and what."""
    if not used:
        yield from _for_the_plugin(keys)
    nav = keys.get("nav")
    if isinstance(nav, yaml.SequenceNode):
        lines = [] if used else list(PAGES)
        if handbook and f"{FOLDER}/index.md" not in _texts(nav):
            lines += NAVIGATION
        if lines:
            block = "".join(f"  {line}\n" for line in lines)
            yield "nav", "under `nav:`, where you want them", block


def _texts(node: yaml.Node) -> Iterator[str]:
    """Yield every text below a node, such as the pages of a navigation."""
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _texts(value)


def _for_the_plugin(keys: dict[str, yaml.Node]) -> Iterator[tuple[str, str, str]]:
    if "site_name" not in keys:
        yield "site_name", "", "site_name: Postmortems\n"
    if not _is_material(keys.get("theme")):
        yield "theme", "in place of the theme that is there" if "theme" in keys else "", _THEME
    yield ("plugins", *_plugin(keys.get("plugins")))


def _is_material(theme: yaml.Node | None) -> bool:
    if isinstance(theme, yaml.MappingNode):
        theme = next((value for key, value in theme.value if key.value == "name"), None)
    return isinstance(theme, yaml.ScalarNode) and theme.value == "material"


def _plugin(plugins: yaml.Node | None) -> tuple[str, str]:
    """Return the plugin's line as it goes into a list, a mapping, or where there is neither."""
    if isinstance(plugins, yaml.CollectionNode) and plugins.flow_style:
        form = "postmortems: {}" if isinstance(plugins, yaml.MappingNode) else "postmortems"
        return "between the brackets of `plugins:`, after a comma", f"{form}\n"
    if isinstance(plugins, yaml.MappingNode):
        return "under `plugins:`", "  postmortems: {}\n"
    if isinstance(plugins, yaml.SequenceNode):
        return "under `plugins:`", "  - postmortems\n"
    empty = "in place of the empty `plugins:`" if plugins else ""
    return empty, "plugins:\n  - search\n  - postmortems\n"
