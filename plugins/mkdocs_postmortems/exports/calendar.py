"""Calendars of the open actions that have a due date: one of all, and one for each owner.

An action is an all-day event on its due date, not a to-do: Google Calendar, Outlook and the
calendar of iOS show no to-dos of a calendar that somebody subscribed to. The events take no time
and ring no alarm.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from urllib.parse import quote, urlsplit

from icalendar import Calendar, Event, Timezone
from icalendar.enums import TRANSP

from mkdocs_postmortems.addresses import CALENDAR, calendar_of, label_pages, postmortem_page
from mkdocs_postmortems.analysis.standing import Standing, list_standings
from mkdocs_postmortems.exports.published import Files, Published
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.text import day, plural

_ONE_DAY = dt.timedelta(days=1)
_REFRESH = dt.timedelta(hours=12)


def calendars(published: Published) -> Files:
    """Return `actions.ics` and a calendar beside the page of every owner.

    An owner of whom nothing is open has an empty one, so that a subscription does not break.
    """
    write = _Calendars(published).write
    files: Files = {CALENDAR: partial(write, CALENDAR, None)}
    for owner, page in label_pages("owners", published.knowledge_base.owners).items():
        address = calendar_of(page)
        files[address] = partial(write, address, owner)
    return files


class _Calendars:
    """What the calendars of one knowledge base have in common."""

    def __init__(self, published: Published) -> None:
        self._published = published
        site = published.site_url
        self._host = (urlsplit(site).hostname if site else None) or "postmortems"
        midnight = dt.datetime.combine(published.results.as_of, dt.time())
        self._stamp = midnight.replace(tzinfo=published.settings.zone).astimezone(dt.UTC)

    def write(self, address: str, owner: str | None) -> str:
        """Return one calendar as text with CRLF; without an owner, that of all actions."""
        events = [e for owned_by, e in self._events if owner is None or owned_by == owner]
        name = f"Postmortem actions: {clean(owner)}" if owner else "Postmortem actions"
        calendar = Calendar.new(
            prodid="-//mkdocs-postmortems//Open actions//EN",
            uid=f"{address}@{self._host}",
            name=name,
            # RFC 5545 asks for one component at least; a zone shows nothing.
            subcomponents=events or [Timezone.from_tzid("UTC")],
        )
        calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")  # the same for Outlook
        return str(calendar.to_ical(), "utf-8")

    @cached_property
    def _events(self) -> tuple[tuple[str | None, Event], ...]:
        """The owner and the event of every open action that has a due date, by that date."""
        standings = list_standings(self._published.knowledge_base, self._published.results)
        # Closed ones are numbered too: what is closed next must not rename another.
        named = zip(_idents(standings), standings, strict=True)
        found = [
            (due, one.action.owner, self._event(f"{ident}@{self._host}", one, due))
            for ident, one in named
            if one.record.open and (due := one.record.due) is not None
        ]
        return tuple((owner, event) for _, owner, event in sorted(found, key=lambda row: row[0]))

    def _event(self, uid: str, one: Standing, due: dt.date) -> Event:
        late = "Overdue: " if one.record.overdue else ""
        url = self._published.url(postmortem_page(one.postmortem.path), "actions")
        return Event.new(
            uid=uid,
            stamp=self._stamp,
            start=due,
            end=due + _ONE_DAY,
            summary=f"{late}{clean(one.action.title) or '(without a title)'}",
            description="\n".join(self._description(one, url)),
            transparency=TRANSP.TRANSPARENT,
            url=url,
        )

    def _description(self, one: Standing, url: str | None) -> Iterator[str]:
        action, record, postmortem = one.action, one.record, one.postmortem
        if record.overdue:
            as_of = self._published.results.as_of
            yield f"{plural(record.days_overdue, 'day')} overdue on {day(as_of)}"
        yield f"Owner: {clean(action.owner or '') or 'nobody yet'}"
        if action.priority:
            yield f"Priority: {clean(action.priority)}"
        if action.ticket:
            yield f"Ticket: {self._ticket(clean(action.ticket))}"
        yield f"Postmortem: {clean(postmortem.title)} ({clean(postmortem.id)} {clean(action.id)})"
        if url:
            # Google Calendar shows no other link.
            yield url

    def _ticket(self, text: str) -> str:
        """Return a ticket with its address, where a configured pattern gives one."""
        for pattern, url in self._published.settings.tickets.items():
            if re.fullmatch(pattern, text):
                return f"{text} {url.replace('{key}', quote(text, safe=''))}"
        return text


def _idents(standings: Iterable[Standing]) -> Iterator[str]:
    """Yield a name for each action, which no other has; of several with one name the first."""
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for one in standings:
        name = ident = clean(f"{one.postmortem.id}-{one.action.id}")
        while ident in taken:
            times[name] += 1
            ident = f"{name}-{times[name] + 1}"
        taken.add(ident)
        yield ident
