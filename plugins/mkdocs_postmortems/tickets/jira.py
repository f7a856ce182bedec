"""Jira, in the cloud and on a server of one's own (Data Center)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, ValidationError

from mkdocs_postmortems.model import ActionStatus
from mkdocs_postmortems.moment import MomentError, parse_date, parse_instant
from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.address import path_below
from mkdocs_postmortems.tickets.client import Client
from mkdocs_postmortems.tickets.ticket import Assignee, TicketState, Unread
from mkdocs_postmortems.tickets.tracker import (
    ROOT_HINT,
    NotFoundError,
    SetupError,
    TrackerError,
)

_UTC = ZoneInfo("UTC")
_CLOUD = (".atlassian.net", ".atlassian.com", ".jira.com")
_KEY = re.compile(r"[A-Z][A-Z0-9_]{1,40}-[1-9][0-9]{0,11}", re.ASCII)
_FIELDS = (
    "assignee",
    "duedate",
    "resolution",
    "resolutiondate",
    "status",
    "statuscategorychangedate",  # only the cloud has it
)
_BATCH = 100  # the most that the cloud takes

DECLINED = frozenset(
    ("abandoned", "cancelled", "canceled", "cannot reproduce", "declined", "duplicate", "invalid",
     "not a bug", "obsolete", "rejected", "won't do", "won't fix")
)  # fmt: skip
"""Resolutions, and names of a last status, with which nothing was done."""


def connect(access: Access) -> Jira:
    """Return the issues of one Jira.

    With an e-mail address beside the token it is one in the cloud, and both are its user and
    password. Without, the token is a personal access token of Data Center.
    """
    options = access.options
    if not options.url:
        raise SetupError("`url` is missing", "Write `url: https://jira.example.com` in its options")
    is_cloud = access.has("EMAIL") or (urlsplit(options.url).hostname or "").endswith(_CLOUD)
    headers = {"Accept": "application/json", "Authorization": _authorization(access, is_cloud)}
    return Jira(access.client(options.url, headers), options, is_cloud)


def _authorization(access: Access, is_cloud: bool) -> str:
    if not is_cloud:
        return f"Bearer {access.secret()}"
    address = access.secret("EMAIL", "the e-mail address of the account that the token is of")
    pair = f"{address}:{access.secret()}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


class _Named(BaseModel):
    name: str


class _Category(BaseModel):
    key: str


class _Status(BaseModel):
    name: str
    category: _Category = Field(alias="statusCategory")


class _User(BaseModel):
    """Data Center has a `name` to log in with, the cloud has not."""

    name: str | None = None
    account: str | None = Field(None, alias="accountId")
    full_name: str | None = Field(None, alias="displayName")
    address: str | None = Field(None, alias="emailAddress")


class _Fields(BaseModel):
    status: _Status
    assignee: _User | None = None
    due: str | None = Field(None, alias="duedate")
    resolution: _Named | None = None
    resolved: str | None = Field(None, alias="resolutiondate")
    moved: str | None = Field(None, alias="statuscategorychangedate")


class _Issue(BaseModel):
    fields: _Fields


class _Keyed(BaseModel):
    """What an issue must have to be told from others."""

    key: str


class _Page(BaseModel):
    """Issues as Data Center finds them and as the cloud fetches them.

    The cloud says in `errors` that it failed on some, without their keys.
    """

    issues: list[dict[str, object]]
    total: int = 0
    errors: list[object] = Field(default=[], alias="issueErrors")


class Jira:
    """The issues of one Jira. A key is that of the issue, such as `OPS-412`."""

    def __init__(self, client: Client, options: TrackerOptions, is_cloud: bool) -> None:
        self._client, self._is_cloud = client, is_cloud
        self._keys = re.compile(options.keys) if options.keys else _KEY
        self._web = options.web or options.url
        self._declined = DECLINED | {_folded(name) for name in options.declined}

    def find_key(self, ticket: str) -> str | None:
        """Return the key of `OPS-412`, or of the address of its page."""
        page = path_below(self._web, ticket)
        key = ticket if page is None else page.removeprefix("/browse/").rstrip("/")
        return key if _KEY.fullmatch(key) and self._keys.fullmatch(key) else None

    def read(self, keys: Sequence[str]) -> Iterator[TicketState | Unread]:
        """Yield the state of each issue, a hundred at a time.

        An issue that was moved answers under its new key. Which old key that was is found by
        asking for those that are left over one by one.
        """
        for start in range(0, len(keys), _BATCH):
            rest = dict.fromkeys(keys[start : start + _BATCH])
            asks_again = False
            for page in self._pages(list(rest)):
                asks_again |= bool(page.errors)
                for issue in page.issues:
                    key = _key(issue)
                    if key in rest:
                        del rest[key]
                        yield self._state(key, issue)
                    else:
                        asks_again = True
            for key in rest:
                yield self._one(key) if asks_again else _missing(key)

    def _pages(self, keys: list[str]) -> Iterator[_Page]:
        if self._is_cloud:
            # Unlike a search, this knows of what was changed a second ago, and passes over keys
            # that are not there instead of refusing all.
            body = {"issueIdsOrKeys": keys, "fields": list(_FIELDS)}
            yield _page(self._client.ask("rest/api/3/issue/bulkfetch", body=body).document)
            return
        start, total = 0, len(keys)
        while start < total:
            page = self._search(keys, start)
            yield page
            # The server may give fewer at a time than it is asked for.
            start += len(page.issues)
            total = min(total, page.total) if page.issues else 0

    def _search(self, keys: list[str], start: int) -> _Page:
        quoted = ",".join(f'"{key}"' for key in keys)
        params: dict[str, str | int] = {
            "jql": f"key in ({quoted}) order by key",
            "startAt": start,
            "maxResults": _BATCH,
            "fields": ",".join(_FIELDS),
            # One key that is not there would refuse all the others.
            "validateQuery": "false",
        }
        return _page(self._client.ask("rest/api/2/search", params).document)

    def _one(self, key: str) -> TicketState | Unread:
        version = 3 if self._is_cloud else 2
        params = {"fields": ",".join(_FIELDS)}
        try:
            answer = self._client.ask(f"rest/api/{version}/issue/{key}", params)
        except NotFoundError:
            return _missing(key)
        return self._state(key, answer.document)

    def _state(self, key: str, document: object) -> TicketState | Unread:
        try:
            fields = _Issue.model_validate(document).fields
            due = parse_date(fields.due) if fields.due else None
            status, reason = self._status(fields)
            at = fields.resolved or fields.moved
            is_closed = status in {ActionStatus.DONE, ActionStatus.DECLINED}
            closed = parse_instant(at, _UTC) if is_closed and at else None
        except (ValidationError, MomentError):
            return Unread(key, "it answers with something else than an issue")
        who = (_assignee(fields.assignee),) if fields.assignee else ()
        return TicketState(key, status, closed=closed, reason=reason, due=due, assignees=who)

    def _status(self, fields: _Fields) -> tuple[ActionStatus, str]:
        """Return the status by its category, and the reason of what was declined."""
        category = fields.status.category.key
        if category == "indeterminate":
            return ActionStatus.IN_PROGRESS, ""
        if category != "done":
            return ActionStatus.OPEN, ""
        ends = (fields.resolution.name if fields.resolution else "", fields.status.name)
        declined = (name for name in ends if _folded(name) in self._declined)
        reason = next(declined, None)
        return (ActionStatus.DECLINED, reason) if reason else (ActionStatus.DONE, "")


def _page(document: object) -> _Page:
    try:
        return _Page.model_validate(document)
    except ValidationError:
        message = "it answers with something else than a list of issues"
        raise TrackerError(message, ROOT_HINT) from None


def _key(issue: object) -> str:
    try:
        return _Keyed.model_validate(issue).key
    except ValidationError:
        raise TrackerError("it answers with an issue that has no key", ROOT_HINT) from None


def _missing(key: str) -> Unread:
    return Unread(key, "there is no such issue, or the token may not see it", missing=True)


def _assignee(user: _User) -> Assignee:
    names = (user.full_name, user.address, user.name, user.account)
    return Assignee(user.name or "", tuple(name for name in names if name))


def _folded(name: str) -> str:
    return name.replace("\u2019", "'").strip().casefold()
