"""The review of one quarter: what happened, what repeated, what was promised, done and owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from mkdocs_postmortems import addresses
from mkdocs_postmortems.analysis.quarter import Quarter
from mkdocs_postmortems.pages.account import MOST, Account, account_of
from mkdocs_postmortems.pages.agenda import agenda_of
from mkdocs_postmortems.pages.gap import Gap, gaps_of
from mkdocs_postmortems.pages.ledger import Ledger, reviewed_quarters
from mkdocs_postmortems.pages.library import Library
from mkdocs_postmortems.pages.matter import Matter, Question
from mkdocs_postmortems.pages.occurrence import Occurrence, occurrence_of
from mkdocs_postmortems.pages.view import Link, Page


@dataclass(frozen=True)
class ReviewView:
    """One quarter: `account` as it stood at its end, the incidents as they are known today.

    At most `most` rows of a list are shown, the other incidents when asked for. `previous` and
    `following` are the reviews beside it.
    """

    name: str
    previous: Link | None
    following: Link | None
    most: int
    happened: Occurrence
    account: Account
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]


def pages(library: Library) -> Iterator[Page]:
    """Yield the review of every quarter from the first incident to `as_of`, empty ones too."""
    ledger, quarters = Ledger(library), reviewed_quarters(library)
    before = dict(pairwise(reversed(quarters)))
    after = dict(pairwise(quarters))
    for quarter in quarters:
        yield Page(
            path=addresses.review_page(str(quarter)),
            title=f"Review of {quarter}",
            template="review",
            view=partial(view, ledger, quarter),
            parent=addresses.REVIEWS,
            previous=addresses.review_page(str(before[quarter])) if quarter in before else None,
            next=addresses.review_page(str(after[quarter])) if quarter in after else None,
            wide=True,
            figures=True,
        )


def view(ledger: Ledger, quarter: Quarter) -> ReviewView:
    """Return what the review of one quarter shows."""
    quarterly, happened = ledger.quarters[quarter], occurrence_of(ledger, quarter)
    account = account_of(ledger, quarterly)
    gaps = gaps_of(ledger, quarterly, happened.incidents)
    return ReviewView(
        name=str(quarter),
        previous=_beside(ledger, quarter.previous),
        following=_beside(ledger, quarter.next),
        most=MOST,
        happened=happened,
        account=account,
        gaps=gaps,
        questions=agenda_of(Matter(ledger, quarterly, happened, account, gaps)),
    )


def _beside(ledger: Ledger, quarter: Quarter) -> Link | None:
    link = ledger.review_link(quarter)
    return link if isinstance(link, Link) else None
