"""A knowledge base with a payload in every string field: the fields come from the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mkdocs_postmortems.contact import Contact
from mkdocs_postmortems.model import FrontMatter, Service
from mkdocs_postmortems.record import Record, fields_of
from mkdocs_postmortems.settings import Settings

PAYLOADS = {
    "markup": "\"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>'<svg/onload=x>",
    "closing": "</script></title></textarea></style>--> ]]> </td></table></svg></article>",
    "links": "[x](javascript:window.pwned=1) ![y](https://evil.example/y.png) &#106;avascript:x",
    "templates": "{{ 7*7 }} {% raw %} {# x #} {: onclick=window.pwned=1 #__config }",
    "formula": "=cmd|' /C calc'!A0; =1+1",
    "calls": "@org/team <!channel> <@U1> #12 GH-12 https://evil.example www.evil.example",
    "lines": "a\r\nEND:VCALENDAR\r\nX-INJECTED:1\n::error::x\n\n# heading\u2028\x85---",
    "terminal": "\x1b[31m\x1b]0;t\x07\x9b2J\u202etfel\u2066",
    "pipes": "a | b || c \\| `code` ``` ~~~ ***b*** --- +++ <!-- comment -->",
    "theme": "__config",
    "places": "\ue0000\ue001 \ue000block0\ue001 \ue000999999998\ue001",
}

DATES = {
    "started": "2026-02-15T14:44:00Z",
    "detected": "2026-02-15T14:45:00Z",
    "acknowledged": "2026-02-15T14:46:00Z",
    "mitigated": "2026-02-15T15:07:00Z",
    "resolved": "2026-02-15T15:30:00Z",
    "published": "2026-02-18",
    "created": "2026-02-16",
    "due": "2026-03-02",
    "checked": "2026-09-01",
    "planned": "2026-10-20",
}
FIXED: dict[str, Any] = {**DATES, "rto": "30m", "rpo": "5m", "status": "open", "scope": "systemic"}
ADDRESSES = {"url", "runbook", "dashboard"}
LEFT_OUT = {"stats", "closed", "type", "visibility", "timezone"}
"""What takes no text: numbers, days, and words of a fixed list."""


def string_fields(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Yield the path of every field that holds text: `actions[].title`, `roles{}`."""
    for name, field in own_fields(model).items():
        yield from _in(field.annotation, f"{above}{name}")


