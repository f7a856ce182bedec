"""GitHub Issues, on github.com and on a server of one's own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from mkdocs_postmortems.model import ActionStatus
from mkdocs_postmortems.moment import MomentError, parse_instant
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
_PUBLIC = "https://api.github.com"
_PAGE = 100
_SHORT = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)?#(?P<number>[1-9][0-9]{0,9})", re.ASCII)
_PAGE_OF_ONE = re.compile(
    r"/(?P<repository>[\w.-]+/[\w.-]+)/(?:issues|pull)/(?P<number>[1-9][0-9]{0,9})/?", re.ASCII
)


def connect(access: Access) -> GitHub:
    """Return the issues of the configured repositories; the token is a bearer token."""
    options = access.options
    if not options.repositories:
        raise SetupError(
            "`repositories` is missing", "Write `repositories: [owner/name]` in its options"
        )
    url = options.url or _PUBLIC
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {access.secret()}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return GitHub(access.client(url, headers), options.repositories, options.web or _web(url))


def _web(url: str) -> str:
    """Return where the pages are: a server of one's own has its interface below them."""
    return "https://github.com" if url == _PUBLIC else url.removesuffix("/api/v3")


class _User(BaseModel):
    login: str


class _PullRequest(BaseModel):
    merged_at: str | None = None


class _Issue(BaseModel):
    state: Literal["open", "closed"]
    state_reason: str | None = None
    closed_at: str | None = None
    assignees: list[_User | None] | None = None
    pull_request: _PullRequest | None = None


class _Numbered(BaseModel):
    """What an issue must have to be told from others."""

    number: int = Field(ge=1)


_NUMBERS = TypeAdapter(list[_Numbered])


class GitHub:
    """The issues and pull requests of some repositories. A key is `owner/name#12`."""

    def __init__(self, client: Client, repositories: Sequence[str], web: str) -> None:
        self._client, self._web = client, web
        self._first = repositories[0]
        self._known = {name.casefold(): name for name in repositories}

    def find_key(self, ticket: str) -> str | None:
        """Return the key of `#12`, `owner/name#12` or the address of an issue."""
        page = path_below(self._web, ticket) or ""
        match = _SHORT.fullmatch(ticket) or _PAGE_OF_ONE.fullmatch(page)
        if match is None:
            return None
        repository = self._known.get((match["repository"] or self._first).casefold())
        return f"{repository}#{match['number']}" if repository else None

    def read(self, keys: Sequence[str]) -> Iterator[TicketState | Unread]:
        """Yield the state of each issue, repository by repository."""
        wanted: dict[str, list[int]] = {}
        for key in keys:
            repository, _, number = key.partition("#")
            wanted.setdefault(repository, []).append(int(number))
        for repository, numbers in wanted.items():
            yield from self._read(repository, numbers)

    def _read(self, repository: str, numbers: list[int]) -> Iterator[TicketState | Unread]:
        """Yield from the list of all issues where that takes fewer requests than asking for each.

        The list begins with the oldest, so that most numbers up to n are on its first n / 100
        pages; what came from another repository with its old date pushes some off them.
        """
        rest = dict.fromkeys(numbers)
        pages = math.ceil(max(numbers) / _PAGE)
        if pages < len(rest):
            for number, issue in self._listed(repository, pages):
                if number in rest:
                    del rest[number]
                    yield _state(f"{repository}#{number}", issue)
                if not rest:
                    return
        for number in rest:
            yield self._one(repository, number)

    def _listed(self, repository: str, pages: int) -> Iterator[tuple[int, object]]:
        place: str | None = f"repos/{repository}/issues"
        params: dict[str, str | int] | None = {
            "state": "all",
            "sort": "created",
            "direction": "asc",
            "per_page": _PAGE,
        }
        while place and pages:
            try:
                answer = self._client.ask(place, params)
                numbers = _NUMBERS.validate_python(answer.document)
            except NotFoundError as error:
                hint = "Check the name of the repository, and that the token may read its issues"
                raise TrackerError(f"{repository}: {error.message}", hint) from None
            except ValidationError:
                message = f"{repository}: it answers with something else than a list of issues"
                raise TrackerError(message, ROOT_HINT) from None
            yield from zip((one.number for one in numbers), answer.document, strict=True)
            place, params, pages = answer.next_page, None, pages - 1

    def _one(self, repository: str, number: int) -> TicketState | Unread:
        key = f"{repository}#{number}"
        try:
            answer = self._client.ask(f"repos/{repository}/issues/{number}")
        except NotFoundError as error:
            return Unread(key, error.message, missing=True)
        return _state(key, answer.document)


def _state(key: str, document: object) -> TicketState | Unread:
    try:
        issue = _Issue.model_validate(document)
        closed = parse_instant(issue.closed_at, _UTC) if issue.closed_at else None
    except (ValidationError, MomentError):
        return Unread(key, "it answers with something else than an issue")
    status, reason = _status(issue)
    return TicketState(
        key,
        status,
        knows_progress=False,
        closed=closed,
        reason=reason,
        assignees=tuple(
            Assignee(user.login, (user.login,)) for user in issue.assignees or () if user
        ),
    )


def _status(issue: _Issue) -> tuple[ActionStatus, str]:
    """Return the status, and the reason of what was declined."""
    if issue.state != "closed":
        return ActionStatus.OPEN, ""
    if issue.state_reason == "not_planned":
        return ActionStatus.DECLINED, "Closed as not planned"
    if issue.state_reason == "duplicate":
        return ActionStatus.DECLINED, "Closed as a duplicate"
    if issue.pull_request and not issue.pull_request.merged_at:
        return ActionStatus.DECLINED, "Closed without being merged"
    return ActionStatus.DONE, ""
