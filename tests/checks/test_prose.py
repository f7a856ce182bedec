"""What of Markdown is prose: the rest is blanked out, and every character keeps its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_postmortems.checks.prose import prose


def shown(text: str) -> str:
    """Return the prose with `#` for each run of what is not prose, and single spaces."""
    return " ".join(re.sub("\0+", "#", prose(text)).split())


def words(text: str) -> list[str]:
    """Return the words that are left of each block."""
    blocks = (block.replace("\0", " ").split() for block in prose(text).split("\n"))
    return [" ".join(block) for block in blocks if block]


def test_plain_text_is_prose() -> None:
    assert prose("We should have, 5 * 3, snake_case, a=b.") == (
        "We should have, 5 * 3, snake_case, a=b."
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("run `we should` now", "run # now"),
        ("run ``we ` should`` now", "run # now"),
        ("a `b` c `d` e", "a # c # e"),
        ("no `` code ` here", "no `` code ` here"),
        (r"no \` code ` here", r"no \` code ` here"),
        ('"we should" he said', "# he said"),
        ("“we should” he said", "# he said"),
        ("„wir sollten“ he said", "# he said"),
        ("«we should» he said", "# he said"),
        ("it's the team's 'own' words", "it's the team's 'own' words"),
        ("it\u2019s", "it's"),
        ("\u2018we shouldn\u2019t\u2019 he said", "# he said"),
        ("so (\u2018we should\u2019), then", "so (#), then"),
        ("the teams\u2019 words, the 90\u2019s", "the teams' words, the 90's"),
        ("in the \u201890s we should", "in the \u201890s we should"),
        ("the [engineer](../a_b.md#c) should", "the # should"),
        ('the [engineer](a.md "we should") x', "the # x"),
        ("the [engineer](a(b).md) x", "the # x"),
        ("the [on-call [engineer]](a.md) x", "the # x"),
        ("the [engineer][ref] x", "the # x"),
        ("the [engineer][] x", "the # x"),
        ("[![we should](a.png)](b.md) end", "# end"),
        ('a 19" rack and a 21" rack', 'a 19" rack and a 21" rack'),
        ("see https://a.example/we-should. Then", "see # Then"),
        ("see <https://a.example> now", "see # now"),
        ("mail <jane@example.com> now", "mail # now"),
        ("![we should](a.png) end", "# end"),
        ("![we should][a] end", "# end"),
    ],
)
def test_code_quotations_and_addresses_are_not_prose(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("we **should** have", "we should have"),
        ("we *should* _have_ ~~it~~", "we should have it"),
        ("the engineer[^1] should", "the engineer should"),
        ("the engineer[^1][^2] should", "the engineer should"),
        ("the [engineer][^1] should", "the engineer should"),
        ("the [engineer] should", "the engineer should"),
        ("the <b>engineer</b> should", "the engineer should"),
        ("the <!-- note --> engineer", "the engineer"),
        ("the engineer{: .x } should", "the engineer should"),
        ("## Fault {#fault}", "## Fault"),
        ("- [ ] improve", "- improve"),
        ("* improve", "* improve"),
    ],
)
def test_what_no_reader_sees_leaves_a_gap(text: str, left: str) -> None:
    assert shown(text) == left


def test_an_address_does_not_hide_what_follows() -> None:
    assert words("[The team](https://a.example/x_y) should have") == ["should have"]


@pytest.mark.parametrize(
    "text",
    [
        "```\nwe should\n```",
        "~~~ text\nwe should\n~~~",
        "````\n```\nwe should\n````",
        "- item\n\n    ```\n    we should\n    ```",
        "> ```\n> we should\n> ```",
        "```\nwe should",
        "    we should\n\n    we would",
        "\twe should",
        "- item\n\n        we should",
        "- item\n\ntext\n\n    we should",
        "- item\n\n\t- inner item\n\n            we should",
        "> we should\nhave",
        "- > we should",
        "<pre>\nwe should\n\nhave</pre>",
        "<blockquote>we should</blockquote>",
        "<code>we should</code>",
        "[ref]: https://a.example 'we should'",
        "<!-- we should\n\n    have -->",
        "- item\n\n```\ncode\n```\n\n    we should",
        '??? quote "Channel"\n\n    we should\n\n    have',
    ],
)
def test_blocks_that_are_not_prose(text: str) -> None:
    assert not {"we", "should", "have"}.intersection(" ".join(words(text)).split())


@pytest.mark.parametrize(
    "text",
    [
        "[14:03] jane: we should have",
        "[2026-03-15 14:03:22] <jane> we should have",
        "14:03 <jane> we should have",
        "2:03 PM jane: we should have",
        "- [14:03] jane: we should have",
        "[14:03] jane: sorry,\nwe should have",
        "## Chat log\n\nwe should have\n\n### Later\n\nwe should have",
        "# Chat log\n\nwe should have\n\n### Later\n\nwe should have",
        "Transcript of the call:\n\n- jane: we should have\n- joe: we should have",
        "**Slack messages**\n\nwe should have",
        "| Time | Message |\n| --- | --- |\n| 14:03 | we should have |",
        '!!! note "Incident channel history"\n    we should have',
    ],
)
def test_what_was_said_in_a_chat_is_not_prose(text: str) -> None:
    assert "should" not in " ".join(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "14:03 the team saw that we should have",
        "- 14:03 jane: we should have",
        "- 14:44 We should have",
        "| 14:44 | We should have |",
        "## Chat log\n\njane: no\n\n## Fault\n\nwe should have",
        "Chat log:\n\njane: no\n\nwe should have",
        "## Chat service\n\nwe should have",
        "<!-- a comment without end: we should have",
        "`<!--` we should have `-->`",
        "> quoted\n\nwe should have",
        "> quoted\n- we should have",
        "- item\n\n    we should have",
        "- item\n\n    ```\n    code\n    ```\n\n    we should have",
        "- item\n\n    <!-- note -->\n\n    we should have",
        "- item\n\n    - item\n\n        we should have",
        "- item\n\n    - item\n\n    back in the outer one\n\n    we should have",
        "!!! note\n    we should have",
        '??? quote "Channel"\n    no\n\nwe should have',
        "[^1]: we should have",
        "text\n    we should have",
        "Fault\n=====\nwe should have",
        "<details><summary>we should have</summary></details>",
        "<pre>not closed, so we should have",
        "<!-- postmortems: ignore PM408 --> we should have",
    ],
)
def test_what_looks_like_it_is_prose(text: str) -> None:
    assert "we should have" in " ".join(words(text)).lower()


def test_the_lines_of_a_paragraph_are_one_line() -> None:
    text = "- we should\n  have\n- seen\n\nthe\nend\n"
    assert prose(text) == "- we should   have\n- seen\n\nthe end\n"


@pytest.mark.parametrize(
    "text",
    [
        "we should\n\nhave",
        "- we should\n- have",
        "# we should\nhave",
        "we should\n# have",
        "| we should |\n| have |",
        "a | b\n--- | ---\nwe should | b\nhave | b",
        "we should\n---\nhave",
        "we should\n> have",
        "| we should | have |",
        "we should `x` have",
        '!!! note "We should"\n    have',
    ],
)
def test_blocks_cells_and_code_part_sentences(text: str) -> None:
    assert "should have" not in " ".join(prose(text).replace("\n", "|").split())


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *("we should have", "`", "``", "```", "~~~", "\n", "\n\n", "    ", "\t", "- ", "> "),
            *("# ", "## Chat log", "|", "| --- |", "[", "](", ")", "!", "<", ">", "<pre>"),
            *("</pre>", "<!--", "-->", "**", "_", "=", '"', "“", "”", "„", "«", "»", "'", "\u2018"),
            *("https://a.example", "www.", "[14:03] a: b", "!!! quote", "{: .a }", "[^1]:", "\\"),
            *("\0", "\1", "é", "🔥", "1. ", "@jane", ":", "\u2019", "\u00a0", "\u2028", "\x0b"),
        ]
    ),
    max_size=25,
).map("".join)


@given(MARKDOWN)
def test_every_character_keeps_its_place(text: str) -> None:
    found = prose(text)
    assert len(found) == len(text)
    for before, after in zip(text, found, strict=True):
        assert after in (before, "\0", " ") or (before, after) == ("\u2019", "'")


@given(MARKDOWN)
def test_paragraphs_with_an_empty_line_between_stay_apart(text: str) -> None:
    assert prose(f"{text}\n\nend").count("\n") >= 2
