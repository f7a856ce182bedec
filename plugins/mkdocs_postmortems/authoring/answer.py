"""What an author types, read generously: any case, a short form, a clock without its date."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from mkdocs_postmortems.errors import PostmortemsError, suggest
from mkdocs_postmortems.model import KnowledgeBase
from mkdocs_postmortems.moment import MomentError, parse_instant, parse_moment
from mkdocs_postmortems.settings import Settings

_DAYS_AGO = {"today": 0, "yesterday": 1}
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_SPOKEN = re.compile(rf"(?P<word>today|yesterday)?(?:(?(word)\s+)(?P<clock>{_CLOCK}))?", re.I)
_UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that no line of text can hold."""


class AnswerError(PostmortemsError):
    """An answer that cannot be used. Its text says what was found, and what to write."""


@dataclass(frozen=True)
class AnswerReader:
    """Reads answers against the settings, the known services, and the clock.

    `now` is an aware instant. Every method raises `AnswerError`.
    """

    settings: Settings
    services: tuple[str, ...]
    now: dt.datetime

    @classmethod
    def of(cls, base: KnowledgeBase, settings: Settings, now: dt.datetime) -> AnswerReader:
        """Return the reader for a knowledge base: its services, those of the catalogue first."""
        listed = [service.name for service in base.services if service.name]
        used = sorted({name for postmortem in base.postmortems for name in postmortem.services})
        return cls(settings, tuple(dict.fromkeys([*listed, *used])), now)

    @property
    def today(self) -> dt.date:
        """The date of now, in the site's zone."""
        return self.now.astimezone(self.settings.zone).date()

    def title(self, text: str) -> str:
        """Return the title, which is one line and not empty."""
        return _one_line(text)

    def severity(self, text: str) -> str:
        """Return the severity that is meant: by label, old spelling, number or beginning."""
        text = _one_line(text)
        labels = tuple(self.settings.severities)
        if text in labels:
            return text
        numbered = {number: label for label, number in numbers(labels).items()}
        meant = {_folded(old): new for old, new in self.settings.aliases.severities.items()}
        meant |= {_folded(label): label for label in labels}
        found = numbered.get(text) or meant.get(_folded(text) or text)
        begun = [label for label in labels if _folded(label).startswith(_folded(text) or text)]
        if found or len(begun) == 1:
            return found or begun[0]
        one_of = f"Write one of {', '.join(begun or labels)}"
        hint = one_of if begun else suggest(text, labels, one_of)
        raise AnswerError(f'found "{text[:60]}". {hint}')

    def service_names(self, *texts: str) -> tuple[str, ...]:
        """Return the services, each once; a comma separates them. Known ones in their spelling."""
        aliases = self.settings.aliases.services
        known = {name.casefold(): name for name in reversed(self.services)}
        spelt = {old.casefold(): new for old, new in aliases.items()} | known
        written = [part.strip() for text in texts for part in text.split(",") if part.strip()]
        if not written:
            raise AnswerError("found no service. Write one or more, with commas between them")
        names = [_one_line(part) for part in written]
        known_as = (n if n in self.services else spelt.get(n.casefold(), n) for n in names)
        return tuple(dict.fromkeys(known_as))

    def unknown_services(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return (name, hint) of each service not known yet; none where no service is."""
        if not self.services:
            return ()
        return tuple(
            (name, suggest(name, self.services, "")) for name in names if name not in self.services
        )

    def started(self, text: str) -> dt.datetime | dt.date:
        """Return the instant in UTC, or the date where the text names only that.

        A clock alone was today, or yesterday where it has not come yet today.
        """
        return self._read(text, after=None)

    def day_taken(self, text: str, started: dt.datetime | dt.date) -> str:
        """Return what says that a clock alone was read as one of yesterday, else nothing."""
        clock = text.strip()
        if not isinstance(started, dt.datetime) or not re.fullmatch(_CLOCK, clock):
            return ""
        day, zone = started.astimezone(self._zone).date(), self._zone.key
        late = f"{clock} has not come yet today in {zone}, so it was taken as {day} {clock}"
        return f"{late}. Correct `started` if that is wrong." if day < self.today else ""

    def moment(self, text: str, started: dt.datetime | dt.date) -> dt.datetime:
        """Return the instant in UTC; a clock alone is the first after `started`."""
        found = self._read(text, after=started)
        if isinstance(found, dt.datetime):
            return found
        raise AnswerError(f'found "{text[:40]}", a date alone. Add the time, such as {text} 14:05')

    def _read(self, text: str, after: dt.datetime | dt.date | None) -> dt.datetime | dt.date:
        text = text.strip()
        try:
            spoken = _SPOKEN.fullmatch(text) if text else None
            at = self._spoken(spoken, after) if spoken else self._written(text)
        except MomentError as error:
            raise AnswerError(f"{error}. {error.hint}") from None
        late = at > self.now if isinstance(at, dt.datetime) else at > self.today
        if late:
            raise AnswerError(self._late(text, after))
        return at

    def _late(self, text: str, after: dt.datetime | dt.date | None) -> str:
        """Return what is wrong with a moment to come. A clock before the start is meant as that."""
        now = self.now.astimezone(self._zone)
        if isinstance(after, dt.datetime) and re.fullmatch(_CLOCK, text):
            begun = f"{after.astimezone(self._zone):%Y-%m-%d %H:%M}"
            if self._at(after.astimezone(self._zone).date(), text) < after:
                hint = "Write a later time, or correct --started"
                return f'found "{text}", before --started, {begun}. {hint}'
        hint = f"It is {now:%Y-%m-%d %H:%M} in {self._zone.key}; check the date"
        return f'found "{text[:40]}", which is in the future. {hint}'

    def _written(self, text: str) -> dt.datetime | dt.date:
        if not re.match(r"\d+-", text):
            hint = f"Write 14:05, yesterday 14:05, {self.today} 14:05 or {self.today}"
            raise MomentError(f'found "{text[:40]}"', hint)
        return parse_moment(text, self._zone)

    def _spoken(
        self, match: re.Match[str], after: dt.datetime | dt.date | None
    ) -> dt.datetime | dt.date:
        word, clock = match["word"], match["clock"]
        if word:
            day = self.today - dt.timedelta(days=_DAYS_AGO[word.lower()])
            return self._at(day, clock) if clock else day
        if after is None:
            at = self._at(self.today, clock)
            return at if at <= self.now else self._at(self.today - dt.timedelta(days=1), clock)
        if not isinstance(after, dt.datetime):
            return self._at(after, clock)
        day = after.astimezone(self._zone).date()
        at = self._at(day, clock)
        return at if at >= after else self._at(day + dt.timedelta(days=1), clock)

    def _at(self, day: dt.date, clock: str) -> dt.datetime:
        return parse_instant(f"{day} {clock}", self._zone)

    @property
    def _zone(self) -> ZoneInfo:
        return self.settings.zone


def numbers(labels: Iterable[str]) -> Mapping[str, str]:
    """Return label -> the number to choose it by.

    That is the one it ends in, where each has one: `SEV-0` is 0. Else its place in the list.
    """
    labels = tuple(labels)
    own = [re.search(r"\d{1,3}$", label) for label in labels]
    ends = [match[0] for match in own if match]
    if len(set(ends)) == len(labels):
        return dict(zip(labels, ends, strict=True))
    return {label: str(place) for place, label in enumerate(labels, start=1)}


def _folded(label: str) -> str:
    """Return what remains of a label when case, blanks and signs do not count: `SEV 2` is sev2."""
    return re.sub(r"[\W_]+", "", label.casefold())


def _one_line(text: str) -> str:
    text = text.strip()
    if not text:
        raise AnswerError("found nothing. Write a few words")
    for character in text:
        if unicodedata.category(character) in _UNWRITABLE:
            raise AnswerError(f"found the character U+{ord(character):04X}. Write one line of text")
    return text
