"""Each action beside where it stands, for what tells of single actions outside the site."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_postmortems.addresses import action_fragments
from mkdocs_postmortems.analysis.action import ActionRecord, list_actions
from mkdocs_postmortems.analysis.result import Results
from mkdocs_postmortems.model import Action, KnowledgeBase, Postmortem


@dataclass(frozen=True, slots=True)
class Standing:
    """One action as its file has it, and as the figures see it at `as_of`.

    `fragment` is its place on the page of its postmortem.
    """

    postmortem: Postmortem
    action: Action
    fragment: str
    record: ActionRecord


def list_standings(knowledge_base: KnowledgeBase, results: Results) -> tuple[Standing, ...]:
    """Return every action created by `as_of`, by path, then in the order of its file.

    `results` are those of this knowledge base.
    """
    as_of = results.as_of
    counted = (
        (postmortem, action, fragment)
        for postmortem in knowledge_base.postmortems
        if postmortem.day is None or postmortem.day <= as_of
        for action, fragment in zip(
            postmortem.actions, action_fragments(a.id for a in postmortem.actions), strict=True
        )
        if action.created is None or action.created <= as_of
    )
    records = list_actions(results.frames, results.settings, as_of)
    return tuple(
        Standing(postmortem, action, fragment, record)
        for (postmortem, action, fragment), record in zip(counted, records, strict=True)
    )
