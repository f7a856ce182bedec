"""Questions for the meeting, drawn from a quarter's data by fixed rules, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mkdocs_postmortems.analysis.action import ActionRecord
from mkdocs_postmortems.pages.account import action_links
from mkdocs_postmortems.pages.matter import Matter, Piece, Question, since
from mkdocs_postmortems.pages.view import Link
from mkdocs_postmortems.render.text import plural
from mkdocs_postmortems.taxonomy import DETECTION_SOURCES, UNUSABLE

MOST = 6
"""More questions than this are not answered in an hour."""
SEVERAL = 2
"""Fewest cases that are worth a question where one alone says little."""
ONE_IN = 3
"""A way of finding or of publishing is asked about from one in three cases."""

BY_PEOPLE = ("employee", "customer", "partner", "public-report")
"""The sources of detection that are no monitoring; of sources with other names nobody knows."""


def agenda_of(matter: Matter) -> tuple[Question, ...]:
    """Return the questions of the first rules that have one, at most six."""
    asked = (rule(matter) for rule in RULES)
    return tuple([question for question in asked if question][:MOST])


def _repeated_while_open(matter: Matter) -> Question | None:
    """Ask about repeats: incidents that resembled one with an action still open."""
    n = matter.happened.while_open
    if not n:
        return None
    rows = matter.happened.unfinished
    actions = tuple(dict.fromkeys(action for row in rows for action in row.open_actions))
    return Question(
        (
            f"{plural(n, 'incident')} resembled an earlier one whose action was still open, which "
            f"does not show that the action would have stopped it.{since(actions)}",
        ),
        "What comes first now?",
        tuple(row.row.incident for row in rows),
        action_links(actions),
    )


def _shared_factor(matter: Matter) -> Question | None:
    """Ask about a factor that several incidents share in a service: that of the most."""
    for factor, service, n in matter.happened.pairs:
        if factor.text in UNUSABLE:
            continue
        if n < SEVERAL:
            return None
        rows = [
            r for r in matter.happened.incidents if factor in r.causes and service in r.services
        ]
        actions = matter.answers(rows)[factor.text]
        still = matter.owed_of(actions)
        said = f"; {_of(len(still), len(actions))} open." if actions else "; no action answers it."
        said += since(matter.rows(still))
        return Question(
            (f"{n} incidents share ", factor, " in ", service, said),
            "Are these actions enough?" if actions else "Which action would?",
            tuple(row.incident for row in rows),
            matter.links(actions),
        )
    return None


def _of(still: int, of: int) -> str:
    if of == 1:
        return "the action that answers it was" + ("" if still else " not")
    verb = "was" if still == 1 else "were"
    return f"{still or 'none'} of the {of} actions that answer it {verb}"


def _urgent_overdue(matter: Matter) -> Question | None:
    """Ask about overdue actions of the most urgent priority."""
    urgent = _most_urgent(matter)
    late = matter.overdue(lambda action: action.priority == urgent)
    if urgent is None or not late:
        return None
    return Question(
        (
            f"{_were(len(late), f'action of priority {urgent}')} overdue, {_by(matter, late)}."
            f"{since(matter.rows(late))}",
        ),
        "Now, on another date, or declined with a reason?",
        actions=matter.links(late),
    )


def _broken_promises(matter: Matter) -> Question | None:
    """Ask about actions that were open when the quarter began and were not done by their date."""
    found = matter.account.promised
    if not found.broken:
        return None
    verb, rows = "was" if len(found.broken) == 1 else "were", [one.row for one in found.broken]
    return Question(
        (
            f"Of {plural(found.judged, 'action')} from earlier quarters that fell due, "
            f"{len(rows)} {verb} not done in time.{since(rows)}",
        ),
        "What was in the way, and what of it still matters?",
        actions=action_links(rows),
    )


def _stale(matter: Matter) -> Question | None:
    """Ask about less urgent actions that had been overdue already when the quarter began."""
    urgent, first = _most_urgent(matter), matter.quarterly.quarter.first
    late = matter.overdue(lambda a: a.priority != urgent and a.due is not None and a.due < first)
    if not late:
        return None
    return Question(
        (
            f"{_were(len(late), 'action')} overdue since before the quarter, {_by(matter, late)}."
            f"{since(matter.rows(late))}",
        ),
        "Would we promise the same today, or decline it with a reason?",
        actions=matter.links(late),
    )


def _most_urgent(matter: Matter) -> str | None:
    """Return the first priority that has a policy."""
    policies = matter.ledger.library.settings.priorities
    return next((name for name, days in policies.items() if days is not None), None)


def _were(n: int, noun: str) -> str:
    plural_noun = noun.replace("action", "actions", 1)
    return f"{plural(n, noun, plural_noun)} {'was' if n == 1 else 'were'}"


def _by(matter: Matter, late: Sequence[ActionRecord]) -> str:
    """Return by how long overdue actions were, the earliest due being the first of them."""
    longest = plural(matter.quarterly.days_overdue(late[0]), "day")
    return f"{'' if len(late) == 1 else 'the longest '}by {longest} on {matter.when}"


def _objective_missed(matter: Matter) -> Question | None:
    """Ask about a service that went over one of its objectives in several incidents."""
    found = [
        (-one.over, limit.service, one)
        for limit in matter.happened.limits
        for one in limit.objectives
        if one.over >= SEVERAL
    ]
    if not found:
        return None
    _, service, one = min(found, key=lambda item: (item[0], item[1].text, item[2].name))
    return Question(
        (service, f" went over its {one.meaning} in {one.over} incidents."),
        "What would make recovery better, or is the objective not the right one?",
        tuple(missed.incident for missed in one.missed),
    )


def _found_by_people(matter: Matter) -> Question | None:
    """Ask about incidents that people saw before the monitoring did, where sources tell."""
    sources = matter.ledger.library.settings.detection_sources
    if matter.happened.detection.refused or not sources.keys() <= DETECTION_SOURCES.keys():
        return None
    rows = [one.row for one in matter.happened.rows if one.found_by in BY_PEOPLE]
    if not _many(len(rows), len(matter.happened.rows)):
        return None
    return Question(
        (f"{len(rows)} of {len(matter.happened.rows)} incidents were found by people first.",),
        "Which signal could have told us?",
        tuple(row.incident for row in rows),
    )


def _unanswered(matter: Matter) -> Question | None:
    """Ask about factors without an action; not where no action says what it answers."""
    rows = matter.happened.incidents
    factors = {link.text: link for row in rows for link in row.causes}
    usable = [link for name, link in sorted(factors.items()) if name not in UNUSABLE]
    answered = matter.answers(rows)
    alone = [link for link in usable if link.text not in answered]
    if not alone or len(alone) == len(usable):
        return None
    verb = "is" if len(alone) == 1 else "are"
    pieces = [f"{len(alone)} of {len(usable)} factors {verb} answered by no action: "]
    return Question(
        (*pieces, *_joined(alone)),
        "Does one of them need an action?",
        tuple(row.incident for row in rows if set(alone) & set(row.causes)),
    )


def _joined(links: list[Link]) -> Iterator[Piece]:
    for number, link in enumerate(links):
        yield from (", ", link) if number else (link,)
    yield "."


def _published_late(matter: Matter) -> Question | None:
    """Ask about postmortems that came after their date, or are still to come."""
    late = matter.ledger.late
    rows = [row for row in matter.happened.incidents if matter.path(row) in late]
    if not _many(len(rows), len(matter.happened.rows)):
        return None
    return Question(
        (f"{len(rows)} of {len(matter.happened.rows)} postmortems came late, or are overdue.",),
        "What holds them up, and what would make writing them lighter?",
        tuple(row.incident for row in rows),
    )


def _declined_bare(matter: Matter) -> Question | None:
    """Ask about actions that were declined without a reason."""
    rows = [row for row in matter.account.declined if not row.reason.strip()]
    if not rows:
        return None
    return Question(
        (f"{_were(len(rows), 'action')} declined without a reason.",),
        "What reason belongs into the postmortem?",
        actions=action_links(rows),
    )


def _nobodys(matter: Matter) -> Question | None:
    """Ask about open actions without an owner or a due date."""
    loose = matter.owed(lambda a: a.owner is None or a.due is None)
    if not loose:
        return None
    return Question(
        (
            f"{_were(len(loose), 'action')} open without an owner or a due date."
            f"{since(matter.rows(loose))}",
        ),
        "Which team takes what, until when?",
        actions=matter.links(loose),
    )


def _thin_data(matter: Matter) -> Question | None:
    """Ask about fields for want of which figures of the quarter are refused."""
    thin = [gap for gap in matter.gaps if gap.refused]
    if not thin:
        return None
    said = "; ".join(gap.said for gap in thin)
    return Question(
        (f"Not summarised, for want of data: {said}.",),
        "Who can fill it in, or does nobody need it?",
        tuple(dict.fromkeys(link for gap in thin for link in gap.links)),
    )


def _longest(matter: Matter) -> Question | None:
    """Ask about the incident with the longest impact; not where several lasted as long."""
    one = matter.happened.longest
    if one.incident is None or one.n < SEVERAL:
        return None
    return Question(
        (one.incident, f" had the longest impact: {one.said}."),
        "What would have ended it sooner?",
    )


def _many(k: int, n: int) -> bool:
    return k >= SEVERAL and k * ONE_IN >= n


RULES: tuple[Callable[[Matter], Question | None], ...] = (
    _repeated_while_open,
    _shared_factor,
    _urgent_overdue,
    _broken_promises,
    _stale,
    _objective_missed,
    _found_by_people,
    _unanswered,
    _published_late,
    _declined_bare,
    _nobodys,
    _thin_data,
    _longest,
)
"""Each rule asks one question or none; the first six that ask are the agenda."""
