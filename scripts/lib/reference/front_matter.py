"""The page of the front matter: every field, from the models, with an example that was read."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import yaml
from pydantic.fields import FieldInfo

from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.example import CONTACT, POSTMORTEM, SERVICE
from mkdocs_postmortems.model import FrontMatter, Service
from mkdocs_postmortems.record import Record, fields_of, is_required
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.postmortem import read_postmortem_text
from mkdocs_postmortems.source.record import read_record
from reference.kinds import kind, models_in
from reference.markdown import code, document, fence, sentence, table

_INTRODUCTION = """
One incident is one Markdown file below the folder of the postmortems, at any depth. The file's
name without `.md` is the **id** of the postmortem, and no two files share one. The front matter is
the data, the text below it the story; what stands in the front matter is not typed again in the
text.

Not read are files and folders whose name begins with `_` or `.`, and `README.md` and `index.md`:
these two are the page of a folder for your code host, and the site makes its own. One of them that
holds a postmortem is an error ([PM126](rules/PM126.md)), and so are a file that is called
`INDEX.md` and a postmortem that ends in `.markdown`: none is missing without a word. A file is
UTF-8 and at most 1 MiB.
"""

_VALUES = {
    "instant": "`2026-03-15T14:44:00Z`, or with an offset: `2026-03-15 15:44 +01:00`. Without "
    "either it is a time in the site's [`timezone`](settings.md#timezone).",
    "date": "`2026-03-18`",
    "instant or date": "An instant. A bare date says that the time was not recorded; durations "
    "from it are then unknown.",
    "duration": "`45s`, `23m`, `2h 15m`, `1d 4h`, or ISO 8601 such as `PT1H30M`. A number without "
    "a unit is refused.",
    "amount and currency": "`12000 EUR`",
    "link": "An address that begins with `https://`, `http://` or `mailto:`.",
    "time zone": "An IANA name: `Europe/Berlin`, `UTC`.",
    "label": "One of those in the [settings](settings.md), in upper or lower case. An "
    "[alias](settings.md#aliases) is read as today's label.",
    "text": "Plain text. Put it in quotes if it holds `: ` or ` #`, or begins with a special sign.",
}

_OWN_KEYS = """
Keys that begin with `x-` are your own and are left alone, but for two: `x-ignore` names
[rules to ignore](../guide/check.md#when-a-rule-does-not-fit), and `x-internal`, in any part, says
what the [public edition](../guide/editions.md#mark-what-is-internal) leaves out. Any other unknown
key is reported. A key without a value is the same as no key. Tags, a second document, a key written
twice and anchors that multiply are refused: see [rules](rules.md).
"""

_LABELS = {
    "severity": "severities",
    "trigger": "triggers",
    "priority": "priorities",
    "factor": "causes",
    "source": "detection_sources",
    "gap": "detection_gaps",
}

_TITLES = {
    "Detection": "detection",
    "Cause": "An entry of causes",
    "Stats": "stats",
    "Action": "An entry of actions",
    "Change": "change",
    "Retry": "retry",
    "Link": "An entry of links",
}

_SECTIONS = {
    "Timeline": "A table whose first column is the time, or a list of `- 14:44 what happened`. "
    "Times are UTC unless the head of the column names a zone, as in `Time (Europe/Berlin)`. A "
    "time without a date belongs to the day of the row before it.",
    "Five whys": "A numbered list; under `###` headings, several chains side by side.",
    "Lessons learned": "The `###` headings [listed here](settings.md#headings-of-the-lessons) "
    "become columns.",
}

_LISTS: dict[str, tuple[type[Record], str, str]] = {
    "services.yml": (
        Service,
        SERVICE,
        """
The catalogue of services stands beside the postmortems. It is optional; where it is, a postmortem
that names another service gets a warning. It is a list with one entry for each service.
""",
    ),
    "contacts.yml": (
        Contact,
        CONTACT,
        """
Whom to reach when something breaks stands beside the postmortems too, and is optional. It is a
list with one entry for each contact, in the order in which a page
[shows them](../guide/embed.md#contacts). An entry that nobody tried for 180 days gets
a warning ([PM504](rules/PM504.md)). The file is no part of the [data](data.md) of the site.
""",
    ),
}

_BODY = """
## The text below

A `##` heading begins a section. The known headings, and their other names, are in the
[settings](settings.md#default-sections). Any other section is shown as it is. Links between
postmortems are relative links from file to file. HTML and templates in the fields of the front
matter are shown as text.
"""


def page() -> str:
    """Return the page. Its example has been read without a problem."""
    values = _read_example()
    parts = [
        fence(POSTMORTEM, "yaml"),
        "## How values are written",
        table(("Kind", "Written as"), _VALUES.items()),
        _OWN_KEYS,
        "## Fields",
        _fields(FrontMatter, values),
    ]
    for name, model in _parts(FrontMatter):
        parts += [f"## {_TITLES[model.__name__]} {{#{name}}}", sentence(model.__doc__ or "")]
        parts.append(_fields(model, _first(values[name])))
    parts += [
        *map(_list_file, _LISTS),
        _BODY,
        table(("Section", "How it is read"), _SECTIONS.items()),
    ]
    return document("Front matter", _INTRODUCTION, *parts)


def _read_example() -> dict[str, Any]:
    file = read_postmortem_text(POSTMORTEM, "2026-03-15-orders-database-disk-full.md", Settings())
    if file.problems:
        raise ValueError(f"the example has a problem: {file.problems[0]}")
    block = POSTMORTEM.split("---\n")[1]
    return dict(yaml.load(block, Loader=yaml.BaseLoader))


def _parts(model: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """Yield the name of each field that holds a record, and the record's model."""
    for name, annotation in get_type_hints(model, include_extras=True).items():
        for inner in models_in(annotation):
            if issubclass(inner, Record) and name in fields_of(model):
                yield name, inner


def _first(value: Any) -> dict[str, Any]:
    """Return the keys of a record, or those that the entries of a list have together."""
    if isinstance(value, dict):
        return value
    together: dict[str, Any] = {}
    for entry in value:
        together = {**(entry if isinstance(entry, dict) else {}), **together}
    return together


def _fields(model: type[Record], values: dict[str, Any]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = [
        (
            code(name),
            _holds(name, field, hints[name]),
            f"{sentence(field.description or '')} {_example(values[name])}",
        )
        for name, field in fields_of(model).items()
    ]
    return table(("Field", "Holds", "What it says, and an example"), rows)


def _holds(name: str, field: FieldInfo, annotation: Any) -> str:
    words = kind(annotation)
    if name in _LABELS and words == "text":
        words = f"one of the [{_LABELS[name].replace('_', ' ')}](settings.md#{_LABELS[name]})"
    elif any(issubclass(model, Record) for model in models_in(annotation)):
        words = words.replace("keys and values", f"[keys and values](#{name})")
    if is_required(field):
        return f"{words}; **required**"
    default = field.default.value if isinstance(field.default, StrEnum) else None
    return f"{words}; default `{default}`" if default else words


def _example(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return code(f"[{', '.join(value)}]")
    return code(value) if isinstance(value, str) else ""


def _list_file(name: str) -> str:
    """Return the section of a file beside the postmortems. Its example has been read."""
    model, example, text = _LISTS[name]
    (entry,) = yaml.load(example, Loader=yaml.BaseLoader)
    _, findings = read_record(model, entry, ZoneInfo("UTC"))
    if findings:
        raise ValueError(f"the example of {name} has a problem: {findings[0]}")
    return "\n\n".join([f"## {name}", text.strip(), fence(example, "yaml"), _fields(model, entry)])
