"""A digest in words. It thanks for what was closed, and ranks nobody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from mkdocs_postmortems.addresses import ACTIONS, postmortem_page
from mkdocs_postmortems.analysis.action import ActionRecord, Debt
from mkdocs_postmortems.analysis.digest import (
    SOON_DAYS,
    Digest,
    NewIncident,
    OpenedGate,
    Unpublished,
)
from mkdocs_postmortems.analysis.period import Period
from mkdocs_postmortems.analysis.standing import Standing
from mkdocs_postmortems.exports.digest.message import MOST_ITEMS, Item, Message, Section, line
from mkdocs_postmortems.exports.quote import listed, several
from mkdocs_postmortems.model import Postmortem
from mkdocs_postmortems.render.text import day, plural, span

_MOST_NAMED = 5

Url = Callable[[str, str], str | None]
"""A page and a place on it -> its full address, where it is known."""


def tell(digest: Digest, url: Url) -> Message:
    """Return the digest as a message; of a quiet period it is one sentence.

    What could not be read stands before it all: the rest can be too good to be true.
    """
    sections = tuple(_sections(digest, _Teller(digest, url)))
    soon = digest.period.last + dt.timedelta(days=SOON_DAYS)
    quiet = f"Nothing happened, nothing is overdue, and nothing is due by {day(soon)}."
    told = tuple(_sentences(digest)) if sections else (quiet,)
    return Message(
        title=f"Postmortems, {_days(digest.period)}",
        sentences=(*_unread(digest.unread), *told),
        sections=sections,
    )


def _days(period: Period) -> str:
    if period.first == period.last:
        return day(period.last)
    return f"{day(period.first)} to {day(period.last)}"


def _unread(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        its = "its" if len(paths) == 1 else "their"
        files = plural(len(paths), "file")
        yield f"{files} could not be read, {its} actions are not counted: see postmortems check."


def _sentences(digest: Digest) -> Iterator[str]:
    counts = (
        (len(digest.incidents), "new incident", "new incidents"),
        (len(digest.published), "postmortem published", "postmortems published"),
        (len(digest.created), "action created", "actions created"),
        (len(digest.done), "action closed", "actions closed"),
        (len(digest.declined), "action declined", "actions declined"),
    )
    told = ", ".join(plural(n, one, many) for n, one, many in counts if n)
    yield f"{told or 'No new incident, and nothing published, created or closed'}."
    yield from _debt(digest.debt)


def _debt(debt: Debt) -> Iterator[str]:
    late = plural(debt.overdue, "overdue action")
    if debt.overdue_postmortems is not None and debt.debt is not None:
        unpublished = plural(debt.overdue_postmortems, "overdue postmortem")
        late = f"Debt: {late} + {unpublished} = {debt.debt:,}"
    yield f"{late}."
    if debt.overdue:
        yield (
            f"The actions are {plural(debt.overdue_action_days, 'day')} overdue together, "
            f"the oldest {plural(debt.oldest_overdue_days, 'day')}."
        )
    unowned = "" if debt.unowned is None else f", {debt.unowned:,} without an owner"
    yield f"Open: {plural(debt.open, 'action')}{unowned}, {debt.undated:,} without a due date."


def _sections(digest: Digest, teller: _Teller) -> Iterator[Section]:
    """Yield what has something in it, the most urgent first."""
    sections = (
        ("New incidents", map(teller.incident, digest.incidents)),
        ("Published", map(teller.published, digest.published)),
        ("Newly overdue", map(teller.action, digest.newly_overdue)),
        ("Still overdue", teller.long_overdue(digest.long_overdue)),
        ("Overdue postmortems", map(teller.late, digest.late)),
        (f"Due in the next {SOON_DAYS} days", map(teller.action, digest.due_soon)),
        ("Changes that may be tried again", map(teller.gate, digest.gates)),
        teller.closed(digest.done),
        ("Declined", map(teller.declined, digest.declined)),
        ("New actions", map(teller.action, digest.created)),
    )
    for title, told in sections:
        items = tuple(told)
        if items:
            yield Section(title, items).cut(MOST_ITEMS)


class _Teller:
    """Tells of single things."""

    def __init__(self, digest: Digest, url: Url) -> None:
        self._url = url
        self._owner_pages = digest.owner_pages
        self._has_owners = digest.debt.unowned is not None

    def incident(self, one: NewIncident) -> Item:
        postmortem = one.postmortem
        services = listed([line(name, 60) for name in postmortem.services], _MOST_NAMED)
        told = (line(postmortem.severity or "no severity", 40), services, _impact(one))
        return self._item(postmortem, ", ".join(part for part in told if part))

    def published(self, postmortem: Postmortem) -> Item:
        severity = line(postmortem.severity or "no severity", 40)
        on = f", {day(postmortem.published)}" if postmortem.published else ""
        return self._item(postmortem, f"{severity}{on}")

    def late(self, one: Unpublished) -> Item:
        severity = line(one.postmortem.severity or "no severity", 40)
        late = f"due {day(one.due)} ({plural(one.days_overdue, 'day')} ago)"
        return self._item(one.postmortem, f"{severity}, {one.postmortem.status.value}, {late}")

    def gate(self, one: OpenedGate) -> Item:
        change, retry = one.postmortem.change, one.postmortem.retry
        planned = f", planned for {day(retry.planned)}" if retry and retry.planned else ""
        told = f"everything it required is done since {day(one.opened)}{planned}"
        return self._item(one.postmortem, told, name=change.summary if change else "")

    def action(self, one: Standing) -> Item:
        told = [
            *([line(one.action.owner or "", 60) or "no owner"] if self._has_owners else ()),
            line(one.action.priority or "", 40) or "no priority",
            self._state(one.record),
        ]
        return self._item(one.postmortem, ", ".join(told), one.fragment, _title(one))

    def declined(self, one: Standing) -> Item:
        reason = line(one.action.reason, 240) or "no reason given"
        return self._item(one.postmortem, reason, one.fragment, _title(one))

    def closed(self, done: Iterable[Standing]) -> tuple[str, Iterable[Item]]:
        """Return what was closed, by its owners where this edition has them."""
        if self._has_owners:
            return "Closed, with thanks to", self._thanks(done)
        return "Closed", map(self.action, done)

    def _thanks(self, done: Iterable[Standing]) -> Iterator[Item]:
        """Yield an item for each owner, by name; what nobody owned comes last."""
        by_owner: dict[str, list[Standing]] = defaultdict(list)
        for one in done:
            by_owner[one.action.owner or ""].append(one)
        for owner in sorted(by_owner, key=lambda name: (not name, name.casefold(), name)):
            url = self._url(self._owner_pages[owner], "") if owner else None
            titles = several([_title(one) for one in by_owner[owner]], _MOST_NAMED)
            yield Item(line(owner, 60) or "nobody's", titles, url)

    def long_overdue(self, actions: Sequence[Standing]) -> Iterator[Item]:
        """Yield in one item how many there are; their list is on the site."""
        if actions:
            oldest = actions[0].record.due
            told = f"{'the oldest ' if len(actions) > 1 else ''}due {day(oldest)}" if oldest else ""
            yield Item(plural(len(actions), "action"), told, self._url(ACTIONS, ""))

    def _item(self, postmortem: Postmortem, told: str, fragment: str = "", name: str = "") -> Item:
        shown = line(name) or line(postmortem.title) or line(postmortem.id)
        return Item(shown, told, self._url(postmortem_page(postmortem.path), fragment))

    def _state(self, record: ActionRecord) -> str:
        if not record.open:
            return record.outcome.value
        late = f" ({plural(record.days_overdue, 'day')} ago)" if record.overdue else ""
        return f"due {day(record.due)}{late}" if record.due else "no due date"


def _impact(one: NewIncident) -> str:
    if one.impact is not None:
        return f"{span(one.impact)} of impact" if one.impact else "no impact"
    return "still going on" if one.ongoing else ""


def _title(one: Standing) -> str:
    return line(one.action.title) or "(without a title)"
