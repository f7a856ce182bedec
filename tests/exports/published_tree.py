"""A site as the exports see it, and a postmortem whose every text is hostile."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs_postmortems.exports.published import Published
from mkdocs_postmortems.site import Site

SITE_URL = "https://pm.example.com/kb/"

PAYLOADS = (
    '<script>alert(1)</script> <img src=x onerror="alert(1)"> </a></title>',
    "]]> &amp; <!DOCTYPE x [<!ENTITY a 'b'>]> &a; %a;",
    "**b** _i_ ~s~ `c` [x](javascript:1) ![y](z.png) # h | t \\n \\, \\;",
    "<!channel> <!here> <@U123> @here @channel #12 !34 GH-5 <https://evil.example|x>",
    "END:VEVENT BEGIN:VALARM; X=\"a:b\", 'c' ^n https://evil.example:80/?a=b&c=d",
    "=1+1 - a 1. b > c + d %0D%0A ${7*7} {{ 7*7 }}",
    "\u202egnp.exe\u2066 \u200b\ufeff tab\tend \U0001f525 \u00e9\u0301 \u4e8b\u6545 " + "x" * 300,
)
"""What tries to be markup, a mention, a link, another property, or another direction."""


def published(site: Site, site_url: str | None = SITE_URL) -> Published:
    library = site.library
    return Published(
        library.knowledge_base, library.results, library.settings, site_url, site.directory_urls
    )


def hostile(payload: str) -> str:
    """Return a published postmortem with the payload in every text that leaves the site."""
    text = json.dumps(payload, ensure_ascii=False)
    return f"""---
title: {text}
severity: {text}
status: published
services: [{text}]
teams: [{text}]
started: 2026-10-01T09:00:00Z
published: 2026-10-02
causes: [{text}]
change: {{summary: {text}}}
retry: {{planned: 2026-11-01, requires: [D]}}
actions:
  - {{title: {text}, id: {text}, owner: {text}, priority: {text}, ticket: {text}, due: 2026-10-07}}
  - {{title: {text}, owner: {text}, due: 2026-10-03}}
  - {{title: {text}, id: D, owner: {text}, status: done, closed: 2026-10-04}}
  - {{title: {text}, owner: {text}, status: declined, closed: 2026-10-04, reason: {text}}}
---

## Executive summary

- {payload}
"""


def hostile_files() -> dict[str, str]:
    return {f"2026/payload-{nth}.md": hostile(text) for nth, text in enumerate(PAYLOADS)}


@contextmanager
def elsewhere() -> Iterator[None]:
    """Let the machine stand in another time zone, half a day ahead."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()
