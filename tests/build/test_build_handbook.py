"""The handbook as another team gets it, in a project of their own that has no postmortem yet."""

from __future__ import annotations

from handbook_forms import names, page, team_form
from site_project import Project
from test_build_addresses import dead_links

NOT_YET = 'show: found "contacts"'
"""The one block that nothing draws yet."""


def test_a_team_without_a_postmortem_can_build_it(project: Project) -> None:
    project.write({f"docs/handbook/{name}.md": team_form(page(name)) for name in names()})
    built = project.build()
    assert [line for line in built.warnings if NOT_YET not in line] == []
    assert dead_links(built) == []
    for name in names():
        shown = built.page("handbook/" if name == "index" else f"handbook/{name}/")
        assert "<!-- " not in shown.text
        assert shown.text.count("Fill in: ") == team_form(page(name)).count("**Fill in: ")
    assert "SEV-1" in built.page("handbook/severity/").text
    assert "No action has been written down yet." in built.page("handbook/following-up/").text
