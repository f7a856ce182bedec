"""Contacts: whom to reach for what, how, where and when it is day there."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mkdocs_postmortems.contact import TRIED_FOR, Contact
from mkdocs_postmortems.embed.option import Contacts
from mkdocs_postmortems.embed.shown import Shown
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.view import External
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.source.entry_list import CONTACTS

_LINK = re.compile(r"(?P<scheme>https?://|tel:|mailto:)(?P<rest>[^\s<>\"\\]+)", re.IGNORECASE)

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NUMBER = re.compile(r"\+?[0-9](?:[ ()/-]*[0-9]){2,19}")


@dataclass(frozen=True)
class ContactRow:
    """One contact. `late` says why its way is not to be relied on, "" where it is."""

    contact: Contact
    reach: tuple[External, ...]
    late: str


def show_contacts(library: Library, show: Contacts) -> Shown:
    """Return the contacts in the order of their file: it may be that of the calls."""
    contacts = library.knowledge_base.contacts
    if not contacts:
        said = (
            f"There is no entry in `{CONTACTS.path}` beside the postmortems yet. Each entry says "
            "whom to reach for what, how, where they sit, and when somebody last tried it; that "
            "is listed here."
        )
        return Shown("contacts", empty=said)
    rows = tuple(_row(contact, library.as_of) for contact in contacts)
    late = sum(bool(row.late) for row in rows)
    tried = f"{late:,} not tried in the last {TRIED_FOR} days" if late else ""
    said = f"{plural(len(rows), 'contact')}; {tried}" if tried else plural(len(rows), "contact")
    return Shown("contacts", rows, said=said)


def _row(contact: Contact, as_of: dt.date) -> ContactRow:
    late = ""
    if contact.untried(as_of):
        to_come = contact.checked and contact.checked > as_of
        late = "is to come" if to_come else "try it again" if contact.checked else "never"
    return ContactRow(contact, tuple(map(_way, contact.reach)), late)


def _way(text: str) -> External:
    """Return one way, as a link where it is one: without what nobody types or dials."""
    way = text.strip()
    link = _LINK.fullmatch(way)
    if link:
        return External(link["rest"].rstrip("/") or way, way)
    if _MAIL.fullmatch(way):
        return External(way, f"mailto:{way}")
    if _NUMBER.fullmatch(way):
        return External(way, f"tel:{re.sub(r'[^+0-9]+', '-', way).strip('-')}")
    return External(way, None)
