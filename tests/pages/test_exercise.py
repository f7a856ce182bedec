"""Game days: which postmortems make one, what is told when, what is kept for the end."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_postmortems.addresses import exercise_keys
from mkdocs_postmortems.pages import game_day
from mkdocs_postmortems.pages.exercise import exercise_of
from mkdocs_postmortems.render.exercise import Exercise
from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import Site

Build = Callable[..., Site]

FIELDS = """\
title: Database disk full
severity: SEV-1
services: [orders, orders-db]
started: 2026-03-15T14:44:00Z
detected: 2026-03-15T14:46:00Z
mitigated: 2026-03-16T00:10:00Z
detection: {source: synthetic-probe, gap: no-alert}
trigger: config-change
causes:
  - config-validation-gap
  - {factor: monitoring-gap, scope: systemic, note: No alert on disk growth.}
stats: {affected_users: 2400}
actions:
  - {title: Alert on growth, due: 2026-09-30, created: 2026-03-16}
  - {title: Write elsewhere, status: done, closed: 2026-03-17}
  - {title: Buy more disks, status: declined, closed: 2026-03-18, reason: Not the point}
"""
TIMELINE = """
## Timeline

- 14:44 The disk is full
- 14:46 The *synthetic* order fails, `pg_isready` is silent
- 15:00 [Runbook](https://wiki.example.com) opened
- 2026-03-16 00:10 Orders flow

## Lessons learned

### What went well

- The probe was first
"""


def postmortem(fields: str = FIELDS, body: str = TIMELINE) -> str:
    return f"---\n{fields}---\n{body}"


def made(site_of: Build, text: str, **options: object) -> Exercise:
    library = site_of({"2026/disk-full.md": text}, Settings.from_mapping(options)).library
    return exercise_of(library, library.postmortems[0])


def test_what_came_before_detection_is_kept_for_the_end(site_of: Build) -> None:
    exercise = made(site_of, postmortem())
    assert [(s.clock, s.elapsed, s.phases, s.text) for s in exercise.steps] == [
        ("14:46", "+2 min", ("detected",), "The synthetic order fails, pg_isready is silent."),
        ("15:00", "+16 min", (), "Runbook opened."),
        ("Mon 16 Mar 2026, 00:10", "+9 h 26 min", ("mitigated",), "Orders flow."),
    ]
    (unseen,) = exercise.ending.unseen
    assert (unseen.clock, unseen.phases, unseen.text) == (
        "14:44",
        ("started",),
        "The disk is full.",
    )


def test_the_beginning_gives_nothing_away(site_of: Build) -> None:
    exercise = made(site_of, postmortem())
    shown = {
        name: value for name, value in vars(exercise).items() if name not in ("ending", "questions")
    }
    assert "full" not in repr(shown)
    assert "gap" not in repr(shown)
    assert (exercise.day, exercise.zone, exercise.found_by) == (
        "Sun 15 Mar 2026",
        "UTC",
        "synthetic probe",
    )


def test_the_end_tells_what_lay_behind_and_what_changed(site_of: Build) -> None:
    ending = made(site_of, postmortem()).ending
    assert ending.incident.text == "Database disk full"
    assert ending.facts == "impact 9 h 26 min \u00b7 2,400 users affected"
    assert [(cause.text, cause.scope, cause.said) for cause in ending.causes] == [
        ("monitoring-gap", "systemic", "No alert on disk growth."),
        ("config-validation-gap", "", "A wrong setting was accepted"),
    ]
    assert [(lesson.heading, lesson.points) for lesson in ending.lessons] == [
        ("What went well", ("The probe was first",))
    ]
    assert [(action.title, action.state) for action in ending.actions] == [
        ("A1 Alert on growth", "open, due 30 Sep 2026, 5 days overdue"),
        ("A2 Write elsewhere", "done 17 Mar 2026"),
        ("A3 Buy more disks", "declined 18 Mar 2026: Not the point"),
    ]


def test_questions_are_drawn_from_the_data(site_of: Build) -> None:
    questions = "\n".join(made(site_of, postmortem()).questions)
    assert "there was a signal, no alert on it. Is that so today?" in questions
    assert "monitoring-gap does not belong to this one change only" in questions
    assert "1 of its 3 actions is open." in questions
    plain = "\n".join(made(site_of, postmortem(FIELDS.partition("detection:")[0])).questions)
    assert "What could have shown it earlier" in plain
    assert "It has no actions." in plain


def test_without_detection_the_story_begins_with_its_first_event(site_of: Build) -> None:
    exercise = made(site_of, postmortem(FIELDS.replace("detected: 2026-03-15T14:46:00Z\n", "")))
    assert exercise.steps[0].text == "The disk is full."
    assert exercise.ending.unseen == ()


def test_where_detection_would_leave_a_single_step_all_are_told(site_of: Build) -> None:
    late = FIELDS.replace("14:46:00Z", "23:59:00Z").replace("2026-03-16T00:10", "2026-03-15T23:59")
    body = TIMELINE.replace("2026-03-16 00:10", "23:59")
    exercise = made(site_of, postmortem(late, body))
    assert len(exercise.steps) == 4


def test_times_are_those_of_the_site(site_of: Build) -> None:
    exercise = made(site_of, postmortem(), timezone="Europe/Berlin")
    assert (exercise.steps[0].clock, exercise.zone) == ("15:46", "CET")


def timeline(*events: str) -> str:
    return "\n## Timeline\n\n" + "\n".join(f"- {event}" for event in events) + "\n"


@pytest.mark.parametrize(
    ("body", "playable"),
    [
        (timeline("14:44 a", "14:46 b", "14:50 c"), True),
        (timeline("14:44 a", "14:46 b"), False),
        (timeline("14:44 a", "14:46 b", "later c", "much later d"), False),
        (timeline("14:44 a", "14:46 b", "14:50 c", "later d"), True),
        ("\n## Timeline\n\nIt broke, then it worked.\n", False),
        ("", False),
    ],
)
def test_three_times_make_an_exercise(site_of: Build, body: str, playable: bool) -> None:
    site = site_of({"2026/disk-full.md": postmortem(body=body)})
    assert bool(game_day.exercises(site.library)) is playable
    assert any(name.startswith("data/game-days/") for name in site.documents) is playable
    assert ("Run it as a game day" in page(site)) is (playable)


def page(site: Site) -> str:
    return "".join(site.render("postmortems/2026/disk-full.md").blocks)


def test_an_incident_after_the_date_makes_none(site_of: Build) -> None:
    site = site_of({"2026/disk-full.md": postmortem()}, as_of=dt.date(2026, 3, 14))
    assert game_day.exercises(site.library) == ()


def data_of(site: Site, path: str) -> Any:
    return json.loads(site.documents[f"data/game-days/{key_of(path)}.json"]())


def key_of(path: str) -> str:
    return exercise_keys([f"{path}.md"])[f"{path}.md"]


def test_the_data_names_pages_from_the_root_of_the_site(site_of: Build) -> None:
    site = site_of({"2026/a b & c.md": postmortem()}, directory_urls=False)
    data = data_of(site, "2026/a b & c")
    assert (data["version"], data["key"]) == (1, key_of("2026/a b & c"))
    assert data["ending"]["incident"] == {
        "text": "Database disk full",
        "address": "postmortems/2026/a%20b%20%26%20c.html",
    }
    assert data["services"][1]["target"]["address"] == "services/orders-db.html"
    text = "".join(site.render("postmortems/2026/a b & c.md").blocks)
    assert f"incident={data['key']}" in text


def test_the_list_of_exercises_gives_no_title_away(site_of: Build) -> None:
    other = FIELDS.replace("SEV-1", "SEV-3").replace("orders-db", "mail").replace("03-15", "04-15")
    site = site_of({"2026/x.md": postmortem(), "2026/y.md": postmortem(other)})
    assert json.loads(site.files["data/game-days/index.json"]()) == {
        "version": 1,
        "severity": ["SEV-1", "SEV-3"],
        "service": ["mail", "orders", "orders-db"],
        "rows": [
            ["8db3d535", "Wed 15 Apr 2026", 1, [1, 0], "synthetic probe", 4],
            ["99904317", "Sun 15 Mar 2026", 0, [1, 2], "synthetic probe", 4],
        ],
    }


def test_the_page_holds_those_of_the_reading_path_then_the_newest(site_of: Build) -> None:
    days = {
        f"{day:02}.md": postmortem(
            FIELDS.replace("2026-03-15", f"2026-02-{day:02}")
            .replace("SEV-1", "SEV-4")
            .replace("orders-db", f"s{day}")
        )
        for day in range(1, 20)
    }
    site = site_of(
        days | {"old.md": postmortem(FIELDS.replace("2400", "9000"))},
        Settings(must_read=("03", "old")),
    )
    shown = game_day.view(site.library).shown
    assert [one.key for one in shown[:4]] == [key_of(name) for name in ("03", "old", "19", "18")]
    assert len(shown) == game_day.SHOWN
    assert game_day.view(site.library).unshown == 8


def test_an_endless_story_is_not_folded_into_itself(site_of: Build) -> None:
    endless = timeline(*(f"{14 + n // 60}:{n % 60:02} event {n}" for n in range(44, 344)))
    site = site_of({"a.md": postmortem(body=endless), "b.md": postmortem()})
    view = game_day.view(site.library)
    assert ([one.key for one in view.shown], view.unshown) == ([key_of("b")], 1)
    assert len(data_of(site, "a")["steps"]) > 200
