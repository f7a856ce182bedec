"""A wrong option in `mkdocs.yml` stops the build, and is named with the nearest right one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.exceptions import Abort
from site_project import DISK_FULL, MKDOCS_YML, Project


def configure(project: Project, options: str) -> None:
    project.write({"mkdocs.yml": MKDOCS_YML.replace("{as_of: 2026-10-05}", f"{{{options}}}")})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("serverities: {}", "'serverities': unknown option; did you mean \"severities\"?"),
        ("time_zone: UTC", "'time_zone': unknown option; did you mean \"timezone\"?"),
        ("severities: {SEV-1: {meening: x}}", 'did you mean "meaning"?'),
        ("timezone: Europe/Berlinn", "write an IANA name such as Europe/Berlin"),
        ("as_of: yesterday", "'as_of'"),
        ("as_of: 2026-10-05T12:00:00Z", "write a date such as 2026-10-05"),
        ("source: ../elsewhere", "write a folder below the one of mkdocs.yml"),
        ("source: /etc", "write a folder below the one of mkdocs.yml"),
        ("tickets: {'OPS-(': 'https://t/{key}'}", "is not a regular expression"),
        ("tickets: {'OPS-1': 'javascript:{key}'}", "write a https:// URL that holds {key}"),
        ("sections: {timelin: [x]}", 'unknown section "timelin"; did you mean "timeline"?'),
        ("severities: []", "write at least one, or leave the option out"),
    ],
)
def test_a_wrong_option_is_named(project: Project, options: str, message: str) -> None:
    configure(project, options)
    with pytest.raises(Abort):
        project.build()
    assert message in "\n".join(line for line in project.lines if line.startswith("ERROR"))


def test_every_wrong_option_is_named_at_once(project: Project) -> None:
    configure(project, "serverities: {}, timezone: Mars, as_of: never")
    with pytest.raises(Abort):
        project.build()
    errors = "\n".join(project.lines)
    assert all(name in errors for name in ("'serverities'", "'timezone'", "'as_of'"))


def test_the_command_exits_with_1_and_no_traceback(project: Project) -> None:
    configure(project, "serverities: {}")
    result = CliRunner().invoke(cli, ["build", "-f", str(project.root / "mkdocs.yml")])
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "'serverities'" in result.stderr
    assert 'did you mean "severities"?' in result.stderr
    assert "Traceback" not in result.stderr


def test_without_a_block_everything_has_its_default(project: Project) -> None:
    project.write(
        {
            "mkdocs.yml": "site_name: Incidents\nplugins: [postmortems]\n",
            "postmortems/disk-full.md": DISK_FULL,
        }
    )
    assert "Disk full" in project.build(strict=True).page("postmortems/").text


def test_the_folder_of_the_postmortems_can_have_another_name(project: Project) -> None:
    configure(project, "source: work/incidents, as_of: 2026-10-05")
    project.write({"work/incidents/2026/disk-full.md": DISK_FULL})
    assert "Disk full" in project.build(strict=True).page("postmortems/2026/disk-full/").text


def test_without_as_of_the_build_reads_source_date_epoch(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(project, "")
    project.write({"postmortems/disk-full.md": DISK_FULL})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774137600")  # 22 March 2026
    assert "As of Sun 22 Mar 2026." in project.build(strict=True).page("actions/").text


def test_labels_of_a_team_s_own(project: Project) -> None:
    configure(
        project,
        "as_of: 2026-10-05, severities: {P1: {meaning: All is down}, P2: Some is down},"
        " aliases: {severities: {SEV-2: P2}}",
    )
    project.write({"postmortems/disk-full.md": DISK_FULL})
    page = project.build(strict=True).page("postmortems/disk-full/")
    assert "P2 Some is down" in page.text


def test_postmortems_among_the_pages_of_the_host_stop_the_build(project: Project) -> None:
    project.write({"mkdocs.yml": "site_name: x\nplugins: [postmortems: {source: docs}]\n"})
    with pytest.raises(Abort):
        project.build()
    assert any("shares a folder with `docs_dir`, docs" in line for line in project.lines)


def test_a_wrong_option_is_named_with_its_line(project: Project) -> None:
    project.write({"mkdocs.yml": "site_name: x\nplugins:\n  - postmortems:\n      colour: red\n"})
    with pytest.raises(Abort):
        project.build()
    assert any(
        "unknown option" in line and "(mkdocs.yml, line 4)" in line for line in project.lines
    )
