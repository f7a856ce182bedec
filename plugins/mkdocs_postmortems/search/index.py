"""The indexes that the browser searches, made by Pagefind.

Documents are indexed in parts (shard.py), one after another, each by one run of Pagefind over a
folder of minimal documents. What it made of a part is kept, and taken again while the part is the
same. Pagefind is called through its command: its Python interface waits a tenth of a second for
each message.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_postmortems.errors import PostmortemsError, visible
from mkdocs_postmortems.search.document import UNSEARCHED, Document
from mkdocs_postmortems.search.fact import ORDERS
from mkdocs_postmortems.search.kept import Kept
from mkdocs_postmortems.search.shard import Shard, key_of, shards

FOLDER = "pagefind"
"""Where the indexes stand on the site."""

_SHARDS, _ENTRY, _ORDERS = "shards.json", "pagefind-entry.json", "orders.json"
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Parts of Pagefind that the site does without: its own boxes, marks on the page found."""
_COMMON = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
"""What stands once on the site, with the first index."""
_SIGNATURE = len(b"pagefind_dcd")


class IndexingError(PostmortemsError):
    """The index was not made; says why, and what to do."""


class Indexing:
    """The making of the indexes of one site in `site / FOLDER`; `kept` is where they are kept.

    Without it none is kept.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        site: Path,
        language: str,
        directory_urls: bool,
        kept: Path | None,
    ) -> None:
        self._documents = documents
        self._output = site / FOLDER
        self._language = language
        self._options = ["--quiet", "--exclude-selectors", ", ".join(UNSEARCHED)]
        self._options += [] if directory_urls else ["--keep-index-url"]
        self._kept = Kept(kept) if kept else None
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def run(self) -> None:
        """Make the indexes; raise `IndexingError` where there are none at the end."""
        shutil.rmtree(self._output, ignore_errors=True)
        program = _program()
        made_with = (_version(program), self._language, *self._options, *ORDERS)
        keys: list[str] = []
        try:
            for shard in shards(self._documents):
                texts = shard.texts(self._language)
                key = key_of(texts, *made_with)
                files = self._kept.take(key) if self._kept else None
                if files is None:
                    files = self._made(program, texts)
                    if self._stopped:
                        return
                    files[_ORDERS] = _orders(files, shard)
                    if self._kept:
                        self._kept.keep(key, files)
                self._put(files, len(keys))
                keys.append(key)
            # Written last: where it is, all is.
            listed = json.dumps([_place(number) for number in range(len(keys))])
            (self._output / _SHARDS).write_text(listed, encoding="utf-8")
        except (IndexingError, OSError) as error:
            shutil.rmtree(self._output, ignore_errors=True)
            if isinstance(error, OSError):
                raise IndexingError(_advice(visible(str(error)))) from None
            raise
        # Other settings, such as those of another edition of the site, have indexes of their own.
        if self._kept:
            self._kept.leave(2 * len(keys))

    def stop(self) -> None:
        """End the run, because its site is built anew or looked at no more."""
        self._stopped = True
        if self._process:
            with suppress(OSError):
                self._process.kill()

    def _made(self, program: Path, texts: Mapping[str, str]) -> dict[str, bytes]:
        """Return the files of an index by their paths; what they are is told by Pagefind alone."""
        with TemporaryDirectory(prefix="postmortems-search-") as temporary:
            folder, output = Path(temporary, "documents"), Path(temporary, "index")
            for name, text in texts.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", errors="replace")
            said, code = self._said(
                [str(program), "--site", str(folder), "--output-path", str(output), *self._options]
            )
            if self._stopped:
                return {}
            if code or not (output / "pagefind.js").is_file():
                lines = [line for line in said.splitlines() if line.strip()]
                last = visible(lines[-1]) if lines else "it said nothing"
                raise IndexingError(_advice(f"Pagefind ended with {code}: {last}"))
            return {
                path.relative_to(output).as_posix(): path.read_bytes()
                for path in sorted(output.rglob("*"))
                if path.is_file() and not any(map(path.match, _UNUSED))
            }

    def _said(self, command: list[str]) -> tuple[str, int]:
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
            why = f"{command[0]} did not start: {error.strerror}"
            raise IndexingError(_advice(why)) from None
        if self._stopped:
            self._process.kill()
        said, _ = self._process.communicate()
        return said, self._process.returncode

    def _put(self, files: Mapping[str, bytes], number: int) -> None:
        """Write an index to its place on the site."""
        folder = self._output / _place(number)
        for folder_name in {Path(name).parent for name in files}:
            (folder / folder_name).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if number and any(map(Path(name).match, _COMMON)):
                continue
            written = _sharing(content) if number and name == _ENTRY else content
            (folder / name).write_bytes(written)


def _place(number: int) -> str:
    return f"{number + 1}/" if number else ""


def _sharing(entry: bytes) -> bytes:
    """Return the entry of a further index, which loads the program of the first one.

    The browser makes `FOLDER/2/wasm./../../wasm.en.pagefind` the same address as that of the
    first, so it is loaded once.
    """
    read = json.loads(entry)
    for language in read["languages"].values():
        language["wasm"] = f"/../../wasm.{language['wasm'] or 'unknown'}"
    return json.dumps(read, ensure_ascii=False, separators=(",", ":")).encode()


def _orders(files: Mapping[str, bytes], shard: Shard) -> bytes:
    """Return what each incident is sorted by, by its name in the index, as JSON.

    Pagefind can sort the results of one index alone, and then each query would load the orders.
    """
    known = {f"/{document.path}": document.facts.order for document in shard.documents}
    orders = {}
    for name, content in files.items():
        path = Path(name)
        if path.suffix == ".pf_fragment":
            url = json.loads(gzip.decompress(content)[_SIGNATURE:])["url"]
            order = known.get(url) or known.get(f"{url}index.html")
            if order:
                orders[path.stem] = [order.get(by) for by in ORDERS]
    return json.dumps(orders, separators=(",", ":")).encode()


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


def _version(program: Path) -> str:
    """Return what the program calls itself; it need not be that of the installed package."""
    with suppress(OSError):
        return subprocess.run(
            [program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).stdout.decode("utf-8", "replace")
    return ""


def _advice(why: str) -> str:
    return (
        f"the search has no index: {why}. The site is complete but for its search. "
        'Install it with `pip install "pagefind[bin]"`, or keep the theme\'s own search with '
        "`search: material` in the plugin's block"
    )
