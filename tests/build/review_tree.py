"""Small trees of incidents with their actions, and the pages of their reviews."""

from __future__ import annotations

import re
from collections.abc import Callable

from html_document import Document

from mkdocs_postmortems.site import Site

SiteOf = Callable[..., Site]
SPRING = "reviews/2026-q2.md"

FIELDS = """\
status: published
published: {day}
detected: {day}T10:05:00Z
acknowledged: {day}T10:06:00Z
mitigated: {day}T10:{end}:00Z
resolved: {day}T11:00:00Z
detection: symptom-alert
trigger: code-deploy
causes: [test-gap]
stats: {{affected_users: {users}}}
"""


def outage(day: str, more: str = "", *, end: int = 30, users: int = 10, **changed: str) -> str:
    """Return an incident with every field that figures need; `changed` fields differ or go."""
    fields = FIELDS.format(day=day, end=end, users=users)
    for name, value in changed.items():
        line = f"{name}: {value}" if value else ""
        fields = re.sub(rf"^{name}:.*$", line, fields, flags=re.MULTILINE)
    services = changed.get("services", "[orders]")
    return (
        f"---\ntitle: {changed.get('title', f'Outage of {day}')}\nseverity: SEV-2\n"
        f"services: {services}\nstarted: {day}T10:00:00Z\n{fields}{more}---\n"
    )


def act(title: str, **fields: str) -> str:
    """Return an action of the front matter."""
    given = {"title": title, "owner": "web", "created": "2026-04-02"} | fields
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in given.items() if value)}}}\n"


def page(site: Site, path: str = SPRING) -> Document:
    """Return a page as it comes from the template, without the host."""
    return Document(f"<article>{''.join(site.render(path).blocks)}</article>")


def said(document: Document, term: str) -> str:
    """Return what stands beside a term."""
    terms = [element.text for element in document.all("dt")]
    return document.all("dd")[terms.index(term)].text
