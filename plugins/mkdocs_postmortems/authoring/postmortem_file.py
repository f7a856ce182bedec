"""One of the files of the postmortems, opened to be edited."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortems.authoring.document import Document, DocumentError, read_document
from mkdocs_postmortems.source.strict_yaml import StrictHandler, YamlError
from mkdocs_postmortems.source.text_file import FileError, read_text

_HANDLER = StrictHandler()


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
