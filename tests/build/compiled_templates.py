"""The theme's templates, compiled and listed once for all builds of a process.

MkDocs makes an environment for each build, and compiling the theme takes a third of a small one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import jinja2
import pytest
from jinja2.bccache import Bucket
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir


class _Compiled(jinja2.BytecodeCache):
    """Keeps what was compiled, by the name of a template and its text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._codes.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@cache
def _installed() -> frozenset[str]:
    return frozenset((get_theme_dir("material"), get_theme_dir("mkdocs")))


@cache
def _names_below(folder: str) -> frozenset[str]:
    names = jinja2.FileSystemLoader(folder).list_templates()
    return frozenset(name for name in names if not name.startswith("."))


class _Listed(jinja2.FileSystemLoader):
    """Lists the folders of the installed theme once: Material has thousands of icons in it.

    They are in a folder whose name begins with a dot, and nothing of such a folder is copied:
    MkDocs would ask for each of them, in every build, whether it is to be left out.
    """

    def list_templates(self) -> list[str]:
        installed = _installed() & {*self.searchpath}
        others = [folder for folder in self.searchpath if folder not in installed]
        names = {name for folder in installed for name in _names_below(str(folder))}
        return sorted(names.union(jinja2.FileSystemLoader(others).list_templates()))


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    environment, compiled = Theme.get_env, _Compiled()

    def with_compiled(theme: Theme) -> jinja2.Environment:
        made = environment(theme)
        assert isinstance(made.loader, jinja2.FileSystemLoader)
        made.bytecode_cache, made.loader = compiled, _Listed(made.loader.searchpath)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", with_compiled)
        yield
