"""Records with the same fields written share the set that says so."""

from __future__ import annotations

from mkdocs_postmortems.model import Action, Cause, FrontMatter
from mkdocs_postmortems.source.field_names import share_field_names


def test_equal_sets_are_one_and_say_the_same() -> None:
    first, second = (
        share_field_names(
            FrontMatter(title=title, causes=(Cause(factor="a"),), actions=(Action(title="b"),))
        )
        for title in ("One", "Another")
    )
    other = share_field_names(FrontMatter(title="Third"))
    assert first.model_fields_set == {"title", "causes", "actions"}
    assert first.model_fields_set is second.model_fields_set
    assert first.causes[0].model_fields_set is second.causes[0].model_fields_set
    assert first.actions[0].model_fields_set == {"title"}
    assert other.model_fields_set == {"title"}
