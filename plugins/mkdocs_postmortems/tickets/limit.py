"""Whether an answer is a request to come back later, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_UNTOLD_SECONDS = 10.0
_SHORTEST_SECONDS = 1.0  # so that a server cannot have us ask without end
_SECONDS = re.compile(r"[0-9]{1,12}(?:\.[0-9]+)?", re.ASCII)


def seconds_to_wait(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """Return for how long to wait before asking again; None where the answer is no such request.

    It is one with the status 429, and with 403 and 503 where their headers say so: GitHub answers
    403 when its limit is reached. `headers` takes names in lower case, `now` is in seconds since
    1970.
    """
    told, spent = headers.get("retry-after"), headers.get("x-ratelimit-remaining") == "0"
    limited = status == 429 or (status == 403 and (told or spent)) or (status == 503 and told)
    if not limited:
        return None
    seconds = _after(told, now) if told else _until(headers.get("x-ratelimit-reset", ""), now)
    return max(_UNTOLD_SECONDS if seconds is None else seconds, _SHORTEST_SECONDS)


def _after(text: str, now: float) -> float | None:
    """Read `Retry-After`: seconds, or a date of HTTP."""
    if _SECONDS.fullmatch(text.strip()):
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return _aware(at).timestamp() - now


def _until(text: str, now: float) -> float | None:
    """Read `X-RateLimit-Reset`: seconds since 1970 in GitHub, ISO 8601 in Jira."""
    if _SECONDS.fullmatch(text.strip()):
        return float(text) - now
    try:
        at = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return _aware(at).timestamp() - now


def _aware(at: dt.datetime) -> dt.datetime:
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
