"""What `postmortems similar` finds: related incidents, read from their folder without a site.

Most of the time goes into reading files, so that of all of them only what is compared is read,
and all of the few that are found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_postmortems.analysis.promise import Promised, promises_of
from mkdocs_postmortems.analysis.question import Answer, answer, text_asked
from mkdocs_postmortems.analysis.related import MOST_RELATED, Related, Relations
from mkdocs_postmortems.chronicle import with_chronicle
from mkdocs_postmortems.model import KnowledgeBase, Postmortem
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.loader import Loaded, load
from mkdocs_postmortems.source.postmortem import read_postmortem

COMPARED = frozenset(
    {
        "title",
        "severity",
        "services",
        "tags",
        "started",
        "detection",
        "trigger",
        "causes",
        "related",
        "actions",
    }
)
"""The fields by which incidents are compared or found, and what every postmortem must have."""


@dataclass(frozen=True)
class Similar:
    """One related incident, and where its actions stand."""

    related: Related
    postmortem: Postmortem
    promises: tuple[Promised, ...]


@dataclass(frozen=True)
class Found:
    """The incidents that were found on `as_of` among so many `incidents`.

    Asked `by_words`, `asked` are those that were looked for and `unknown` those that no incident
    has. `warning` says why there is no history from git.
    """

    as_of: dt.date
    incidents: int
    similar: tuple[Similar, ...]
    by_words: bool
    asked: tuple[str, ...]
    unknown: tuple[str, ...]
    warning: str


@dataclass(frozen=True)
class Memory:
    """The postmortems of a folder, read on the date `as_of` to be asked about."""

    folder: Path
    settings: Settings
    as_of: dt.date

    @cached_property
    def knowledge_base(self) -> KnowledgeBase:
        """All postmortems with the fields that are compared, and with their texts."""
        return load(self.folder, self.settings, COMPARED).knowledge_base

    def about(self, text: str, most: int = MOST_RELATED) -> Found:
        """Return the incidents that a text is about."""
        relations = Relations(self.knowledge_base.postmortems, self.as_of, text_asked)
        answered = answer(relations, text, self.settings.aliases, most)
        return self._found(relations, answered.related, answered)

    def like(self, postmortem: Postmortem, most: int = MOST_RELATED) -> Found:
        """Return the incidents related to a postmortem, as its page on the site has them."""
        relations = Relations(self.knowledge_base.postmortems, self.as_of)
        return self._found(relations, relations.of(postmortem, most), None)

    def _found(
        self, relations: Relations, related: Sequence[Related], answered: Answer | None
    ) -> Found:
        root = self.folder.resolve()
        files = [read_postmortem(root / one.path, root, self.settings) for one in related]
        whole = KnowledgeBase(postmortems=tuple(file.postmortem for file in files))
        chronicle = with_chronicle(Loaded(whole, {}), self.folder, self.settings, self.as_of)
        postmortems = chronicle.loaded.knowledge_base.postmortems
        return Found(
            as_of=self.as_of,
            incidents=len(relations.incidents),
            similar=tuple(
                Similar(one, postmortem, self._promises(postmortem))
                for one, postmortem in zip(related, postmortems, strict=True)
            ),
            by_words=answered is not None,
            asked=answered.asked if answered else (),
            unknown=answered.unknown if answered else (),
            warning=chronicle.warning,
        )

    def _promises(self, postmortem: Postmortem) -> tuple[Promised, ...]:
        return tuple(promises_of(postmortem, self.settings, self.as_of))
