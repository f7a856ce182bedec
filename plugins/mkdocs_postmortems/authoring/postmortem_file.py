"""The files that can be edited: which they are, and one of them opened for it."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.authoring.document import Document, DocumentError, read_document
from mkdocs_postmortems.source.loader import is_postmortem
from mkdocs_postmortems.source.strict_yaml import StrictHandler, YamlError
from mkdocs_postmortems.source.text_file import FileError, read_text

_HANDLER = StrictHandler()


def find_files(folder: Path) -> list[Path]:
    """Return the file of every postmortem below a folder, those that the site is made from."""
    found = (path for path in folder.rglob("*") if is_postmortem(path.name) and not path.is_dir())
    shown = (path for path in found if not any(map(_is_hidden, path.relative_to(folder).parts)))
    return sorted(shown, key=Path.as_posix)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_"))


def open_document(path: Path, folder: Path) -> Document:
    """Return a file below `folder`, which is resolved, whose front matter can be read.

    Raises `DocumentError` with the place where it cannot, and for a link out of the folder.
    """
    try:
        read_text(path, folder)
        document = read_document(path.read_bytes())
        # The reader counts lines from the one of the opening `---`.
        _HANDLER.load(f"\n{document.block}")
    except (FileError, YamlError) as error:
        one = 1 if isinstance(error, YamlError) else 0
        raise DocumentError(
            error.message, error.hint, error.line + one, error.column + one
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(f"the file cannot be read: {reason}", "Make it readable") from None
    return document
