"""Whom to reach when something breaks, and whether anybody knows that it works."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from mkdocs_postmortems.fields import Date, Texts, TimeZone
from mkdocs_postmortems.record import REQUIRED, Record

TRIED_FOR = 180
"""For how many days a contact that was tried is taken to work."""


class Contact(Record):
    """One entry of `contacts.yml`."""

    name: str = Field("", description="A team, a role or a vendor", json_schema_extra=REQUIRED)
    purpose: str = Field("", description="What it is for, in a sentence")
    reach: Texts = Field((), description="How to reach it; https:, tel: and mailto: are links")
    place: str | None = Field(None, description="Where it sits")
    timezone: TimeZone | None = Field(None, description="IANA name of its time zone")
    checked: Date | None = Field(None, description="The day on which somebody last tried it")

    def untried(self, as_of: dt.date) -> bool:
        """Say whether nobody tried it in the last days; a day that is to come does not count."""
        days = (as_of - self.checked).days if self.checked else -1
        return not 0 <= days <= TRIED_FOR
