"""Markdown to the prose in it, character for character.

What is returned is as long as the text, so a place in one is that place in the other. This is why
no Markdown parser is used: those there are for Python know the lines of a block, not the columns.
"""

from __future__ import annotations

import re

from mkdocs_postmortems.checks.block import INVISIBLE, OPAQUE, join_paragraphs, without_fences

# Patterns are linear: what repeats is possessive, or ends where the next match could begin. Each
# begins with one of a few rare characters, for which the text is searched quickly.
_TARGET = r"\((?:[^()\n]++|\([^()\n]*+\))*+\)"
_REFERENCE = r"\[(?!\^)[^\[\]\n]*+\]"
_LABEL = r"(?!\^)(?:[^\[\]\n]++|\[[^\[\]\n]*+\])*+\]"
_MARKUP = re.compile(
    r"[!<\[\]{](?:"
    rf"(?P<opaque>(?:(?<=!)\[|(?<=\[)){_LABEL}(?:{_TARGET}|{_REFERENCE})"
    r"|(?<=<)[a-zA-Z][^\s<>:@]*+[:@][^\s<>]*+>)"
    rf"|(?<=\])(?:{_TARGET}|{_REFERENCE})?|(?<=\[)(?:\^[^\[\]\s]*+\]:?|[ xX]\](?= ))?"
    r"|(?<=<)/?[a-zA-Z][^<>\n]*+>|(?<=\{)[:#.][^{}\n]*+\})"
)
_RAW_ELEMENT = re.compile(
    r"<(?P<end>/?)(?P<name>pre|code|kbd|samp|script|style|blockquote|q)\b[^<>]*>", re.IGNORECASE
)
_ADDRESS = re.compile(r'\b(?:(?:https?|ftp)://|mailto:|www\.)[^\s<>|"]++', re.IGNORECASE)
_QUOTATION = re.compile(
    r'["“„«\u2018](?:(?<=")(?<!\w")(?! )[^"|\n]++"|(?<=[“„])[^“”„\n]++[”“]|(?<=«)[^«»\n]++»'
    # The mark that closes it is an apostrophe where a letter follows.
    r"|(?<=\u2018)(?<!\w\u2018)(?! )(?:[^\u2018'\n]++|'(?=\w))++')"
)
_EMPHASIS = re.compile(r"[*~_=][*~_=]*+")

_SENTENCE_END = re.compile(r"[.!?] |\n")
_REACH = 200
"""How far to look for the ends of a sentence, in characters."""


def prose(text: str) -> str:
    """Return the text with all that is not prose blanked out, each paragraph on one line.

    `OPAQUE` stands for what is not the author's prose: code, quotations, chat logs, pictures,
    links, addresses. A space stands for what no reader sees: emphasis, tags, comments.
    """
    text = without_code(text.replace("\u2019", "'").replace("\u00a0", " "))
    if "<" in text:
        text = _without_raw_elements(text)
    text = _MARKUP.sub(_blank_markup, text)
    if "://" in text or "www." in text or "mailto:" in text:
        text = _ADDRESS.sub(_blank, text)
    return _EMPHASIS.sub(_blank_emphasis, _QUOTATION.sub(_blank, text))


def without_code(text: str) -> str:
    """Return the text, each paragraph on one line, with code, quotations and comments blanked."""
    text = join_paragraphs(without_fences(text)).replace("\t", " ").replace(INVISIBLE, " ")
    if "`" in text:
        text = "\n".join(_without_code(block) for block in text.split("\n"))
    return text


def _blank(match: re.Match[str]) -> str:
    return OPAQUE * len(match[0])


def _blank_markup(match: re.Match[str]) -> str:
    return (OPAQUE if match["opaque"] else " ") * len(match[0])


def _blank_emphasis(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    in_word = before.isalnum() and after.isalnum() and not match[0].strip("_=")
    # Between spaces it is the marker of a list.
    is_emphasis = (before.strip() or after.strip()) and not in_word
    return " " * len(match[0]) if is_emphasis else match[0]


def _without_code(block: str) -> str:
    """Blank out code between two equal runs of backticks."""
    runs = list(re.finditer(r"(?<!\\)`+", block))
    closing: list[int | None] = []
    next_equal: dict[str, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        closing.append(next_equal.get(runs[index][0]))
        next_equal[runs[index][0]] = index
    closing.reverse()
    pieces, at, index = [], 0, 0
    while index < len(runs):
        if (end := closing[index]) is not None:
            start, stop = runs[index].start(), runs[end].end()
            pieces += [block[at:start], OPAQUE * (stop - start)]
            at, index = stop, end
        index += 1
    return "".join(pieces) + block[at:]


def _without_raw_elements(text: str) -> str:
    """Blank out what stands in HTML elements of code and of quotations."""
    pieces, at, opening = [], 0, None
    for tag in _RAW_ELEMENT.finditer(text):
        if opening is None:
            opening = None if tag["end"] else tag
        elif tag["end"] and tag["name"].lower() == opening["name"].lower():
            inner = re.sub(r"[^\n]", OPAQUE, text[opening.end() : tag.start()])
            pieces += [text[at : opening.end()], inner]
            at, opening = tag.start(), None
    return "".join(pieces) + text[at:]


def sentence(match: re.Match[str]) -> tuple[str, str, str]:
    """Return what stands before a match in its sentence, the match, and what stands after."""
    text, start, end = match.string, match.start(), match.end()
    before = _SENTENCE_END.split(text[max(start - _REACH, 0) : start])[-1]
    return before, match[0], _SENTENCE_END.split(text[end : end + _REACH])[0]
