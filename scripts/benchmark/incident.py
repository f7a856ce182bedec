"""One generated postmortem: about 800 words that read like one, and valid by the contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmark.prose import Prose
from benchmark.vocabulary import SERVICES, TEAMS
from mkdocs_postmortems import taxonomy

AS_OF = dt.date(2026, 10, 5)
"""The date on which the generated knowledge bases are read."""

_STATES = ("done", "done", "declined", "open", "in-progress")
_LONGEST_TO_PUBLISH = 5
"""Days: what the most severe of them have."""
_TYPES = ("investigate", "mitigate", "repair", "detect", "prevent", "process")


@dataclass(frozen=True)
class Incident:
    """A file: its path below the folder of postmortems, its text."""

    path: str
    text: str


def incident(number: int, started: dt.datetime, earlier: Incident | None) -> Incident:
    """Return the postmortem of one incident. Equal arguments give equal text.

    `started` carries its zone; `earlier` is a postmortem to relate it to.
    """
    random = Random(number)
    prose = Prose(random)
    title = prose.title()
    stem = f"{started:%Y-%m-%d}-{title.lower().replace(' ', '-')}-{number}"
    front = "\n".join(_front_matter(title, started, earlier, random, prose))
    body = "\n\n".join(_body(started, random, prose))
    return Incident(f"{started:%Y}/{stem}.md", f"---\n{front}\n---\n\n{body}\n")


def _front_matter(
    title: str, started: dt.datetime, earlier: Incident | None, random: Random, prose: Prose
) -> Iterator[str]:
    services = random.sample(SERVICES, random.choice((1, 1, 2, 3)))
    causes = random.sample(sorted(taxonomy.CAUSES), random.choice((1, 2, 2, 3)))
    waited = dt.timedelta(days=random.randint(1, _LONGEST_TO_PUBLISH))
    published = min(started.date() + waited, AS_OF)
    yield f"title: {title}"
    yield f"severity: {random.choice(sorted(taxonomy.SEVERITIES))}"
    yield "status: published"
    yield f"services: [{', '.join(services)}]"
    yield f"teams: [{random.choice(TEAMS)}]"
    yield f"tags: [{prose.name()}, {prose.name()}]"
    yield from _moments(started, random)
    yield f"published: {published}"
    yield f"detection: {random.choice(sorted(taxonomy.DETECTION_SOURCES))}"
    yield f"trigger: {random.choice(sorted(taxonomy.TRIGGERS))}"
    yield "causes:"
    for index, factor in enumerate(causes):
        yield f"  - factor: {factor}"
        yield f"    scope: {random.choice(('specific', 'systemic')) if index else 'systemic'}"
        yield f"    note: {prose.sentence()}"
    yield f"stats: {{affected_users: {random.randint(1, 90_000)}, data_loss: 0m}}"
    yield "actions:"
    for index in range(3):
        yield from _action(index, published, causes, random, prose)
    if earlier:
        yield f"related: [{earlier.path.split('/')[1].removesuffix('.md')}]"


def _moments(started: dt.datetime, random: Random) -> Iterator[str]:
    at = started
    yield f"started: {at:%Y-%m-%dT%H:%M:%SZ}"
    for name in ("detected", "acknowledged", "mitigated", "resolved"):
        at += dt.timedelta(minutes=random.randint(1, 40))
        yield f"{name}: {at:%Y-%m-%dT%H:%M:%SZ}"


def _action(
    index: int, published: dt.date, causes: list[str], random: Random, prose: Prose
) -> Iterator[str]:
    priority = random.choice(("high", "medium", "low"))
    # Nothing urgent is left open: it would be a problem of its own by now.
    state = random.choice(_STATES[:3] if priority == "high" else _STATES)
    yield f"  - title: {prose.task()}"
    yield f"    id: A{index + 1}"
    yield f"    type: {random.choice(_TYPES)}"
    yield f"    priority: {priority}"
    yield f"    owner: {random.choice(TEAMS)}"
    yield f"    ticket: OPS-{random.randint(100, 99_999)}"
    yield f"    created: {published}"
    yield f"    status: {state}"
    yield f"    addresses: [{random.choice(causes)}]"
    if state in ("done", "declined"):
        closed = min(published + dt.timedelta(days=random.randint(0, 90)), AS_OF)
        yield f"    closed: {closed}"
    if state == "declined":
        yield f"    reason: {prose.sentence()}"


def _body(started: dt.datetime, random: Random, prose: Prose) -> Iterator[str]:
    yield "## Executive summary"
    yield prose.bullets(3)
    yield "## Impact"
    yield prose.paragraph(3)
    yield "## Timeline"
    yield _timeline(started, random, prose)
    yield "## Analysis"
    for heading in ("Lead-up", "Fault", "Detection", "Response", "Recovery"):
        yield f"### {heading}"
        yield prose.paragraph(random.randint(2, 3))
        if heading == "Fault":
            yield prose.listing()
    yield "## Five whys"
    yield "\n".join(f"{number}. {prose.sentence()}" for number in range(1, 6))
    yield "## Resolution"
    yield prose.paragraph(2)
    yield "## Lessons learned"
    for heading in ("What went well", "What went poorly", "Where we got lucky"):
        yield f"### {heading}"
        yield prose.bullets(2)


def _timeline(started: dt.datetime, random: Random, prose: Prose) -> str:
    at, rows = started, ["| Time (UTC) | Event |", "|---|---|"]
    for _ in range(12):
        rows.append(f"| {at:%H:%M} | {prose.sentence()} |")
        at += dt.timedelta(minutes=random.randint(14, 15))
    return "\n".join(rows)
