"""What a facilitator asks in a game day: about systems and conditions, drawn from the data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortems.model import Postmortem, Scope
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.render.label import clean
from mkdocs_postmortems.render.text import continued, plural


def questions_of(library: Library, postmortem: Postmortem) -> Iterator[str]:
    """Yield the questions in the order in which they come up."""
    yield "What do you know now, what do you assume, and what would tell the two apart?"
    yield "Who has to hear of it now, and what would you tell them?"
    yield _about_runbooks(library, postmortem)
    yield "What would end the impact before anybody knows the cause?"
    yield _about_detection(library, postmortem)
    systemic = next((c.factor for c in postmortem.causes if c.scope is Scope.SYSTEMIC), "")
    if systemic:
        yield f"{clean(systemic)} does not belong to this one change only: where else is it so?"
    yield _about_today(library, postmortem)


def _about_runbooks(library: Library, postmortem: Postmortem) -> str:
    known = (library.services.get(name) for name in postmortem.services)
    name = next((service.name for service in known if service and service.runbook), "")
    if not name:
        return "Where would you look for a runbook, and what if there is none?"
    return f"Open the runbook of {clean(name)}: does it lead from here to a next step?"


def _about_detection(library: Library, postmortem: Postmortem) -> str:
    gap = (postmortem.detection.gap if postmortem.detection else None) or ""
    meaning = library.settings.detection_gaps.get(gap, "")
    if not meaning:
        return "What could have shown it earlier, and who would have seen that?"
    return f"It was not seen earlier: {continued(meaning)}. Is that so today?"


def _about_today(library: Library, postmortem: Postmortem) -> str:
    rows = library.actions_by_path[postmortem.path]
    still = sum(row.open for row in rows)
    if still:
        return (
            f"{still:,} of its {plural(len(rows), 'action')} {'is' if still == 1 else 'are'} open. "
            "If it happened today, what would go the same way?"
        )
    if rows:
        return "Its actions are closed. If it happened today, what would go another way?"
    return "It has no actions. If it happened today, what would go the same way?"
