"""The run of Pagefind, which makes the index that the browser searches.

It runs once for a whole site, over a folder of minimal documents. It is called through its command:
its Python interface waits a tenth of a second for each message.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_postmortems.errors import PostmortemsError, visible
from mkdocs_postmortems.search.document import UNSEARCHED, Document

FOLDER = "pagefind"
"""Where the index stands on the site."""

_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Parts of Pagefind that the site does without: its own boxes, marks on the page found."""


class IndexingError(PostmortemsError):
    """The index was not made; says why, and what to do."""


class Indexing:
    """A run of the indexer over documents; what it makes stands in `site / FOLDER`."""

    def __init__(
        self, documents: Iterable[Document], site: Path, language: str, directory_urls: bool
    ) -> None:
        self._output = site / FOLDER
        shutil.rmtree(self._output, ignore_errors=True)
        program = _program()
        self._temporary = TemporaryDirectory(prefix="postmortems-search-")
        folder = Path(self._temporary.name)
        for document in documents:
            path = folder / document.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document.html(language), encoding="utf-8", errors="replace")
        command = [str(program), "--site", str(folder), "--output-path", str(self._output)]
        command += ["--quiet", "--exclude-selectors", ", ".join(UNSEARCHED)]
        command += [] if directory_urls else ["--keep-index-url"]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            self._temporary.cleanup()
            raise IndexingError(_advice(f"{program} did not start: {error.strerror}")) from None
        self._stopped = False

    def wait(self) -> None:
        """Wait for the index; raise `IndexingError` where there is none at the end."""
        said, _ = self._process.communicate()
        self._temporary.cleanup()
        if self._stopped:
            return
        if self._process.returncode or not (self._output / "pagefind.js").is_file():
            shutil.rmtree(self._output, ignore_errors=True)
            last = [line for line in said.splitlines() if line.strip()][-1:] or ["it said nothing"]
            code = self._process.returncode
            raise IndexingError(_advice(f"Pagefind ended with {code}: {visible(last[0])}"))
        for pattern in _UNUSED:
            for path in self._output.glob(pattern):
                path.unlink()

    def stop(self) -> None:
        """End the run, because its site is built anew or looked at no more."""
        self._stopped = True
        with suppress(OSError):
            self._process.kill()


def _program() -> Path:
    """Return Pagefind's program, as its package finds it."""
    try:
        from pagefind.service import get_executable

        program = get_executable()
    except (ImportError, FileNotFoundError):
        program = None
    if program is None or not program.is_file():
        where = f" at {program}" if program else ""
        raise IndexingError(_advice(f"there is no Pagefind{where}"))
    return program


def _advice(why: str) -> str:
    return (
        f"the search has no index: {why}. The site is complete but for its search. "
        'Install it with `pip install "pagefind[bin]"`, or keep the theme\'s own search with '
        "`search: material` in the plugin's block"
    )
