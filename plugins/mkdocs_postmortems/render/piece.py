"""The small pieces of HTML that stand in thousands of cells: plain functions, for speed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol, runtime_checkable

from markupsafe import Markup

from mkdocs_postmortems.addresses import POSTMORTEMS, choice
from mkdocs_postmortems.render.text import plain, plural

LOWEST_RANK = 4
"""The rank of the last shape of the severity ramp; further severities share it."""


@runtime_checkable
class Target(Protocol):
    """A link to a page of this site."""

    @property
    def text(self) -> str:
        """What is shown."""

    @property
    def page(self) -> str:
        """The page's source path."""

    @property
    def fragment(self) -> str:
        """The place on the page, or an empty text."""

    @property
    def query(self) -> str:
        """What is chosen on the page, as the query of its address, or an empty text."""


class Outside(Protocol):
    """A link to another site, or only a text."""

    @property
    def text(self) -> str:
        """What is shown."""

    @property
    def url(self) -> str | None:
        """Where it leads, if anywhere."""


class Label(Protocol):
    """A severity with its rank, 1 for the most severe, 0 for an unknown one."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def rank(self) -> int:
        """Its rank."""

    @property
    def meaning(self) -> str:
        """What it means."""


@dataclass(frozen=True)
class Linked:
    """The pieces that hold links, made for one page. `link` returns a relative address."""

    link: Callable[[str, str, str], str]

    def to(self, target: Target) -> Markup:
        """Return a link to a page of this site."""
        address = escape(self.link(target.page, target.fragment, target.query))
        return Markup(f'<a href="{address}">{plain(target.text)}</a>')

    def links(self, targets: Sequence[Target], most: int | None = None) -> Markup:
        """Return at most `most` links, then how many more there are."""
        shown = ", ".join(self.to(target) for target in targets[:most])
        more = targets[most:] if most else ()
        if not more:
            return Markup(shown)
        names = plain(", ".join(target.text for target in more))
        return Markup(f'{shown}, <span class="pm-none" title="{names}">+{len(more)}</span>')

    def severity(self, badge: Label | None) -> Markup:
        """Return a severity as a link to the incidents that have it, or that have none."""
        chosen = choice(severity=badge.label if badge else "")
        address = escape(self.link(POSTMORTEMS, "", chosen))
        return Markup(f'<a href="{address}">{severity(badge)}</a>')

    def named(self, target: Target | Outside) -> Markup:
        """Return a link where the target has a page of this site, else its text."""
        return self.to(target) if isinstance(target, Target) else outward(target)


def outward(target: Outside) -> Markup:
    """Return a link to another site, or its text where there is no address."""
    text = plain(target.text)
    if not target.url:
        return text
    return Markup(f'<a href="{escape(target.url)}" rel="noopener noreferrer">{text}</a>')


def severity(badge: Label | None) -> Markup:
    """Return a severity: its word, and a class for its shape."""
    if badge is None:
        return Markup('<span class="pm-sev pm-sev--0">no severity</span>')
    rank = min(badge.rank, LOWEST_RANK)
    label, meaning = plain(badge.label), plain(badge.meaning)
    return Markup(f'<span class="pm-sev pm-sev--{rank}" title="{meaning}">{label}</span>')


def status(value: str) -> Markup:
    """Return the mark of a postmortem that is not published."""
    if value == "published":
        return Markup("")
    return Markup(f'<span class="pm-tag">{plain(value.replace("-", " "))}</span>')


def absent(text: str = "\u2013", why: str = "not recorded") -> Markup:
    """Return what stands for a value that is not there."""
    title = f' title="{escape(why)}"' if text == "\u2013" else ""
    return Markup(f'<span class="pm-none"{title}>{escape(text)}</span>')


def overdue(days: int) -> Markup:
    """Return how late something is."""
    return Markup(f'<strong class="pm-late">{plural(days, "day")} overdue</strong>')
