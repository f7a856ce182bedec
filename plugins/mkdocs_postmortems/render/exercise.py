"""The exercise that a postmortem makes: its story step by step, what lay behind it at the end.

Everything is text as it is shown, so that the page and the browser's script show the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from mkdocs_postmortems.render.piece import Label, Target

VERSION = 1


@dataclass(frozen=True)
class Step:
    """One event: its time of day and the time since the start, phases reached, plain text."""

    clock: str
    elapsed: str
    phases: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Part:
    """A service, trigger or factor: where it leads, if anywhere, and what is said of it."""

    text: str
    target: Target | None
    said: str
    scope: str = ""


@dataclass(frozen=True)
class Lesson:
    """What went well, poorly or by luck: a heading and its points."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Promise:
    """One action, and what became of it."""

    title: str
    state: str


@dataclass(frozen=True)
class Ending:
    """What is hidden until the end: what it was, what lay behind it, what was learned and done.

    `unseen` happened before anybody knew of the incident.
    """

    incident: Target
    facts: str
    unseen: tuple[Step, ...]
    gap: str
    trigger: Part | None
    causes: tuple[Part, ...]
    lessons: tuple[Lesson, ...]
    actions: tuple[Promise, ...]


@dataclass(frozen=True)
class Exercise:
    """One game day. `key` names it in the address of the page.

    The title of the postmortem is in the `ending`: it often gives the cause away.
    """

    key: str
    severity: Label | None
    day: str
    zone: str
    services: tuple[Part, ...]
    found_by: str
    found_meaning: str
    steps: tuple[Step, ...]
    questions: tuple[str, ...]
    ending: Ending


@dataclass(frozen=True)
class Offer:
    """One exercise in the list of all, without what would give it away."""

    key: str
    day: str
    severity: str
    services: tuple[str, ...]
    found_by: str
    events: int


@dataclass(frozen=True)
class Offers:
    """Every exercise, the newest first; `severities` in their order."""

    severities: tuple[str, ...]
    rows: tuple[Offer, ...]


def write_offers(offers: Offers) -> str:
    """Return the list as compact JSON: each label once, and for each row the numbers of its own."""
    used = {one.severity for one in offers.rows if one.severity}
    known = [label for label in offers.severities if label in used]
    severities = [*known, *sorted(used - set(known))]
    services = sorted({name for one in offers.rows for name in one.services})
    of_severity, of_service = (
        {label: at for at, label in enumerate(labels)} for labels in (severities, services)
    )
    rows = [
        (
            one.key,
            one.day,
            of_severity.get(one.severity, -1),
            [of_service[name] for name in one.services],
            one.found_by,
            one.events,
        )
        for one in offers.rows
    ]
    data = {"version": VERSION, "severity": severities, "service": services, "rows": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def write_exercise(exercise: Exercise, address: Callable[[str], str]) -> str:
    """Return the exercise as JSON. `address` is that of a page from the site's root."""
    data = {"version": VERSION, **vars(exercise)}
    plain = partial(_plain, address)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=plain)


def _plain(address: Callable[[str], str], value: Any) -> dict[str, Any]:
    if hasattr(value, "page"):
        return {"text": value.text, "address": address(value.page)}
    return dict(vars(value))
