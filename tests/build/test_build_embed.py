"""Blocks in the pages of a real build: where they stand, what they link to, what goes wrong."""

from __future__ import annotations

import json
import os
import time

import pytest
from mkdocs.exceptions import Abort
from site_project import DISK_FULL, MKDOCS_YML, Project, postmortem

EVERYTHING = """\
---
title: Follow up
tags: [a]
---

# Follow up

We meet on **Mondays**.
```postmortems
show: actions
state: overdue
```

1. Look at what happened.

    ```postmortems
    show: incidents
    severity: SEV-2
    ```

2. So one writes it:

    ````markdown
    ```postmortems
    show: nothing-that-exists
    ```
    ````

> ```postmortems
> show: count
> ```

The end.
"""


@pytest.mark.parametrize("extension", ["pymdownx.superfences", "fenced_code"])
def test_blocks_stand_where_they_were_written(project: Project, extension: str) -> None:
    project.write(
        {
            "mkdocs.yml": f"{MKDOCS_YML}markdown_extensions: [{extension}]\n",
            "postmortems/2026/disk-full.md": DISK_FULL,
            "docs/handbook/follow-up.md": EVERYTHING,
        }
    )
    if extension == "fenced_code":  # it knows no fence in a list
        text = EVERYTHING.replace("    ````markdown\n", "").replace("    ````\n", "")
        nested = "    ```postmortems\n    show: nothing-that-exists\n    ```\n"
        project.write({"docs/handbook/follow-up.md": text.replace(nested, "    (one)\n")})
    page = project.build(strict=True).page("handbook/follow-up/")
    text = page.text
    parts = (
        "Mondays",
        "Alert on disk growth",
        "happened",
        "with severity SEV-2",
        "1 incident. ",
        "The end.",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert page.href("Disk full") == "../../postmortems/2026/disk-full/"
    assert ("show: nothing-that-exists" in text) == (extension != "fenced_code")
    assert "\ue000" not in page.html


WRONG = """\
---
title: Wrong
---

# Wrong

```postmortems
show: incident
```

> ```postmortems
> show: actions
> owners: ada
> state: late
> ```

    ```postmortems
    show: not-live
    ```

```postmortems
show: debt
"""


def test_all_that_is_wrong_is_said_in_one_run_and_shown(project: Project) -> None:
    project.write({"postmortems/disk-full.md": DISK_FULL, "docs/handbook/wrong.md": WRONG})
    with pytest.raises(Abort):
        project.build(strict=True)
    said = [line for line in project.lines if line.startswith(("ERROR", "WARNING"))]
    starts = [
        'ERROR postmortems: docs/handbook/wrong.md:8: show: found "incident"; write incidents, ',
        'ERROR postmortems: docs/handbook/wrong.md:13: owners: unknown key; did you mean "owner"?',
        'ERROR postmortems: docs/handbook/wrong.md:14: state: found "late"; write open, overdue',
        "ERROR postmortems: docs/handbook/wrong.md:21: this block is not closed; end it with",
    ]
    assert len(said) == len(starts)
    assert [line for line, start in zip(said, starts, strict=True) if start not in line] == []
    page = project.build().page("handbook/wrong/")
    assert page.text.count("This block cannot be shown.") == 3
    assert "line 13" in page.text
    assert "not-live" in page.text


def test_a_page_at_the_path_of_a_generated_one_may_have_blocks(project: Project) -> None:
    text = "# Ours\n\n```postmortems\nshow: debt\n```\n\n<!-- postmortems -->\n\nThe end.\n"
    project.write({"postmortems/disk-full.md": DISK_FULL, "docs/index.md": text})
    shown = project.build(strict=True).page("").text
    assert shown.index("Debt: 1 overdue action") < shown.index("1 incident since")
    assert shown.index("1 incident since") < shown.index("The end.")


def test_in_the_body_of_a_postmortem_a_block_is_code(project: Project) -> None:
    body = "## Executive summary\n\n```postmortems\nshow: debt\n```\n"
    project.write({"postmortems/disk-full.md": postmortem("Disk full", body=body)})
    page = project.build(strict=True).page("postmortems/disk-full/")
    assert "show: debt" in page.text
    assert "pm-embed" not in page.html


def test_links_without_directory_addresses_and_from_a_readme(project: Project) -> None:
    block = "# Team\n\n```postmortems\nshow: incidents\n```\n"
    project.write(
        {
            "postmortems/2026/disk-full.md": DISK_FULL,
            "docs/team/a b/README.md": block,
            "docs/team/other.md": block,
        }
    )
    built = project.build(strict=True, use_directory_urls=False)
    there = "../../postmortems/2026/disk-full.html"
    assert built.page("team/a b/index.html").href("Disk full") == there
    assert built.page("team/other.html").href("Disk full") == there.removeprefix("../")
    built = project.build(strict=True, to="other", use_directory_urls=True)
    there = "../../postmortems/2026/disk-full/"
    assert built.page("team/a b/").href("Disk full") == there
    assert built.page("team/other/").href("Disk full") == there


def test_the_search_finds_the_page_but_not_what_its_blocks_show(project: Project) -> None:
    block = "# Team\n\nOur words.\n\n```postmortems\nshow: incidents\n```\n"
    theirs = MKDOCS_YML.replace("2026-10-05}", "2026-10-05, search: material}")
    project.write({"postmortems/disk-full.md": DISK_FULL, "docs/team.md": block})
    project.write({"mkdocs.yml": theirs})
    built = project.build(strict=True)
    index = json.loads(built.files["search/search_index.json"])
    (text,) = [one["text"] for one in index["docs"] if one["location"] == "team/"]
    assert "Our words." in text
    assert "Disk full" not in text


def test_a_page_that_did_not_change_follows_the_postmortems_of_a_dirty_build(
    project: Project,
) -> None:
    block = "# Team\n\n```postmortems\nshow: incidents\n```\n"
    project.write({"postmortems/disk-full.md": DISK_FULL, "docs/team.md": block})
    past = time.time() - 100
    os.utime(project.root / "docs/team.md", (past, past))
    assert "Disk full" in project.build(dirty=True).page("team/").text
    project.write({"postmortems/disk-full.md": DISK_FULL.replace("Disk full", "Volume full")})
    assert "Volume full" in project.build(dirty=True).page("team/").text
