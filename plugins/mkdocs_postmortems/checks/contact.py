"""PM504: whether there is a way to reach somebody, and whether it was tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mkdocs_postmortems.contact import TRIED_FOR, Contact
from mkdocs_postmortems.errors import Problem
from mkdocs_postmortems.source.entry_list import Listed
from mkdocs_postmortems.source.record import Finding

_REACH = "Write how, such as `reach: tel:+49-30-23125-100`"


def untried_contacts(contacts: Listed[Contact], as_of: dt.date) -> Iterator[Problem]:
    """PM504: every contact has a way to reach it, which was tried within half a year.

    Where the day could not be read, PM121 speaks.
    """
    unread = {problem.field for problem in contacts.problems}
    for index, contact in contacts.entries.items():
        if not contact.reach and not any(f.startswith(f"[{index}].") for f in unread):
            message = f'found no way to reach "{contact.name[:60]}"'
            yield contacts.places.problem(Finding((index, "reach"), "PM504", message, _REACH))
        if contact.untried(as_of) and f"[{index}].checked" not in unread:
            message, hint = _told(contact, as_of)
            finding = Finding((index, "checked"), "PM504", message, hint)
            yield contacts.places.problem(finding)


def _told(contact: Contact, as_of: dt.date) -> tuple[str, str]:
    name, day = contact.name[:60], contact.checked
    if day is None:
        hint = f"Try it, then write the day, such as `checked: {as_of}`"
        return f'found no day on which "{name}" was tried', hint
    if day > as_of:
        return f'found {day} for "{name}", after {as_of}', "Write the day on which it was tried"
    days = (as_of - day).days
    message = f'found {day} for "{name}", {days} days ago, where {TRIED_FOR} are allowed'
    return message, "Try it, then write the day"
