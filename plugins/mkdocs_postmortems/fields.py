"""The kinds of values a field can hold: each reads what people write, or says what to write.

A value that cannot be read raises a pydantic error whose context names the rule and the hint.
Validation takes the site's time zone from its context: `{"zone": ZoneInfo}`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError, core_schema

from mkdocs_postmortems.duration import DurationError, parse_duration
from mkdocs_postmortems.moment import (
    MomentError,
    is_zone,
    parse_date,
    parse_instant,
    parse_moment,
)


def _refusal(rule: str, text: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("postmortem", "{text}", {"rule": rule, "text": text, "hint": hint})


def _duration(value: object) -> dt.timedelta:
    try:
        return parse_duration(value)
    except DurationError as error:
        raise _refusal("PM113", str(error), error.hint) from None


def _zone(info: ValidationInfo) -> ZoneInfo:
    zone = (info.context or {}).get("zone")
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def _instant(value: object, info: ValidationInfo) -> dt.datetime:
    try:
        return parse_instant(value, _zone(info))
    except MomentError as error:
        raise _refusal("PM114", str(error), error.hint) from None


def _moment(value: object, info: ValidationInfo) -> dt.datetime | dt.date:
    try:
        return parse_moment(value, _zone(info))
    except MomentError as error:
        raise _refusal("PM114", str(error), error.hint) from None


def _date(value: object) -> dt.date:
    try:
        return parse_date(value)
    except MomentError as error:
        raise _refusal("PM114", str(error), error.hint) from None


def _url(value: object) -> object:
    text = str(value).strip()
    try:
        parts = urlsplit(text)
        safe = parts.scheme == "mailto" or (
            parts.scheme in {"http", "https"} and bool(parts.netloc)
        )
    except ValueError:
        safe = False
    if not safe or re.search(r"[\s\x00-\x1f<>\"\\]", text):
        hint = "Write a link that begins with https://, http:// or mailto:"
        raise _refusal("PM116", f'found "{text[:60]}"', hint)
    return text


def _time_zone(value: object) -> object:
    name = str(value).strip()
    if not is_zone(name):
        hint = "Write an IANA name such as Europe/Berlin or UTC"
        raise _refusal("PM112", f'found "{name[:60]}", no time zone', hint)
    return name


class Money(BaseModel):
    """An amount of one currency."""

    model_config = ConfigDict(frozen=True)
    amount: Decimal
    currency: str


_MONEY = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)\s*([A-Z]{3})", re.ASCII)


def _money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    match = _MONEY.fullmatch(str(value).strip())
    if not match:
        hint = "Write an amount and a currency such as 12000 EUR"
        raise _refusal("PM112", f'found "{str(value)[:40]}"', hint)
    return Money(amount=Decimal(match[1]), currency=match[2])


def _count(value: object) -> object:
    if isinstance(value, bool):
        raise _refusal("PM112", f"found {str(value).lower()}", "Write a whole number such as 2400")
    return value


@dataclass(frozen=True)
class OneOrMore:
    """Accepts one entry where a list is asked for."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Wrap a single entry before the list is validated."""
        return core_schema.no_info_before_validator_function(self._listed, handler(source))

    @staticmethod
    def _listed(value: object) -> object:
        return value if value is None or isinstance(value, list | tuple) else [value]


@dataclass(frozen=True)
class ShortForm:
    """Accepts a plain text where keys are asked for: it is the value of `key`."""

    key: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Expand a text before the keys are validated."""
        return core_schema.no_info_before_validator_function(self._expanded, handler(source))

    def _expanded(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str | int) else value


Instant = Annotated[dt.datetime, BeforeValidator(_instant)]
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(_moment)]
Date = Annotated[dt.date, BeforeValidator(_date)]
Duration = Annotated[dt.timedelta, BeforeValidator(_duration)]
Url = Annotated[str, BeforeValidator(_url)]
TimeZone = Annotated[str, BeforeValidator(_time_zone)]
Amount = Annotated[Money, BeforeValidator(_money)]
Texts = Annotated[tuple[str, ...], OneOrMore()]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0, le=10**12)]
