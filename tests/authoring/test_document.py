"""A file taken apart and put together: only its front matter can change."""

import pytest

from mkdocs_postmortems.authoring.document import Document, DocumentError, read_document
from mkdocs_postmortems.source.strict_yaml import StrictHandler

PLAIN = b"---\ntitle: a\nseverity: b\n---\n# Body\n\n---\nmore\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + PLAIN,
        b"---  \ntitle: a\r\nseverity: b\n-----\r\nbody without an end",
        b"---\n---\n",
        b"---\r\n\r\n---",
        "---\ntitle: 😀\n---\n".encode(),
    ],
)
def test_an_unchanged_block_gives_the_same_bytes(data: bytes) -> None:
    document = read_document(data)
    assert document.with_block(document.block) == data
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    assert StrictHandler().split(text)[0] == f"\n{document.block}"


def test_only_the_block_changes_and_gets_the_line_ends_of_the_file() -> None:
    document = read_document(b"\xef\xbb\xbf---\r\ntitle: a\r\n---\r\nbody\nother end\r\n")
    assert (document.block, document.line_end) == ("title: a\n", "\r\n")
    changed = document.with_block("title: b\ntags: [x]\n")
    head, rest = b"\xef\xbb\xbf---\r\ntitle: b\r\ntags: [x]\r\n", b"---\r\nbody\nother end\r\n"
    assert changed == head + rest


def test_where_line_ends_are_mixed_each_kept_line_keeps_its_own() -> None:
    document = read_document(b"---\na: 1\r\nb: 2\nc: 3\r\n---\n")
    assert document.with_block("a: 1\nb: 2\nx: 0\nc: 3\n") == (
        b"---\na: 1\r\nb: 2\nx: 0\nc: 3\r\n---\n"
    )


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"", "found no front matter", (1, 1)),
        (b"title: a\n", "found no front matter", (1, 1)),
        (b"\n---\ntitle: a\n---\n", "found no front matter", (1, 1)),
        (b"---\ntitle: a\n", "found front matter that is not closed", (1, 1)),
        (b"---", "found no front matter", (1, 1)),
        (b"---\r\ntitle: a\xff\n---\n", "found the byte 0xFF, not UTF-8", (2, 9)),
        (b"---\ntitle: a\n---\nb\0\n", "found a NUL byte", (4, 2)),
    ],
)
def test_what_is_no_document_says_why_and_where(
    data: bytes, message: str, place: tuple[int, int]
) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data)
    assert (caught.value.message, (caught.value.line, caught.value.column)) == (message, place)
    assert caught.value.hint


def test_the_parts_together_are_the_file() -> None:
    assert read_document(PLAIN) == Document(
        bom="",
        opening="---\n",
        written="title: a\nseverity: b\n",
        rest=b"---\n# Body\n\n---\nmore\n",
    )