def own_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields that hold data: all but the mark of what is internal."""
    return fields_of(model) if issubclass(model, Record) else dict(model.model_fields)


def _in(annotation: Any, path: str) -> Iterator[str]:
    if annotation is str:
        yield path
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from string_fields(annotation, f"{path}.")
    elif get_origin(annotation) is dict:
        key, value = get_args(annotation)
        yield from _in(key, f"{path}{{key}}")
        yield from _in(value, f"{path}{{}}")
    elif get_origin(annotation) in {tuple, Union, UnionType, Annotated}:
        path = f"{path}[]" if get_origin(annotation) is tuple else path
        found = [it for part in get_args(annotation) for it in _in(part, path)]
        yield from dict.fromkeys(found)


def value(path: str, payload: str) -> str:
    """Return what stands in a field: what attacks, and a word by which the field is known."""
    return f"{PAYLOADS[payload]} {mark(path)}"


def mark(path: str) -> str:
    return "in" + "".join(word.capitalize() for word in path.replace("[]", "").split("."))


def filled(model: type[BaseModel], payload: str, above: str = "") -> dict[str, Any]:
    """Return a record with the payload in each text of a model."""
    made: dict[str, Any] = {}
    for name, field in own_fields(model).items():
        path = f"{above}{name}"
        if name in LEFT_OUT:
            continue
        if name in FIXED and not (name == "status" and not above):
            made[name] = FIXED[name]
        elif name == "status":
            made[name] = "in-review"
        elif name in ADDRESSES:
            made[name] = f"https://example.com/?a='onclick=x&b=javascript:x#{mark(path)}"
        elif (inner := _filled(field.annotation, payload, path)) is not None:
            made[name] = inner
    return made


def _filled(annotation: Any, payload: str, path: str) -> Any:
    if annotation is str:
        return value(path, payload)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return filled(annotation, payload, f"{path}.")
    if get_origin(annotation) is dict:
        return {value(f"{path}.key", payload): value(f"{path}.value", payload)}
    if get_origin(annotation) is tuple:
        return [_filled(get_args(annotation)[0], payload, path)]
    for part in get_args(annotation):
        if (made := _filled(part, payload, path)) is not None:
            return made
    return None


def body(payload: str) -> str:
    """Return a body with the payload where text of it is taken into pages, data and searches."""
    line = " ".join(value("body", payload).split())
    rows = "".join(
        f"| 14:{minute} | {minute} {line.replace('|', '/')} |\n" for minute in range(45, 52)
    )
    return (
        f"{line}\n\n## Executive summary\n\n- {line}\n\n## {line}\n\n{line}\n\n"
        f"## Timeline\n\n| Time | Event |\n|---|---|\n| 14:44 | {line.replace('|', '/')} |\n"
        f"{rows}\n## Five whys\n\n1. {line}\n2. because\n\n"
        f"## Lessons learned\n\n### What went well\n\n- {line}\n\n### {line}\n\n- {line}\n"
    )


def written(data: object) -> str:
    """Return data as JSON, which is YAML."""
    return json.dumps(data)


def postmortem(payload: str) -> str:
    return f"---\n{written(filled(FrontMatter, payload))}\n---\n\n{body(payload)}"


def files() -> dict[str, str]:
    """Return the knowledge base, by path below its folder."""
    tree = {f"2026/{name}.md": postmortem(name) for name in PAYLOADS}
    tree["2026/'\"><img src=x onerror=pwned> @team =1+1 \u202e.md"] = postmortem("markup")
    tree["services.yml"] = written([filled(Service, name) for name in PAYLOADS])
    tree["contacts.yml"] = written([filled(Contact, name) for name in PAYLOADS])
    return tree


# Settings are written by those who own the site, and their mistakes stop it. Their texts are shown
# all the same.

_LABELS = {
    "severities": "severity",
    "triggers": "trigger",
    "causes": "causes[].factor",
    "detection_sources": "detection.source",
    "priorities": "actions[].priority",
}
NO_TEXT = {
    "source": "a folder",
    "timezone": "one of a list",
    "severities{}.sections[]": "one of a list",
    "sections{key}": "one of a list",
    "rules{key}": "one of a list",
    "public.known[]": "compared with files, never shown",
    "views{}.year[]": "a year",
    "views{}.status[]": "one of a list",
    "views{}.sort": "one of a list",
    "detection_gaps{key}": "refused where it is not configured, as the other labels are",
    "detection_gaps{}": "shown beside its label",
    **dict.fromkeys(
        (path for path in string_fields(Settings) if path.startswith("aliases.")), "never shown"
    ),
    **dict.fromkeys(("tickets{key}", "tickets{}"), "a pattern and an address"),
    **dict.fromkeys(
        (path for path in string_fields(Settings) if path.startswith("trackers")), "never shown"
    ),
}
"""Settings that hold no text of their own to be shown, and why."""


def settings() -> dict[str, Any]:
    """Return settings in which every label of half of the postmortems is configured."""
    some = list(PAYLOADS)[::2]
    known = {
        option: {value(path, name): f"{value(option, name)} meaning" for name in some}
        for option, path in _LABELS.items()
    }
    views = {
        value("views.key", name): {
            **{facet: [value(f"views.{facet}", name)] for facet in ("service", "team", "owner")},
            **{facet: [value(path, name)] for facet, path in _VIEWED.items()},
            "tag": [value("views.tag", name)],
            "q": value("views.q", name),
        }
        for name in some
    }
    return {
        **known,
        "priorities": dict.fromkeys(known["priorities"], 30),
        "causes": {
            value("causes[].factor", name): {
                "kind": value("causes.kind", name),
                "meaning": value("causes.meaning", name),
            }
            for name in some
        },
        "sections": {"timeline": [value("sections", name) for name in some]},
        "quick_links": {value("quick_links", name): "https://example.com/" for name in some},
        "must_read": [value("must_read", name) for name in some],
        "views": views,
    }


_VIEWED = {
    "severity": "severity",
    "cause": "causes[].factor",
    "trigger": "trigger",
    "detection": "detection.source",
}

IN_SETTINGS = {
    *("severities{key}", "severities{}.meaning", "priorities{key}", "triggers{key}", "triggers{}"),
    *("causes{key}", "causes{}.kind", "causes{}.meaning", "detection_sources{key}"),
    *("detection_sources{}", "sections{}[]", "views{key}", "views{}.severity[]"),
    *("views{}.service[]", "views{}.team[]", "views{}.cause[]", "views{}.trigger[]"),
    *("views{}.detection[]", "views{}.owner[]", "views{}.tag[]", "views{}.q"),
    *("quick_links{key}", "quick_links{}", "must_read[]"),
}
