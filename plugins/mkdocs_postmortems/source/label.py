"""Labels: old spellings become today's, unknown ones are reported and kept as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mkdocs_postmortems.errors import suggest
from mkdocs_postmortems.model import Action, Cause, Detection, FrontMatter
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.record import Finding
from mkdocs_postmortems.source.strict_yaml import Loc


def apply_aliases(front: FrontMatter, settings: Settings) -> FrontMatter:
    """Return the record with every label in its configured spelling."""
    aliases = settings.aliases
    retold: dict[str, object] = {
        "severity": spelt(front.severity, settings.severities, aliases.severities),
        "trigger": spelt(front.trigger, settings.triggers, aliases.triggers),
        "services": tuple(aliases.services.get(name, name) for name in front.services),
        "causes": tuple(_cause(cause, settings) for cause in front.causes),
        "actions": tuple(_action(action, settings) for action in front.actions),
    }
    if front.detection:
        retold["detection"] = _detection(front.detection, settings)
    return front.model_copy(update=retold)


def unknown_labels(front: FrontMatter, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for every label that is not configured."""
    detection = front.detection or Detection()
    yield from _check(("severity",), front.severity, settings.severities)
    yield from _check(("trigger",), front.trigger, settings.triggers)
    yield from _check(("detection", "source"), detection.source, settings.detection_sources)
    yield from _check(("detection", "gap"), detection.gap, settings.detection_gaps)
    for index, cause in enumerate(front.causes):
        yield from _check(("causes", index, "factor"), cause.factor, settings.causes)
    for index, action in enumerate(front.actions):
        yield from _check(("actions", index, "priority"), action.priority, settings.priorities)
        for nth, factor in enumerate(action.addresses):
            yield from _check(("actions", index, "addresses", nth), factor, settings.causes)


def _check(loc: Loc, label: str | None, known: Iterable[str]) -> Iterator[Finding]:
    known = tuple(known)
    if label and label not in known:
        hint = suggest(label, known, f"Known are {', '.join(known)}")
        yield Finding(loc, "PM115", f'found "{label[:60]}"', hint)


def spelt(label: str | None, known: Iterable[str], aliases: Mapping[str, str]) -> str | None:
    """Return today's spelling: as it is, by alias, or the known one that differs in case only."""
    known = tuple(known)
    if label is None or label in known:
        return label
    folded = {name.casefold(): name for name in (*aliases, *known)}
    match = label if label in aliases else folded.get(label.casefold(), label)
    today = aliases.get(match, match)
    return today if today in known else label


def _cause(cause: Cause, settings: Settings) -> Cause:
    factor = spelt(cause.factor, settings.causes, settings.aliases.causes)
    return cause.model_copy(update={"factor": factor})


def _action(action: Action, settings: Settings) -> Action:
    factors = (spelt(f, settings.causes, settings.aliases.causes) for f in action.addresses)
    priority = spelt(action.priority, settings.priorities, settings.aliases.priorities)
    return action.model_copy(update={"priority": priority, "addresses": tuple(factors)})


def _detection(detection: Detection, settings: Settings) -> Detection:
    aliases = settings.aliases
    return detection.model_copy(
        update={
            "source": spelt(
                detection.source, settings.detection_sources, aliases.detection_sources
            ),
            "gap": spelt(detection.gap, settings.detection_gaps, aliases.detection_gaps),
        }
    )
