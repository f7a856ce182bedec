"""What a new postmortem begins as: our template for the settings at hand, or the team's own."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.authoring.template import (
    FILE,
    TemplateError,
    find_template,
    render_template,
)
from mkdocs_postmortems.model import FrontMatter
from mkdocs_postmortems.record import fields_of
from mkdocs_postmortems.settings import Settings

AT = dt.datetime(2026, 3, 15, 14, 44, tzinfo=dt.UTC)


def rendered(options: dict[str, object] | None = None, severity: str = "SEV-2") -> str:
    return render_template(Settings.from_mapping(options or {}), severity, AT)


def test_the_sections_are_ours_in_their_order() -> None:
    headings = re.findall(r"^## (.*)$", rendered(), re.MULTILINE)
    assert headings == [names[0] for names in taxonomy.SECTIONS.values()]


def test_every_place_to_write_in_has_one_line_of_guidance() -> None:
    body = rendered().partition("\n---\n")[2]
    parts = re.split(r"^##+ .*$\n", body, flags=re.MULTILINE)
    told = [part.count(taxonomy.GUIDANCE) for part in parts]
    # Only a section that goes on in parts of its own has none itself.
    assert told == [1, 1, 1, 1, *[0, *[1] * 6], 1, 1, *[0, 1, 1], 1, *[0, 1, 1, 1]]
    assert len(re.findall(r"^<!-- guidance: .+[.] -->$", body, re.MULTILINE)) == sum(told)


def test_every_field_is_there_in_the_order_of_the_model() -> None:
    block = rendered().split("---\n")[1]
    keys = re.findall(r"^(?:# )?(\w+):(?! \w+,)", block, re.MULTILINE)
    # Roles are seldom known on the day.
    assert [key for key in keys if key in FrontMatter.model_fields] == [
        name for name in fields_of(FrontMatter) if name != "roles"
    ]


def test_the_lessons_are_those_we_count() -> None:
    body = rendered()
    assert all(f"### {names[0]}\n" in body for names in taxonomy.LESSONS.values())


def test_the_labels_to_choose_from_are_those_of_the_settings() -> None:
    text = rendered(
        {
            "severities": {"major": "Bad", "minor": "Less"},
            "triggers": ["deploy"],
            "causes": ["bug", "config"],
            "detection_sources": ["alert"],
            "detection_gaps": ["late"],
            "priorities": {"now": 7, "later": 90},
        }
    )
    assert "severity:  # major, minor\n" in text
    assert "# What set it off, exactly one: deploy.\ntrigger:\n" in text
    assert "# Contributing factors, one or more: bug, config.\ncauses:\n" in text
    assert "# What found it (source): alert.\n" in text
    assert "# Why it was not seen earlier (gap): late.\n" in text
    assert "#     priority: now  # now, later\n" in text


def test_long_lists_of_labels_are_cut() -> None:
    factors = [f"factor-number-{number}" for number in range(200)]
    text = rendered({"causes": factors, "severities": [f"S{n}" for n in range(12)]}, "S1")
    assert "severity:  # S0, S1, S2, S3, S4, S5, S6, S7, and 4 more\n" in text
    assert "\n# ... and more, listed by `postmortems schema`.\ncauses:\n" in text
    assert max(map(len, text.partition("\n---\n")[0].splitlines())) <= 100


@pytest.mark.parametrize(
    ("severity", "told"),
    [
        ("SEV-1", "a published SEV-1 needs Executive summary, Impact, Timeline, Analysis or Five"),
        ("SEV-4", "a published SEV-4 needs no section; delete those with nothing to say."),
    ],
)
def test_it_says_which_sections_the_severity_needs(severity: str, told: str) -> None:
    assert f"<!-- guidance: {told}" in rendered(severity=severity)


def test_without_an_incident_it_is_a_start_for_a_teams_own() -> None:
    text = render_template(Settings())
    assert "<!-- guidance: delete the sections that have nothing to say and that the sev" in text
    assert "| --- | --- |\n\n## Analysis" in text


def test_a_label_cannot_end_its_comment() -> None:
    label = "bad\nlinks: [1] --> <script>"
    text = rendered({"severities": [label], "triggers": [label], "priorities": {label: 1}}, label)
    assert "severity:  # bad links: [1] - -> <script>\n" in text
    assert "<!-- guidance: a published bad links: [1] - -> <script> needs no section;" in text


@pytest.mark.parametrize(
    ("started", "row"),
    [
        (dt.datetime(2026, 3, 15, 14, 44, tzinfo=dt.UTC), "| 15:44 | Impact begins |"),
        (dt.datetime(2026, 3, 15, 14, 44, 5, tzinfo=dt.UTC), "| 15:44:05 | Impact begins |"),
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), "| 02:30 +0200 | Impact begins |"),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), "| 02:30 +0100 | Impact begins |"),
    ],
)
def test_the_timeline_begins_with_the_start_in_the_zone_of_its_head(
    started: dt.datetime, row: str
) -> None:
    text = render_template(Settings(timezone="Europe/Berlin"), "SEV-2", started)
    assert f"| Time (Europe/Berlin) | Event |\n| --- | --- |\n{row}\n\n## Analysis" in text


def test_a_day_alone_is_no_row_of_the_timeline() -> None:
    text = render_template(Settings(), "SEV-2", dt.date(2026, 3, 15))
    assert "| Time (UTC) | Event |\n| --- | --- |\n\n## Analysis" in text


def test_a_teams_own_template_wins(tmp_path: Path) -> None:
    own = b"\xef\xbb\xbf---\r\ntitle:\r\n---\r\n## {{ ours }}\r\n"
    (tmp_path / FILE).write_bytes(own)
    found = find_template(tmp_path, Settings(), "SEV-2", AT)
    assert found.with_block(found.block) == own


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (b"## No front matter\n", ":1:1: error PM102: found no front matter."),
        (b"---\ntitle:\n", ":1:1: error PM102: found front matter that is not closed."),
        (b"", ":1:1: error PM117: the file is empty."),
        (b"---\ntitle: a\ntitle: b\n---\n", ':3:1: error PM105: found the key "title" a second'),
        (b"---\ntitle: [\n---\n", ": error PM103: the YAML cannot be read"),
        (b"---\ntitle: \xff\n---\n", ":2:8: error PM101: found the byte 0xFF, not UTF-8."),
    ],
)
def test_a_broken_template_is_named_with_the_place(
    tmp_path: Path, own: bytes, message: str
) -> None:
    (tmp_path / FILE).write_bytes(own)
    with pytest.raises(TemplateError) as caught:
        find_template(tmp_path, Settings(), "SEV-2", AT)
    assert str(caught.value).startswith("postmortems/_template.md:")
    assert message in str(caught.value)


def test_a_template_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\n")
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / FILE).symlink_to(tmp_path / "secret.md")
    with pytest.raises(TemplateError, match="PM108"):
        find_template(tmp_path / "postmortems", Settings(), "SEV-2", AT)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_init_writes_becomes_what_we_would_write(tmp_path: Path, line_end: str) -> None:
    settings = Settings(timezone="Europe/Berlin")
    (tmp_path / FILE).write_bytes(render_template(settings).replace("\n", line_end).encode())
    found = find_template(tmp_path, settings, "SEV-1", AT)
    ours = render_template(settings, "SEV-1", AT)
    assert found.with_block(found.block).decode() == ours.replace("\n", line_end)


@pytest.mark.parametrize(
    ("own", "row"),
    [
        ("| Time | Event |\n| --- | --- |", "| 14:44 | Impact begins |"),
        ("| Time (Asia/Tokyo) | Event | Who |\n|:--|---|---|", "| 23:44 | Impact begins |  |"),
        ("| Time (Nowhere) | Event |\n| --- | --- |", ""),
        ("| Time | Event |\n| --- | --- |\n| 09:00 | Ours |", ""),
        ("- 09:00 Ours", ""),
        ("```\n| Time | Event |\n| --- | --- |\n| a | b |\n```", ""),
    ],
)
def test_a_teams_own_timeline_begins_with_the_start_where_it_is_empty(
    tmp_path: Path, own: str, row: str
) -> None:
    text = f"---\ntitle:\n---\n\n# Ours\n\n## Timeline\n\n<!-- guidance: rows -->\n\n{own}"
    (tmp_path / FILE).write_text(text)
    found = find_template(tmp_path, Settings(), "SEV-2", AT)
    assert found.with_block(found.block).decode() == (f"{text}\n{row}\n" if row else text)


def test_the_numbers_are_left_open() -> None:
    stats = rendered().partition("\nstats:\n")[2].partition("\n\n")[0]
    shown = re.sub("^# ", "", stats, flags=re.MULTILINE)
    assert shown.count("\n") == 3
    assert set(yaml.safe_load(shown).values()) == {None}
