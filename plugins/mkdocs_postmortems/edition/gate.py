"""The gate: nothing that the public edition leaves out stands in any file of its site.

What is left out is what the source has and the public edition has not. A phrase that stands in
what is published, or in the software itself, tells nobody anything and is no secret.
"""

from __future__ import annotations

import gzip
import os
import textwrap
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mkdocs_postmortems.edition.keys import Keys
from mkdocs_postmortems.edition.phrase import Phrase, is_in, phrases_of, words_of
from mkdocs_postmortems.edition.secret import Said, is_sentence, phrases

_SHOWN = 200
_CUT = "…"
_MOST_FILES = 3


@dataclass(frozen=True)
class Leak:
    """A phrase that stands where it must not: where it comes from, and some of the files."""

    phrase: str
    origin: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f'{", ".join(self.files)}: found "{self.phrase}", from {self.origin}'


@dataclass
class Gate:
    """Looks for what is left out. `secrets` yields it anew each time: it is not kept in memory.

    `known` is what somebody said is no secret: a phrase that holds it is none.
    """

    secrets: Callable[[], Iterator[Said]]
    keys: Keys
    known: tuple[Phrase, ...] = ()
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        secrets: Callable[[], Iterator[Said]],
        published: Iterable[bytes],
        known: Iterable[str] = (),
    ) -> Gate:
        """Return the gate for what is left out, given all that is published on purpose.

        A part of a phrase that is `known` makes all of it so, if it is a sentence by itself: a
        single word would let through whatever holds it.
        """
        told = tuple(known)
        keys = Keys(phrase for said in secrets() for phrase in phrases(said))
        keys.drop(words_of(text.encode(errors="replace")) for text in told)
        keys.drop(map(words_of, published))
        parts = (phrase for text in told for phrase in phrases_of(text.rstrip(f" {_CUT}")))
        return cls(secrets, keys, tuple(filter(is_sentence, parts)))

    def leaks(self, folder: Path, is_known: Callable[[str], bool]) -> tuple[Leak, ...]:
        """Return what stands in the files below a folder, but for those that are known."""
        hits: dict[int, list[str]] = {}
        names = sorted(_files_below(folder))
        if self.keys.find(words_of("\n".join(names).encode(errors="replace"))):
            for name in names:
                for key in self.keys.find(words_of(name.encode(errors="replace"))):
                    hits.setdefault(key, []).append(name)
        for name in names:
            if not is_known(name):
                for key in self._keys_in_file(folder, name):
                    hits.setdefault(key, []).append(name)
        return tuple(self._leaks_of(hits, folder)) if hits else ()

    def _keys_in_file(self, folder: Path, name: str) -> set[int]:
        found = set[int]()
        for text in texts_of(folder / name):
            found |= self.keys.find(words_of(b"\n".join(self._new_lines(text))))
        return found

    def _new_lines(self, text: bytes) -> Iterator[bytes]:
        """Yield the lines that did not stand below the same one before.

        The head and the foot of all pages are the same lines: each is looked at once. A phrase may
        reach into the next line, so two at a time are compared.
        """
        before, is_taken = b"", True
        for line in text.split(b"\n"):
            key = hash((before, line))
            is_new = key not in self._seen
            if is_new:
                self._seen.add(key)
                yield from (line,) if is_taken else (before, line)
            before, is_taken = line, is_new

    def _leaks_of(self, hits: dict[int, list[str]], folder: Path) -> Iterator[Leak]:
        texts: dict[str, bytes] = {}
        told: set[Phrase] = set()
        for said in self.secrets():
            for phrase in phrases(said):
                named = {name for key in self.keys.of(phrase) for name in hits.get(key, ())}
                if not named or phrase in told or self._is_known(phrase):
                    continue
                files = [n for n in sorted(named) if is_in(phrase, _joined(folder, n, texts))]
                if files:
                    told.add(phrase)
                    yield Leak(_shown(phrase), said.origin, tuple(files[:_MOST_FILES]))

    def _is_known(self, phrase: Phrase) -> bool:
        words = b" %s " % b" ".join(phrase)
        return any(is_in(known, words) for known in self.known)


def _shown(phrase: Phrase) -> str:
    """Return a phrase as it is told, and as the setting `public.known` takes it."""
    words = b" ".join(phrase).decode(errors="replace").replace(" , ", ", ").removesuffix(" ,")
    return textwrap.shorten(words, _SHOWN, placeholder=f" {_CUT}")


def _joined(folder: Path, name: str, texts: dict[str, bytes]) -> bytes:
    if name not in texts:
        parts = [name.encode(errors="replace"), *texts_of(folder / name)]
        texts[name] = b" %s " % b" ".join(b" ".join(words_of(part)) for part in parts)
    return texts[name]


def _files_below(folder: Path) -> Iterator[str]:
    for inner, _, names in os.walk(folder):
        below = PurePosixPath(Path(inner).relative_to(folder).as_posix())
        yield from (str(below / name) for name in names)


def texts_of(path: Path) -> Iterator[bytes]:
    """Yield what can be read in a file: its text, that of a compressed one, that of a table.

    Pictures and other binary files hold none that could be compared.
    """
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return
    if path.suffix == ".ics":
        data = data.replace(b"\r\n ", b"")  # long lines are folded
    if data[:4] == b"PAR1":
        yield from _cells(path)
    elif b"\0" not in data[:8_192] or path.suffix.startswith(".pf"):
        yield data


def _cells(path: Path) -> Iterator[bytes]:
    """Yield the values of a table, column by column; no phrase reaches into the next cell."""
    # pyarrow takes a tenth of a second to import.
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    yield str(table.schema.metadata).encode()
    for column in table.columns:
        yield "|\n".join(map(str, column.to_pylist())).encode(errors="replace")
