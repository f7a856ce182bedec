"""Cases that no text can hold: bytes, and what takes a machine's time or memory."""

from __future__ import annotations

from corpus import Case

from mkdocs_postmortems.source.markup_limit import MAX_LINES

HEAD = "---\ntitle: x\nseverity: SEV-3\nservices: [orders]\nstarted: 2026-03-15T14:44:00Z\n"
BEGIN = "Begin with `---`, the front matter and another `---`"
DEEP = "error PM106: found values nested more than 20 levels deep. Write flat values"
MANY = (
    "error PM106: found more than 5,000 values, each alias counted in full. "
    "Write less, without aliases"
)
LOG = "Put a log into a code block, or link to it"
NESTED = f"error PM124: found a list or quote nested more than 20 levels deep. {LOG}"
SIGNS = f"error PM124: found more than 300 signs of markup in one paragraph. {LOG}"
LONG = f"error PM124: found more than 10,000 characters in one paragraph. {LOG}"
LINES = f"error PM124: found more than 5,000 lines of Markdown in this file. {LOG}"

_LAUGHS = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def made(name: str, content: str | bytes, *problems: str) -> Case:
    return Case("made", name, content, problems)


def body(name: str, text: str, *problems: str) -> Case:
    return made(name, f"{HEAD}---\n{text}\n", *problems)


BYTES = (
    made("nothing", "", f"1:1: error PM117: the file is empty. {BEGIN}"),
    made("blank lines", " \n\n", f"1:1: error PM117: the file is empty. {BEGIN}"),
    made(
        "not UTF-8",
        b"---\ntitle: \xc3\xa4\xff\n---\n",
        "2:9: error PM101: found the byte 0xFF, not UTF-8. Save the file as UTF-8",
    ),
    made(
        "an overlong form of a slash",
        b"---\ntitle: \xc0\xaf\n---\n",
        "2:8: error PM101: found the byte 0xC0, not UTF-8. Save the file as UTF-8",
    ),
    made(
        "half a pair",
        b"---\ntitle: \xed\xa0\x80\n---\n",
        "2:8: error PM101: found the byte 0xED, not UTF-8. Save the file as UTF-8",
    ),
    made(
        "UTF-16",
        "---\ntitle: x\n---\n".encode("utf-16"),
        "1:4: error PM101: found a NUL byte. Save the file as UTF-8 text",
    ),
    made(
        "UTF-32 with the other order",
        "---\ntitle: x\n---\n".encode("utf-32-be"),
        "1:1: error PM101: found a NUL byte. Save the file as UTF-8 text",
    ),
    made(
        "a NUL after line ends of Windows",
        b"---\r\ntitle: \xc3\xa4\0\r\n---\r\n",
        "2:9: error PM101: found a NUL byte. Save the file as UTF-8 text",
    ),
    made(
        "a bell",
        "---\ntitle: ä\x07\n---\n",
        "2:9: error PM101: found the control character U+0007. "
        "Remove it; YAML allows tab and line end only",
    ),
    made(
        "a line end that editors do not count",
        "---\ntitle: a\u2028b\nseverity: [\n---\n",
        "2:9: error PM101: found the control character U+2028. "
        "Remove it; YAML allows tab and line end only",
    ),
    made(
        "line ends of old machines",
        HEAD.replace("SEV-3", "SEV9").replace("\n", "\r") + "---\r",
        '3:11: error PM115: severity: found "SEV9". Did you mean "SEV-1"?',
    ),
    made(
        "a mark of the byte order",
        f"\ufeff{HEAD.replace('SEV-3', 'SEV9')}---\n".replace("\n", "\r\n"),
        '3:11: error PM115: severity: found "SEV9". Did you mean "SEV-1"?',
    ),
    made(
        "a picture",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "3:1: error PM101: found a NUL byte. Save the file as UTF-8 text",
    ),
    made(
        "five megabytes",
        b"x" * 5 * 1024 * 1024,
        "1:1: error PM107: found 5.0 MiB, the limit is 1 MiB. "
        "Link to logs and pictures instead of pasting them",
    ),
)

BOMBS = (
    made("a billion laughs", f"---\ntitle: x\n{_LAUGHS}---\n", f"3:29: {MANY}"),
    made("a hundred thousand brackets", f"---\ntitle: {'[' * 100_000}\n---\n", f"2:27: {DEEP}"),
    made("ten thousand braces", f"---\ntitle: {'{' * 10_000}\n---\n", f"2:27: {DEEP}"),
    made("a hundred thousand dashes", f"---\ntitle:\n  {'- ' * 100_000}x\n---\n", f"3:41: {DEEP}"),
    made(
        "a thousand steps of indentation",
        "---\ntitle: x\n" + "\n".join(f"{' ' * n}a:" for n in range(1_200)) + "\n---\n",
        f"24:22: {DEEP}",
    ),
    made("fifty thousand actions", f"{HEAD}actions: [{'a,' * 50_000}]\n---\n", f"6:9997: {MANY}"),
    made(
        "a hundred thousand keys",
        HEAD + "".join(f"k{n}: 1\n" for n in range(100_000)) + "---\n",
        f"5000:8: {MANY}",
    ),
    made(
        "a title of 900,000 letters",
        HEAD.replace(": x", f": {'x' * 900_000}") + "---\n",
        "2:8: error PM106: found a value of 900,000 characters, the limit is 10,000. "
        "Write less; a story has sections",
    ),
    made(
        "a number of 100,000 digits",
        f"{HEAD}stats: {{affected_users: {'9' * 9_999}}}\n---\n",
        f'6:25: error PM112: stats.affected_users: found "{"9" * 60}". '
        "Write a whole number without separators, such as 2400",
    ),
    made(
        "thousands of wrong links",
        f"{HEAD}links:\n" + "- {title: a, url: b}\n" * 800 + "---\n",
        *(
            f'{n + 7}:19: error PM116: links[{n}].url: found "b". '
            "Write a link that begins with https://, http:// or mailto:"
            for n in range(800)
        ),
    ),
    body("lists in a list", f"## Impact\n\n{'- ' * 10_000}x", f"9:1: {NESTED}"),
    body("quotes in a quote", f"## Impact\n\n{'>' * 10_000}x", f"9:1: {NESTED}"),
    body("brackets", "[" * 10_000, f"7:1: {SIGNS}"),
    body("links that never end", "[a](" * 10_000, f"7:1: {LONG}"),
    body("emphasis in emphasis", "*a **b " * 200 + "b** a* " * 200, f"7:1: {SIGNS}"),
    body(
        "one line of 900,000 letters",
        "x" * 900_000,
        f"7:1: error PM124: found more than 200,000 characters of Markdown in this file. {LOG}",
    ),
    body(
        "tags without an end",
        "<a \n\n" * 400,
        f"607:1: error PM124: found more than 300 tags without an end in this file. {LOG}",
    ),
    body(
        "fifty thousand rows of a timeline",
        "## Timeline\n\n| Time | Event |\n|---|---|\n" + "| 14:44 | x |\n" * 50_000,
        f"{6 + MAX_LINES}:1: {LINES}",
    ),
    body("a list of 50,000", "## Impact\n\n" + "- x\n" * 50_000, f"{6 + MAX_LINES}:1: {LINES}"),
    body("6,000 headings of one name", "### a\n" * 6_000, f"{7 + MAX_LINES}:1: {LINES}"),
    body(
        "letters that grow when they are normalised",
        f"## {chr(0xFDFA) * 20_000}\n\nx",
        f"7:1: {LONG}",
    ),
)
