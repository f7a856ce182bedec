"""Calendars of the open actions that have a due date: one of all, and one for each owner.

An action is an all-day event on its due date, not a to-do: Google Calendar, Outlook and the
calendar of iOS show no to-dos of a calendar that somebody subscribed to. As nobody looks at a date
that is over, one more event lists what is overdue on the day of the site. The events take no time
and ring no alarm.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone
from icalendar.enums import TRANSP

from mkdocs_postmortems.addresses import (
    ACTIONS,
    CALENDAR,
    calendar_of,
    label_pages,
    postmortem_page,
)
from mkdocs_postmortems.analysis.standing import Standing, list_standings
from mkdocs_postmortems.exports.published import Files, Published
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.text import day, plural
from mkdocs_postmortems.ticket_address import ticket_address

_ONE_DAY = dt.timedelta(days=1)
_REFRESH = dt.timedelta(hours=12)
_MOST_LISTED = 20
"""Of what is overdue, in one description: a list of hundreds is read on the site."""


def calendars(published: Published) -> Files:
    """Return `actions.ics` and a calendar beside the page of every owner.

    An owner of whom nothing is open has an empty one, so that a subscription does not break.
    """
    write = _Calendars(published).write
    files: Files = {CALENDAR: partial(write, CALENDAR, ACTIONS, None)}
    for owner, page in label_pages("owners", published.knowledge_base.owners).items():
        address = calendar_of(page)
        files[address] = partial(write, address, page, owner)
    return files


@dataclass(frozen=True)
class _Dated:
    """An open action with its due date, and its event."""

    due: dt.date
    standing: Standing
    event: Event


class _Calendars:
    """What the calendars of one knowledge base have in common."""

    def __init__(self, published: Published) -> None:
        self._published = published
        site = published.site_url
        self._host = (urlsplit(site).hostname if site else None) or "postmortems"
        midnight = dt.datetime.combine(published.results.as_of, dt.time())
        self._stamp = midnight.replace(tzinfo=published.settings.zone).astimezone(dt.UTC)

    def write(self, address: str, page: str, owner: str | None) -> str:
        """Return the calendar beside a page as text with CRLF; without an owner, that of all."""
        ours = [it for it in self._dated if owner is None or it.standing.action.owner == owner]
        events = [it.event for it in ours]
        late = [it for it in ours if it.standing.record.overdue]
        if late:
            events.append(self._overdue(f"overdue/{address}@{self._host}", late, page))
        name = f"Postmortem actions: {clean(owner)}" if owner else "Postmortem actions"
        calendar = Calendar.new(
            prodid="-//mkdocs-postmortems//Open actions//EN",
            uid=f"{address}@{self._host}",
            name=name,
            # RFC 5545 asks for one component at least; a zone shows nothing.
            subcomponents=events or [_utc()],
        )
        calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")  # the same for Outlook
        return str(calendar.to_ical(), "utf-8")

    @cached_property
    def _dated(self) -> tuple[_Dated, ...]:
        """Every open action that has a due date, by that date."""
        standings = list_standings(self._published.knowledge_base, self._published.results)
        # Closed ones are numbered too: what is closed next must not rename another.
        named = zip(_idents(standings), standings, strict=True)
        found = [
            _Dated(due, one, self._event(f"{ident}@{self._host}", one, due))
            for ident, one in named
            if one.record.open and (due := one.record.due) is not None
        ]
        return tuple(sorted(found, key=lambda it: it.due))

    def _overdue(self, uid: str, late: Sequence[_Dated], page: str) -> Event:
        """Return the event of what is overdue; with every build it moves to the day of the site.

        No other event has its UID: the id of a postmortem is the name of a file, without `/`.
        """
        as_of, url = self._published.results.as_of, self._published.url(page)
        named = self._published.settings.shown.owners
        lines = [_overdue_line(it, named) for it in late[:_MOST_LISTED]]
        if len(late) > _MOST_LISTED:
            lines.append(f"and {len(late) - _MOST_LISTED:,} more")
        return Event.new(
            uid=uid,
            stamp=self._stamp,
            start=as_of,
            end=as_of + _ONE_DAY,
            summary=plural(len(late), "overdue action"),
            description="\n".join([*lines, *([url] if url else [])]),
            transparency=TRANSP.TRANSPARENT,
            url=url,
        )

    def _event(self, uid: str, one: Standing, due: dt.date) -> Event:
        late = "Overdue: " if one.record.overdue else ""
        url = self._published.url(postmortem_page(one.postmortem.path), one.fragment)
        return Event.new(
            uid=uid,
            stamp=self._stamp,
            start=due,
            end=due + _ONE_DAY,
            summary=f"{late}{_title(one)}",
            description="\n".join(self._description(one, url)),
            transparency=TRANSP.TRANSPARENT,
            url=url,
        )

    def _description(self, one: Standing, url: str | None) -> Iterator[str]:
        action, record, postmortem = one.action, one.record, one.postmortem
        if record.overdue:
            as_of = self._published.results.as_of
            yield f"{plural(record.days_overdue, 'day')} overdue on {day(as_of)}"
        if self._published.settings.shown.owners:
            yield f"Owner: {clean(action.owner or '') or 'no owner'}"
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
        address = ticket_address(text, self._published.settings.tickets)
        return f"{text} {address}" if address else text


@cache
def _utc() -> Timezone:
    """Return the zone UTC; most owners have it in their calendar, and finding it takes a while."""
    return Timezone.from_tzid("UTC")


def _overdue_line(it: _Dated, with_owner: bool) -> str:
    owner = clean(it.standing.action.owner or "") or "no owner"
    who = f"{owner}, " if with_owner else ""
    return f"{_title(it.standing)} ({who}due {day(it.due)})"


def _title(one: Standing) -> str:
    return clean(one.action.title) or "(without a title)"


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
