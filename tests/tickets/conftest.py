"""A server, and access to it: no test waits, and none leaves this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from ticket_server import TicketServer, running_server

from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.pace import Pace

NOW = 1_790_000_000.0
SECRETS = {"JIRA_TOKEN": "jira-secret", "GITHUB_TOKEN": "github-secret"}


@pytest.fixture
def server() -> Iterator[TicketServer]:
    with running_server() as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    """How long was waited, without having waited."""
    return []


@pytest.fixture
def pace(waits: list[float]) -> Pace:
    return Pace(60, waits.append, lambda: NOW)


@pytest.fixture
def access(pace: Pace) -> Iterator[Callable[..., Access]]:
    with ExitStack() as closing:

        def make(name: str, environ: dict[str, str] = SECRETS, **options: Any) -> Access:
            return Access(name, TrackerOptions(**options), pace, environ, closing)

        yield make
