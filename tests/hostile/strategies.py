"""What Hypothesis makes postmortems of: any text, wrong kinds of values, bodies that break out."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.model import Action, FrontMatter, Service
from mkdocs_postmortems.record import Record

FRAGMENTS = (
    *("<script>window.pwned=1</script>", "</td></table>", "<svg/onload=x>", "<!--", "-->", "]]>"),
    *("javascript:x", "[x](javascript:x)", "{{ 7*7 }}", "{% raw %}", "{: onclick=x }", "&#106;"),
    *("=1+1", "+1", "@SUM(1)", "-2", "::error::x", "%0A", "@team", "\x1b[31m", "\u202e", "\u2066"),
    *("|", "||", "\\|", "`", "```", "~~~", "**", "__", "* ", "#", "---", "...", "\t", "\r", "\r\n"),
    *("\u2028", "\x85", "\x0c", "\x1c", "\ufeff", "\ufffd", "\ue000", "\ue0010\ue001", "\x00"),
    *("\U0001f468\u200d\U0001f469", "e\u0301", "\u0130", "\u00df", "\ufb01", "a" * 300, "0", "~"),
    *("null", "no", "1:30", "0x1f", "1e3", "2026-03-15", "2026-02-30", "9999-12-31", "0001-01-01"),
    *("<!-- postmortems -->", "<!-- pm: ignore PM401 -->", "'", '"', ": ", " #", "&a", "*a", "!!x"),
)
"""Texts that mean something to one of the formats a postmortem goes into."""


def _names(model: type[Record]) -> list[str]:
    """Return the keys of a record as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


FIELDS = sorted(
    {
        *(name for model in (FrontMatter, Action, Service, Contact) for name in _names(model)),
        *("source", "gap", "factor", "scope", "note", "summary", "url", "planned", "requires"),
    }
)

LABELS = (
    *taxonomy.SEVERITIES,
    *taxonomy.PRIORITIES,
    *taxonomy.TRIGGERS,
    *taxonomy.CAUSES,
    *taxonomy.DETECTION_SOURCES,
    *taxonomy.DETECTION_GAPS,
    *("draft", "in-review", "published", "internal", "public", "open", "done", "declined"),
    *("specific", "systemic", "prevent", "detect", "A1", "A2", "2026/a"),
)


def texts(max_size: int = 8) -> st.SearchStrategy[str]:
    """Words, fragments of markup, and characters of all kinds, in one line or more."""
    piece = st.one_of(
        st.sampled_from(["disk", "full", "orders", "the", "a b", "x"]),
        st.sampled_from(FRAGMENTS),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    )
    return st.lists(piece, max_size=max_size).map("".join)


def moments() -> st.SearchStrategy[str]:
    """Instants and dates, in order or not, some of them in years that no calendar likes."""
    day = st.dates().map(str) | st.sampled_from(["2026-03-15", "2026-03-16", "2026-10-06"])
    clock = st.sampled_from(["", "T14:44:00Z", "T14:44", " 23:59:59+14:00", "T00:00:00-12:00"])
    return st.builds("{}{}".format, day, clock)


def durations() -> st.SearchStrategy[str]:
    unit = st.sampled_from(["s", "m", "h", "d", "w", "", "min", "m 3s"])
    return st.builds("{}{}".format, st.integers(-1, 10**12), unit)


def scalars() -> st.SearchStrategy[Any]:
    return st.one_of(
        texts(),
        st.sampled_from(LABELS),
        moments(),
        durations(),
        st.none(),
        st.booleans(),
        st.integers(-(10**19), 10**19),
        st.floats(allow_nan=True),
    )


