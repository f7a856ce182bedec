"""A knowledge base whose every string field is hostile."""

from __future__ import annotations

import json

PAYLOADS = {
    "script": "<script>window.pwned=1</script>",
    "image": '"><img src=x onerror=window.pwned=1>',
    "quoted-image": '<img src="x" onerror="window.pwned=1">',
    "single-quote": "'><svg/onload=window.pwned=1>",
    "javascript": "javascript:window.pwned=1",
    "braces": "{{ 7*7 }} {{ [].__class__ }}",
    "statement": "{% raw %} {% include 'x' %} {# gone #}",
    "title": "</title><script>window.pwned=1</script>",
    "escaped-title": "&lt;/title&gt;&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "twice-escaped": "&amp;lt;script&amp;gt;window.pwned=1&amp;lt;/script&amp;gt;",
    "strong": "**b** __c__ ~~d~~ *e*",
    "link": "[x](javascript:window.pwned=1) ![y](z.png) <https://example.com>",
    "reference": "[x][y] [^1] *[HTML]: a",
    "code": "`a` ``b`` ```c```",
    "heading": "# a ## b",
    "table": "a | b | c \\| d",
    "list": "- a - b 1. c",
    "place": "<!-- postmortems --> <!-- comment -->",
    "own-block": '<div data-postmortems="0"></div>',
    "private-place": "\ue0000\ue001 \ue000999\ue001",
    "attributes": "a {: onclick=window.pwned=1 #b .c}",
    "admonition": '!!! note ??? "a" === "b"',
    "snippet": '--8<-- "mkdocs.yml"',
    "emoji": ":smile: :material-alert: (c) --> ==a== ++b++",
    "textarea": "</textarea></style></svg></a></td></table><iframe src=//x></iframe>",
    "backslash": "\\<b\\> \\\\ C:\\new\\table",
}
"""Name -> text. None holds a hyphen where a page writes labels with spaces."""

REFUSED = ("visibility", "action type", "status of action", "detection gap")

_FRONT_MATTER = """\
---
title: {title}
severity: {severity}
status: draft
services: [{service}]
teams: [{team}]
tags: [{tag}]
started: 2026-03-15T14:44:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
detection: {{source: {source}, gap: {gap}}}
trigger: {trigger}
causes:
  - {{factor: {factor}, scope: systemic, note: {note}}}
  - {factor short}
actions:
  - title: {action}
    id: {action id}
    type: {action type}
    priority: {priority}
    owner: {owner}
    ticket: {ticket}
    addresses: [{addressed}]
  - {{title: {declined}, status: declined, closed: 2026-03-20, reason: {reason}, owner: {owner}}}
change: {{summary: {change}, url: {change url}}}
retry: {{requires: [{required}]}}
roles: {{{role}: {person}}}
links:
  - {{title: {link}, url: {link url}}}
related: [{related}]
{unknown key}: {unknown value}
---

## {lessons}

{heading of lessons}

- Fine.
"""

SHOWN = (
    *("title", "severity", "service", "team", "tag", "source", "trigger", "factor", "note"),
    *("factor short", "action", "action id", "priority", "owner", "ticket", "addressed"),
    *("declined", "reason", "change", "required", "role", "person", "link"),
)
"""Fields that the page shows in full."""

REPORTED = ("gap", "action type", "change url", "link url", "related", "unknown key")
"""Fields that the page shows in the list of its problems, cut off if long."""

CATALOGUE = ("catalogue name", "description", "catalogue owner", "tier")


def value(field: str, payload: str) -> str:
    """Return what stands in a field: its name, so that it can be told apart, and the payload."""
    return f"{field} {PAYLOADS[payload]}"


def title(payload: str) -> str:
    return value("title", payload)


def postmortem(payload: str) -> str:
    """Return a postmortem with the payload in every string field of its front matter."""
    fields = (*SHOWN, *REPORTED, "unknown value")
    # JSON is YAML; a text in double quotes holds anything.
    texts = {field: json.dumps(value(field, payload)) for field in fields}
    return _FRONT_MATTER.format(
        **texts, **{"lessons": "Lessons learned", "heading of lessons": "### What went well"}
    )


def catalogue() -> str:
    """Return a `services.yml` with one hostile service a payload, and one hostile address."""
    lines = []
    for payload in PAYLOADS:
        texts = {field: json.dumps(value(field, payload)) for field in CATALOGUE}
        lines.append(
            f"- name: {texts['catalogue name']}\n"
            f"  description: {texts['description']}\n"
            f"  owner: {texts['catalogue owner']}\n"
            f"  tier: {texts['tier']}\n"
        )
    lines.append("- {name: unsafe, runbook: 'javascript:window.pwned=1', dashboard: 'data:x'}\n")
    return "".join(lines)


def files() -> dict[str, str | bytes]:
    """Return the whole knowledge base, by path below its folder."""
    tree: dict[str, str | bytes] = {"services.yml": catalogue()}
    for payload in PAYLOADS:
        tree[f"2026/{payload}.md"] = postmortem(payload)
    return tree


BODIES = {
    "raw": "<script>window.pwned=1</script>\n\nA <img src=x onerror=window.pwned=1> b\n\n"
    "<div onclick=window.pwned=1 onmouseover=window.pwned=1>c</div>\n\n<svg onload=window.pwned=1>",
    "links": "[a](javascript:window.pwned=1) [b](&#106;avascript:window.pwned=1) [c][d]\n\n"
    "<a href='java&#10;script:window.pwned=1'>e</a>\n\n[d]: javascript:window.pwned=1 'f'\n",
    "elsewhere": "![a](https://evil.example/a.png) <img src=//evil.example/b.png>\n\n"
    "<iframe src=https://evil.example></iframe><video poster=//evil.example/c autoplay></video>\n\n"
    "<style>@import '//evil.example/d';</style><link rel=stylesheet href=//evil.example/e>\n",
    "attributes": "text\n{: onclick=window.pwned=1 style='position:fixed' #__config }\n\n"
    "*a*{: onmouseover=window.pwned=1 }\n\n## Heading {: onclick=window.pwned=1 "
    "data-toc-label='<img src=x onerror=window.pwned=1>' }\n\n"
    "## <img src=x onerror=window.pwned=1> &lt;img src=x onerror=window.pwned=1&gt;\n",
    "config": '<script id="__config" type="application/json">{"base": "//evil.example", '
    '"features": [], "search": "data:text/javascript,x", "translations": {}}</script>\n'
    '\n<div id="__config">{"base": "//evil.example"}</div>\n\n## __config\n',
    "broken": "</article></div></main><script>window.pwned=1</script>\n\n<details><table><td>\n\n"
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=1>\n",
    "notes": "a[^1] *[a]: <img src=x onerror=window.pwned=1>\n\n"
    '[^1]: <img src=x onerror=window.pwned=1>\n\n*[b]: "><img src=x onerror=window.pwned=1>\n\nb\n',
}
"""Name -> Markdown that would run or load something, or break the page."""


def bodies() -> dict[str, str]:
    """Return a postmortem for each body; it stands in the preamble, a section and a table."""
    front = (
        "---\ntitle: Body {}\nseverity: SEV-3\nservices: [orders]\n"
        "started: 2026-01-15T14:44:00Z\n---\n\n"
    )
    return {
        f"2026/body-{name}.md": front.format(name)
        + f"{text}\n## Analysis\n\n{text}\n## Timeline\n\n- 14:44 {text}\n\n## Last\n\nThe end.\n"
        for name, text in BODIES.items()
    }
