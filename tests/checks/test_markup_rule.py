"""PM125: markup that the page does not get."""

from collections.abc import Callable

import pytest

from mkdocs_postmortems.settings import Settings

Checked = Callable[..., list[str]]
Whole = Callable[..., str]


def told(checked: Checked, whole: Whole, body: str, **settings: object) -> list[str]:
    lines = checked({"x.md": whole("", body)}, Settings.model_validate(settings))
    return [line.partition(" warning PM125: ")[2] for line in lines if "PM125" in line]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("## Analysis\n\nThe pod <name> was gone.\n", 'found "<name>"'),
        ("a <script>x</script>\n", 'found "<script>"'),
        ("a <img src=x onerror=y>\n", 'found "onerror"'),
        ("a <img\nsrc=x\nonerror=y>\n", 'found "onerror"'),
        ("[a](javascript:x)\n", 'found "javascript:x"'),
        ("[a](&#106;avascript:x)\n", 'found "&#106;avascript:x"'),
        ("![a](https://example.com/a.png)\n", 'found "https://example.com/a.png"'),
        ("[a]: vbscript:x\n", 'found "vbscript:x"'),
        ("text {: onclick=x }\n", 'found "onclick"'),
        ("<iframe src='https://example.com'></iframe>\n", 'found "<iframe>"'),
    ],
)
def test_it_is_found_with_its_place(checked: Checked, whole: Whole, body: str, found: str) -> None:
    (line,) = told(checked, whole, body)
    assert found in line
    assert "left out of the page" in line


def test_the_place_is_that_in_the_file(checked: Checked, whole: Whole) -> None:
    lines = checked({"x.md": whole("", "## Analysis\n\nThe pod <name> was gone.\n")})
    assert [line for line in lines if line.startswith("x.md:9:9: warning PM125: analysis: ")]


@pytest.mark.parametrize(
    "body",
    [
        "`<name>` and ``<a `b`>``\n",
        "```\n<script>\n```\n",
        "    <script>\n",
        "<!-- <script> -->\n",
        "a < b > c, 1<2, x<-y>, <https://example.com>, <a@example.com>\n",
        "<details markdown><summary>A</summary>B</details><br/><kbd>x</kbd>\n",
        "[a](../b.md) [b](https://example.com) ![c](data:image/png;base64,x) [d]: https://a.b\n",
        "## A {#b .c}\n",
    ],
)
def test_nothing_is_said_of_what_is_kept(checked: Checked, whole: Whole, body: str) -> None:
    assert told(checked, whole, body) == []


def test_nothing_is_said_where_nothing_is_removed(checked: Checked, whole: Whole) -> None:
    assert told(checked, whole, "<script>x</script>\n", sanitise=False) == []
