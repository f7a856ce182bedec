"""Whatever a ticket system answers: a state or a reason why there is none, never a traceback."""

from __future__ import annotations

import copy
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ticket_server import github_issue, jira_issue

from mkdocs_postmortems.authoring.edit import set_field
from mkdocs_postmortems.model import Action
from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.source.strict_yaml import build, parse
from mkdocs_postmortems.tickets.client import Answer, Client
from mkdocs_postmortems.tickets.difference import compare
from mkdocs_postmortems.tickets.github import GitHub
from mkdocs_postmortems.tickets.jira import Jira
from mkdocs_postmortems.tickets.ticket import TicketState, Unread
from mkdocs_postmortems.tickets.tracker import Tracker, TrackerError

BLOCK = "actions:\n  - title: Do that\n    status: open\n"
USER = {"name": "jdoe", "accountId": "5b1", "displayName": "J. Doe", "login": "jdoe"}
DATES = {"resolutiondate": "2026-03-17T12:00:00.000+0000", "duedate": "2026-04-01"}
WONT = {"resolution": {"name": "Won't Do"}}
ISSUE = jira_issue("OPS-1", "done", assignee=USER, **DATES, **WONT)

json_texts = st.text(st.characters(exclude_categories=()), max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | json_texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(json_texts, inner, max_size=3),
    max_leaves=8,
)


class Told(Client):
    """A client whose answer is given."""

    def __init__(self, document: object) -> None:
        self._document = document

    def ask(self, path: str, params: object = None, body: object = None) -> Answer:
        return Answer(self._document, None)


def places(value: object, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [above, *(place for key, one in inner for place in places(one, (*above, key)))]


def replaced(document: object, place: tuple[Any, ...], value: object) -> object:
    if not place:
        return value
    changed: Any = copy.deepcopy(document)
    inside = changed
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    return changed


TRACKERS = {
    "cloud": ({"issues": [ISSUE]}, ["OPS-1"]),
    "data-center": ({"issues": [ISSUE], "total": 1}, ["OPS-1"]),
    "one": (
        github_issue(7, "closed", assignees=[USER], state_reason="not_planned"),
        ["a/b#7"],
    ),
    "list": ([github_issue(1, assignees=[USER])], [f"a/b#{n}" for n in range(1, 4)]),
}


def tracker_of(name: str, document: object) -> Tracker:
    if name in {"one", "list"}:
        return GitHub(Told(document), ["a/b"], "https://github.com")
    return Jira(Told(document), TrackerOptions(url="https://a.example"), name == "cloud")


@pytest.mark.parametrize("name", TRACKERS)
@given(data=st.data())
def test_any_value_in_any_place(name: str, data: st.DataObject) -> None:
    document, keys = TRACKERS[name]
    place = data.draw(st.sampled_from(places(document)))
    wrong = replaced(document, place, data.draw(json_values))
    try:
        answers = list(tracker_of(name, wrong).read(keys))
    except TrackerError:
        return
    for answer in answers:
        assert isinstance(answer, TicketState | Unread)
        if isinstance(answer, TicketState):
            check_written(answer)


def check_written(state: TicketState) -> None:
    """What differs is written as text that reads back the same, in one line of YAML."""
    fields = compare(Action(title="Do that"), state, {}, Settings()).fields
    block = BLOCK
    for name, value in fields.items():
        assert value is not None
        block = set_field(block, ("actions", 0, name), value)
    action = cast("dict[str, Any]", build(parse(block)))["actions"][0]
    assert {name: action[name] for name in fields} == {n: str(v) for n, v in fields.items()}
    assert block.replace("\n", "").isprintable()
    assert len(block.splitlines()) == 3 + len(fields.keys() - {"status"})
