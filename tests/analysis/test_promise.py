"""Where single actions stand: the same as in the tables."""

import datetime as dt

from hypothesis import given

from mkdocs_postmortems.analysis.action import assess_actions
from mkdocs_postmortems.analysis.promise import promises_of
from mkdocs_postmortems.model import Postmortem

from .invented import AS_OF, SETTINGS, frames_of, knowledge_bases


@given(knowledge_bases(most=4))
def test_every_action_stands_where_the_tables_say(postmortems: list[Postmortem]) -> None:
    counted = [one for one in postmortems if (one.day or dt.date.min) <= AS_OF]
    states = assess_actions(frames_of(*counted), SETTINGS, AS_OF)
    told = [
        (one.path, it.action.id, it.open, it.due, it.days_overdue)
        for one in counted
        for it in promises_of(one, SETTINGS, AS_OF)
    ]
    assert sorted(map(repr, told)) == sorted(
        repr((state.path, state.id, state.open, state.due, state.days_overdue)) for state in states
    )
