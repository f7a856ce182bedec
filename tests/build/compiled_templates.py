"""The theme's templates, compiled once for all builds of a process.

MkDocs makes an environment for each build, and compiling the theme takes a third of a small one.
"""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
import pytest
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


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


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    environment, compiled = Theme.get_env, _Compiled()

    def with_compiled(theme: Theme) -> jinja2.Environment:
        made = environment(theme)
        made.bytecode_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", with_compiled)
        yield
