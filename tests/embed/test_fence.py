"""Finding blocks in Markdown, and putting them into the HTML that Markdown makes of it."""

from __future__ import annotations

import pytest
from markdown import markdown

from mkdocs_postmortems.embed.fence import Block, mark_blocks

EXTENSIONS = {
    "superfences": ["admonition", "pymdownx.superfences"],
    "fenced_code": ["admonition", "fenced_code"],
}


def shown(text: str, extensions: list[str]) -> str:
    """Return the HTML of a page whose blocks show their keys in brackets."""
    marked = mark_blocks(text)
    html = markdown(marked.markdown, extensions=extensions)
    return marked.fill(html, lambda _, block: f"[{block.flaw or block.text.strip()}]")


@pytest.fixture(params=EXTENSIONS)
def extensions(request: pytest.FixtureRequest) -> list[str]:
    return EXTENSIONS[request.param]


LIVE = {
    "alone": "```postmortems\nshow: debt\n```",
    "with a space": "``` postmortems\nshow: debt\n```",
    "tildes": "~~~postmortems\nshow: debt\n~~~",
    "longer": "`````postmortems\nshow: debt\n`````",
    "spaces after the fences": "```postmortems  \nshow: debt\n```  ",
    "a little deeper": "  ```postmortems\nshow: debt\n  ```",
    "in a paragraph": "Before.\n```postmortems\nshow: debt\n```\nAfter.",
    "in an item": "- item\n\n    ```postmortems\n    show: debt\n    ```\n",
    "as an item": "- ```postmortems\n  show: debt\n  ```\n- other",
    "as a numbered item": "1. ```postmortems\n    show: debt\n    ```\n",
    "in a quote": "> Said:\n>\n> ```postmortems\n> show: debt\n> ```\n",
    "in an admonition": "!!! note\n\n    ```postmortems\n    show: debt\n    ```\n",
    "with tabs before it": "- item\n\n\t```postmortems\n\tshow: debt\n\t```\n",
    "after a fence that is never closed": "~~~~sh\n\nText.\n\n```postmortems\nshow: debt\n```",
    "after another one": "```sh\nls\n```\n\n```postmortems\nshow: debt\n```",
}


@pytest.mark.parametrize("text", LIVE.values(), ids=LIVE)
def test_a_block_is_live(text: str, extensions: list[str]) -> None:
    html = shown(text, extensions)
    assert html.count("[show: debt]") == 1
    assert "<p>[show" not in html
    assert "```" not in html


CODE = {
    "in a longer fence": "````markdown\n```postmortems\nshow: debt\n```\n````",
    "in one of other signs": "~~~\n```postmortems\nshow: debt\n```\n~~~",
    "in a fence of another language": "```text\n```postmortems\nshow: debt\n```",
    "indented": "Text.\n\n    ```postmortems\n    show: debt\n    ```\n",
    "in a comment": "<!--\n\n```postmortems\nshow: debt\n```\n\n-->",
    "in raw HTML": "<pre>\n```postmortems\nshow: debt\n```\n</pre>",
    "another language": "```postmortems-too\nshow: debt\n```",
    "a word in a sentence": "Write `postmortems new`, or ```` ```postmortems ````.",
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_what_is_code_stays_as_it_was(text: str) -> None:
    html = shown(text, EXTENSIONS["superfences"])
    assert "[" not in html
    assert "show: debt" in html or "postmortems new" in html
    assert "\ue000" not in html


def test_code_that_is_put_back_is_what_was_written() -> None:
    text = "Text.\n\n    a:\n\n        ```postmortems\n        show: <debt>\n        ```\n"
    assert shown(text, []) == (
        "<p>Text.</p>\n<pre><code>a:\n\n    ```postmortems\n    show: &lt;debt&gt;\n    ```\n"
        "</code></pre>"
    )


def blocks(text: str) -> list[tuple[int, str, str]]:
    return [(block.line, block.text, block.flaw) for block in mark_blocks(text).blocks]


def test_each_block_knows_its_line_and_its_lines() -> None:
    text = "# A\n\n```postmortems\nshow: debt\n```\n\n> ```postmortems\n>\n> show: count\n> ```\n"
    assert blocks(text) == [(3, "show: debt", ""), (7, "\nshow: count", "")]


@pytest.mark.parametrize(
    "text",
    [
        "\n```postmortems\nshow: debt\n",
        "\n```postmortems\nshow: debt\n~~~\n",
        "\n````postmortems\nshow: debt\n```\n",
        "\n> ```postmortems\n> show: debt\n\n```\n",
        "\n- a\n\n    ```postmortems\n    show: debt\n\n```\n",
        "\n```postmortems\nshow: debt\n\n```sh\nls\n```\n",
    ],
)
def test_a_block_that_is_not_closed_is_a_flaw_and_takes_nothing_with_it(text: str) -> None:
    ((line, _, flaw),) = blocks(text)
    assert line in (2, 4)
    assert "this block is not closed; end it with a line ```" in flaw
    assert "show: debt" in mark_blocks(text).markdown


def test_options_behind_the_language_are_a_flaw() -> None:
    ((_, _, flaw),) = blocks('```postmortems title="Ours"\nshow: debt\n```')
    assert flaw.startswith('found "title="Ours"" behind the word postmortems')


def test_a_page_without_a_block_is_the_page_itself() -> None:
    for text in ("# A\n\n```sh\nls\n```\n", "See the `postmortems` command. \ue000block0\ue001"):
        marked = mark_blocks(text)
        assert marked.markdown is text
        assert (
            marked.fill("<p>\ue000block0\ue001</p>", lambda *_: "x") == "<p>\ue000block0\ue001</p>"
        )


def test_a_page_cannot_name_a_place_of_its_own() -> None:
    text = "\ue000block0\ue001 and \ue000block7\ue001\n\n```postmortems\nshow: debt\n```\n"
    marked = mark_blocks(text)
    html = marked.fill(markdown(marked.markdown), lambda *_: "[it]")
    assert html.count("[it]") == 1
    assert marked.fill("\ue000block9\ue001", lambda *_: "[it]") == "\ue000block9\ue001"


def test_places_in_order() -> None:
    text = "```postmortems\nshow: debt\n```\n```postmortems\nshow: count\n```\n"

    def show(index: int, block: Block) -> str:
        return f"{index} {block.text}"

    marked = mark_blocks(text)
    assert marked.fill(markdown(marked.markdown), show).split("\n") == [
        "0 show: debt",
        "1 show: count",
    ]
