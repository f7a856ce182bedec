"""What a rule may know besides the postmortem it looks at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_postmortems.model import KnowledgeBase, Service, Visibility
from mkdocs_postmortems.settings import Settings


@dataclass(frozen=True)
class Context:
    """The settings, the date, the ids of all postmortems, the catalogue's services by name.

    `internal` has the path and the id of each postmortem that is not public.
    """

    settings: Settings
    as_of: dt.date
    ids: frozenset[str]
    services: Mapping[str, Service]
    internal: Mapping[str, str]

    @classmethod
    def of(cls, knowledge_base: KnowledgeBase, settings: Settings, as_of: dt.date) -> Context:
        """Return the context of a knowledge base, read on the date `as_of`."""
        return cls(
            settings=settings,
            as_of=as_of,
            ids=frozenset(postmortem.id for postmortem in knowledge_base.postmortems),
            services={service.name: service for service in knowledge_base.services},
            internal={
                postmortem.path: postmortem.id
                for postmortem in knowledge_base.postmortems
                if postmortem.visibility is not Visibility.PUBLIC
            },
        )
