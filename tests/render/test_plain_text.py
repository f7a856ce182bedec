"""Markdown to its text: lines of mere words are read directly, all else by the parser."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_postmortems.render import plain_text as module
from mkdocs_postmortems.render.plain_text import plain_lines, plain_text
from mkdocs_postmortems.source.markup_limit import as_typed


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("On-call acknowledges", ["On-call acknowledges"]),
        ("`pg_isready` gives *no* response", ["pg_isready gives no response"]),
        ("- The probe was first\n- `df -h` helped\n", ["The probe was first", "df -h helped"]),
        ("A [link](https://example.com), <b>markup</b> &amp; more", ["A link, markup & more"]),
        ("<script>alert(1)</script>Rolled back", ["Rolled back"]),
        ("One\nparagraph\n\nand another", ["One paragraph", "and another"]),
        ("Reversed \u202egnihton", ["Reversed gnihton"]),
        ("~~~\n*a* [b](c)\n\n\u202e[d\n~~~", ["*a* [b](c) [d"]),
        ("~~~~\n~~~\n[[[ cut off", ["~~~ [[[ cut off"]),
        ("~~~\n\n~~~", []),
        ("~~~\na\n~~~\n\nThen *more*", ["~~~ a ~~~", "Then more"]),
        ("", []),
    ],
)
def test_each_block_is_a_line_of_text(source: str, lines: list[str]) -> None:
    assert plain_lines(source) == lines


def test_text_that_is_shown_as_typed_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser would take seconds: its time grows with the square of the brackets."""
    monkeypatch.setattr(module, "_MARKDOWN", None)
    assert plain_lines(as_typed("[" * 10_000)) == ["[" * (4_000 - len("~~~\n"))]


def test_as_one_text_each_block_ends_like_a_sentence() -> None:
    assert plain_text("- Rolled back\n- Was it enough?") == "Rolled back. Was it enough?"


@given(st.text(alphabet="ab `*_-+#>1.)=~|!<&[]\\\n", max_size=14))
def test_the_short_way_says_the_same_as_the_parser(source: str) -> None:
    assume(not source.strip().startswith("~~~"))
    reader = module._Reader()
    reader.feed(module._MARKDOWN.reset().convert(source.strip()))
    reader.close()
    assert plain_lines(source) == [line for line in map(module.clean, reader.lines) if line]