def values() -> st.SearchStrategy[Any]:
    """Any value that YAML can hold, with our keys in its tables."""
    keys = st.sampled_from(FIELDS) | texts(2)
    return st.recursive(
        scalars(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=8,
    )


def _right(name: str) -> st.SearchStrategy[Any]:
    """Mostly what a field takes, with any text in it."""
    if name in {"started", "detected", "acknowledged", "mitigated", "resolved", "published"}:
        return moments()
    if name in {"created", "due", "closed", "checked", "planned"}:
        return moments()
    if name in {"severity", "priority", "trigger", "status", "scope", "type", "visibility"}:
        return st.sampled_from(LABELS) | texts(2)
    if name in {"services", "teams", "tags", "related", "addresses", "requires", "reach"}:
        return st.lists(st.sampled_from(LABELS) | texts(3), max_size=3)
    if name in {"url", "runbook", "dashboard"}:
        return st.builds("https://example.com/{}".format, texts(2)) | texts(3)
    if name in {"rto", "rpo", "data_loss", "downtime"} or name.startswith("time_to_"):
        return durations()
    if name == "timezone":
        return st.sampled_from(["UTC", "Europe/Berlin", "../etc/passwd", "Nowhere/Here", ""])
    return texts()


def records(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """A table with the keys of a model, a few of them with a value of any kind."""
    inner = {
        "actions": st.lists(st.deferred(lambda: records(Action)), max_size=3),
        "detection": _table("source", "gap"),
        "causes": st.lists(_table("factor", "scope", "note"), max_size=3),
        "stats": _table("affected_users", "data_loss", "downtime", "time_to_detect"),
        "change": _table("summary", "url"),
        "retry": _table("planned", "requires"),
        "roles": st.dictionaries(texts(2), texts(2), max_size=2),
        "links": st.lists(_table("title", "url"), max_size=2),
    }
    mostly = {name: inner.get(name, _right(name)) for name in _names(model)}
    known = st.fixed_dictionaries({}, optional=mostly)
    strange = st.dictionaries(st.sampled_from(FIELDS) | texts(1), values(), max_size=2)
    return st.builds(lambda one, other: {**one, **other}, known, strange)


def _table(*names: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional={name: _right(name) for name in names}) | texts(2)


def front_matters() -> st.SearchStrategy[str]:
    """The text between the dashes: as a program writes it, often with the required fields."""
    required = st.fixed_dictionaries(
        {
            "title": texts(),
            "severity": st.sampled_from(list(taxonomy.SEVERITIES)),
            "services": st.lists(st.sampled_from(["orders", "orders-db"]) | texts(2), min_size=1),
            "started": st.sampled_from(["2026-03-15T14:44:00Z", "2026-03-15"]) | moments(),
        }
    )
    whole = st.builds(lambda one, other: {**one, **other}, required, records(FrontMatter))
    return (whole | records(FrontMatter)).map(written)


def written(data: object) -> str:
    """Return data as YAML."""
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return text


HEADINGS = (
    *("## Executive summary", "## Impact", "## Timeline", "## Analysis", "## Five whys"),
    *("## Resolution", "## Recovery steps", "## Lessons learned", "### What went well", "# One"),
    *("### What went poorly", "##", "## {: onclick=x }", "#### Four", "## Actions", "###### Six"),
)


def _lines() -> st.SearchStrategy[str]:
    times = st.sampled_from(["14:44", "00:10", "25:99", "2026-03-15 14:44", "~15:00", "14:44:10Z"])
    return st.one_of(
        st.sampled_from(HEADINGS),
        st.builds("| {} | {} |".format, times | texts(2), texts(4)),
        st.just("| Time (UTC) | Event |\n|---|---|"),
        st.builds("- {} {}".format, times, texts(4)),
        st.builds("{}. {}".format, st.integers(0, 12), texts(4)),
        st.builds("    {}".format, texts(3)),
        st.builds("> {}".format, texts(3)),
        st.builds("[{}]({})".format, texts(2), texts(2)),
        st.builds("![{}]({} '{}')".format, texts(2), texts(2), texts(2)),
        st.builds("<{} {}={}>{}".format, st.sampled_from(TAGS), texts(1), texts(2), texts(2)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        st.sampled_from(["", "```", "````text", "~~~", "[^1]: a", "[^1]", "[a]: x", "*[A]: b"]),
        texts(),
    )


TAGS = (
    *("script", "style", "div", "details", "table", "td", "li", "svg", "math", "iframe", "img"),
    *("p", "h1", "textarea", "title", "template", "noscript", "select", "a", "xmp", "plaintext"),
)


def bodies() -> st.SearchStrategy[str]:
    """Sections, tables, lists, code, and markup that is never closed, in any order."""
    return st.lists(_lines(), max_size=14).map("\n".join)


def files() -> st.SearchStrategy[bytes]:
    """Whole files: most of them well-formed, some cut, spliced, or in another encoding."""
    whole = st.builds("---\n{}---\n{}".format, front_matters(), bodies())
    text = st.one_of(whole, whole, whole, whole.flatmap(_mangled), bodies(), texts())
    return st.one_of(
        text.map(_utf8),
        text.map(_utf8),
        text.map(_utf8),
        text.map(lambda it: _utf8("\ufeff" + it.replace("\n", "\r\n"))),
        text.map(lambda it: it.encode("utf-16", "replace")),
        st.binary(max_size=40),
    )


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _mangled(text: str) -> st.SearchStrategy[str]:
    """The text with a part of it cut out, and something else in its place."""

    def cut(start: int, length: int, other: str) -> str:
        return text[:start] + other + text[start + length :]

    return st.builds(cut, st.integers(0, len(text)), st.integers(0, 12), texts(2))


def trees() -> st.SearchStrategy[dict[str, bytes]]:
    """A few postmortems, and sometimes a catalogue and contacts."""
    names = st.sampled_from(["2026/a.md", "2026/b.md", "c.md", "2025/a.md", "2026/x y&'#.md"])
    lists = st.fixed_dictionaries(
        {},
        optional={
            "services.yml": _listed(Service),
            "contacts.yml": _listed(Contact),
        },
    )
    some = st.dictionaries(names, files(), min_size=1, max_size=3)
    return st.builds(lambda one, other: {**one, **other}, some, lists)


def _listed(model: type[BaseModel]) -> st.SearchStrategy[bytes]:
    some = st.lists(records(model), max_size=3)
    return (some | values()).map(written).map(_utf8) | texts().map(_utf8)
