"""The providers that are there: ours, and those that other packages bring by entry point."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.tickets.access import Access
from mkdocs_postmortems.tickets.tracker import SetupError, Tracker, TrackerError

GROUP = "mkdocs_postmortems.trackers"

_OURS = tuple(
    EntryPoint(kind, f"mkdocs_postmortems.tickets.{kind}:connect", GROUP)
    for kind in ("github", "jira")
)
"""They come first: no other package gets their tokens by taking their name."""


@dataclass(frozen=True)
class OpenTracker:
    """A configured tracker, ready to be asked."""

    name: str
    kind: str
    options: TrackerOptions
    tracker: Tracker


def open_tracker(access: Access) -> OpenTracker:
    """Return the tracker that an access is for. Raises `SetupError`."""
    kind = access.options.kind or access.name
    try:
        connect = _load(kind)
        with no_other_error(kind):
            return OpenTracker(access.name, kind, access.options, connect(access))
    except TrackerError as error:
        raise SetupError(f"trackers.{access.name}: {error.message}", error.hint) from None


@contextlib.contextmanager
def no_other_error(kind: str, refusal: type[TrackerError] = TrackerError) -> Iterator[None]:
    """Turn whatever a provider raises into an error that names it."""
    try:
        yield
    except TrackerError:
        raise
    except Exception as error:
        message = f'the provider "{kind}" fails: {type(error).__name__}: {str(error)[:200]}'
        raise refusal(message, "Tell those who wrote it, or install another version") from error


def _load(kind: str) -> Callable[[Access], Tracker]:
    found = _installed()
    if kind not in found:
        known = f"Installed are {', '.join(found)}"
        raise SetupError(
            f'there is no provider "{kind}"', f"In `kind`: {suggest(kind, found, known)}"
        )
    with no_other_error(kind):
        connect: Callable[[Access], Tracker] = found[kind].load()
    return connect


def _installed() -> Mapping[str, EntryPoint]:
    others = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return {point.name: point for point in (*others, *_OURS)}
