"""`init --handbook` in an empty folder, and what a team without a postmortem sees of it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from handbook_forms import names, page, team_form
from site_project import Project
from test_build_addresses import dead_links

from mkdocs_postmortems.cli.init import init

EXPECTED = {
    "contacts": "There is no entry in contacts.yml beside the postmortems yet.",
    "checklists": "No link has been set yet.",
    "detection": "No incident yet.",
    "disaster-recovery": "No service stands in services.yml beside the postmortems yet.",
    "following-up": "No action has been written down yet.",
    "severity": "SEV-1",
}
"""What the blocks of a page say where there is nothing to show."""


def test_a_team_without_a_postmortem_can_build_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(init, [str(tmp_path / "payments"), "--handbook"])
    assert (result.exit_code, result.stderr) == (0, "")
    built = Project(tmp_path / "payments").build(strict=True)
    assert built.warnings == []
    assert dead_links(built) == []
    for name in names():
        shown = built.page("handbook/" if name == "index" else f"handbook/{name}/")
        assert "<!-- " not in shown.text
        assert shown.text.count("Fill in: ") == team_form(page(name)).count("**Fill in: ")
        assert "This block cannot be shown" not in shown.text
        assert EXPECTED.get(name, "") in shown.text
