"""A page that somebody writes at a generated page's path is kept."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort
from site_project import DISK_FULL, MKDOCS_YML, Built, Project

HEADINGS = {
    "services": "# Welcome",
    "owners": "Welcome\n=======",
    "causes": "<h1>Welcome</h1>",
    "quality": "Welcome {#top}\n===",
}
ORDERS = "---\ntitle: The order service\ndescription: All of it\nhide: [toc]\n---\n\nOurs.\n"


@pytest.fixture(scope="module")
def authored(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A knowledge base that has words of somebody's own on many pages."""
    project = Project(tmp_path_factory.mktemp("authored"))
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML,
            "postmortems/2026/disk-full.md": DISK_FULL,
            "docs/index.md": "Above.\n\n<!-- postmortems -->\n\nBelow.\n",
            "docs/actions/index.md": "# What we owe\n\nWe meet on **Mondays**. "
            "[the first](../postmortems/2026/disk-full.md) [all](../postmortems/index.md)\n",
            "docs/services/orders.md": ORDERS,
            "docs/trends/index.md": "```sh\n# install\nmake\n```\n",
            **{f"docs/{name}/index.md": f"{text}\n\nText.\n" for name, text in HEADINGS.items()},
        }
    )
    return project.build(strict=True)


def test_the_text_stands_above_the_generated_part(authored: Built) -> None:
    page = authored.page("actions/")
    assert [h.text.rstrip("¶") for h in page.in_article("h1")] == ["What we owe"]
    text = page.text
    assert text.index("We meet on Mondays.") < text.index("Debt:")
    assert page.title == "What we owe - Incidents"


def test_the_generated_part_goes_where_the_text_says(authored: Built) -> None:
    page = authored.page("")
    text = page.text
    assert text.index("Above.") < text.index("1 incident") < text.index("Below.")
    assert [h.text for h in page.in_article("h1")] == ["Overview"]


@pytest.mark.parametrize("name", HEADINGS)
def test_a_title_of_one_s_own_is_the_only_one(authored: Built, name: str) -> None:
    page = authored.page(f"{name}/")
    assert len(page.in_article("h1")) == 1
    assert page.in_article("h1")[0].text.startswith("Welcome")


def test_a_comment_in_a_code_block_is_no_title(authored: Built) -> None:
    page = authored.page("trends/")
    assert [h.text for h in page.in_article("h1")] == ["Trends"]


def test_front_matter_is_respected(authored: Built) -> None:
    page = authored.page("services/orders/")
    assert page.title == "The order service - Incidents"
    assert page.one("meta", name="description").get("content") == "All of it"
    assert page.text.index("Ours.") < page.text.index("Disk full")
    assert "hide" not in page.text


def test_links_in_it_are_checked_and_resolved(authored: Built, project: Project) -> None:
    page = authored.page("actions/")
    assert page.href("the first") == "../postmortems/2026/disk-full/"
    assert page.href("all") == "../postmortems/"
    project.write({"postmortems/2026/disk-full.md": DISK_FULL})
    project.write({"docs/index.md": "[gone](postmortems/2026/gone.md)\n"})
    with pytest.raises(Abort):
        project.build(strict=True)


ELSEWHERE = {
    "README.md": "index.md",
    "actions.md": "actions/index.md",
    "services/orders/index.md": "services/orders.md",
}


def test_a_file_at_the_same_address_by_another_path_is_a_warning(project: Project) -> None:
    project.write({"postmortems/disk-full.md": DISK_FULL})
    project.write({f"docs/{written}": "# Mine\n" for written in ELSEWHERE})
    with pytest.raises(Abort, match=f"Aborted with {len(ELSEWHERE)} "):
        project.build(strict=True)
    lines = [line for line in project.lines if line.startswith("WARNING")]
    assert len(lines) == len(ELSEWHERE)
    for written, wanted in ELSEWHERE.items():
        (line,) = [line for line in lines if f"docs/{written}" in line]
        assert f"docs/{wanted}" in line


def test_a_page_at_the_path_of_a_postmortem_is_a_warning(project: Project) -> None:
    project.write({"postmortems/disk-full.md": DISK_FULL})
    project.write({"docs/postmortems/disk-full.md": "# Somebody's notes\n"})
    with pytest.raises(Abort):
        project.build(strict=True)
    built = Built(project.root / "site", project.lines)
    (line,) = [line for line in built.lines if line.startswith("WARNING")]
    assert "docs/postmortems/disk-full.md" in line
    assert "Executive summary" in built.page("postmortems/disk-full/").text


def test_an_excluded_file_stays_unpublished(project: Project) -> None:
    project.write(
        {
            "mkdocs.yml": MKDOCS_YML + "exclude_docs: owners/\n",
            "postmortems/disk-full.md": DISK_FULL,
            "docs/owners/storage-team.md": "# Not ready\n\nSecret.\n",
        }
    )
    page = project.build(strict=True).page("owners/storage-team/")
    assert "Secret" not in page.html
    assert "Alert on disk growth" in page.text
