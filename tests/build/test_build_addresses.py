"""Where pages stand, and that every link between them arrives."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from link_check import dead_links, twice_used_ids
from mkdocs.exceptions import Abort
from site_project import DISK_FULL, MKDOCS_YML, ROOT, Built, Project, postmortem

FLAT = MKDOCS_YML + "use_directory_urls: false\n"
UNDER_A_PATH = MKDOCS_YML + "site_url: https://kb.example.com/team/kb/\n"


def test_every_link_arrives_at_other_addresses_too(project: Project) -> None:
    flat_under_a_path = UNDER_A_PATH + "use_directory_urls: false\n"
    project.write({"mkdocs.yml": flat_under_a_path, "docs/index.md": "# Welcome\n"})
    project.copy(ROOT / "postmortems", "postmortems")
    built = project.build(strict=True)
    assert dead_links(built, "/team/kb/") == []


def test_every_link_of_the_example_site_arrives(example: Built) -> None:
    assert dead_links(example) == []


def test_ids_are_unique_on_each_page(example: Built) -> None:
    assert twice_used_ids(example) == {}


def test_no_place_of_generated_html_is_left_open(example: Built) -> None:
    assert [name for name, page in example.pages.items() if "\ue000" in page.html] == []


NAMES = [
    "2026/with spaces.md",
    '2026/it\'s "quoted".md',
    "2026/Überlauf-日本.md",
    "2026/UPPER-Case.MD",
    "2026/50%-of#all?&more.md",
    "2026/a+b=c;d,e@f~(1).md",
    "a/b/c/d/deep.md",
    "top.md",
    "2026/<img src=x onerror=alert(1)>.md",
]


@pytest.mark.parametrize("config", [MKDOCS_YML, FLAT], ids=["directories", "flat"])
def test_any_file_name_has_a_page_and_links_to_it(project: Project, config: str) -> None:
    edit = "repo_url: https://git.example.com/ops/kb\nedit_uri: edit/main/docs/\n"
    project.write({"mkdocs.yml": config + edit, "docs/index.md": "# Welcome\n"})
    titles = [f"Incident number {number}" for number, _ in enumerate(NAMES)]
    for name, title in zip(NAMES, titles, strict=True):
        project.write({f"postmortems/{name}": postmortem(title)})
    built = project.build(strict=True)
    assert dead_links(built) == []
    index = built.page("postmortems/")
    for title in titles:
        link = unquote(index.href(title))
        page = built.page(f"postmortems/{link}")
        assert title in page.text
        assert not [e for e in page.elements if "onerror" in e.attributes]


def test_a_link_from_one_postmortem_to_another_resolves(project: Project) -> None:
    project.write(
        {
            "postmortems/2026/disk full.md": DISK_FULL,
            "postmortems/2025/lag.md": postmortem(
                "Lag",
                body="## Analysis\n\nLike [the disk](../2026/disk full.md#actions), "
                "[once more](<../2026/disk full.md>), [all](../index.md).\n\n"
                "## Timeline\n\n- 14:44 as [the disk in March](../2026/disk%20full.md)\n",
            ),
        }
    )
    page = project.build(strict=True).page("postmortems/2025/lag/")
    assert page.href("once more") == "../../2026/disk%20full/"
    assert page.href("the disk in March") == "../../2026/disk%20full/"


def test_a_broken_link_fails_strict_wherever_it_stands(project: Project) -> None:
    sections = ["## Analysis\n\n", "## Timeline\n\n- 14:44 ", "## Five whys\n\n1. "]
    for number, section in enumerate(sections):
        body = f"{section}See [the other](2024/gone-{number}.md)."
        project.write({f"postmortems/lag-{number}.md": postmortem("Lag", body=body)})
    with pytest.raises(Abort, match=f"Aborted with {len(sections)} "):
        project.build(strict=True)
    lines = [line for line in project.lines if line.startswith("WARNING")]
    assert len(lines) == len(sections)
    for number, line in enumerate(sorted(lines)):
        assert f"postmortems/lag-{number}.md" in line
        assert f"2024/gone-{number}.md" in line


def test_a_link_to_a_heading_of_another_postmortem_is_checked(project: Project) -> None:
    project.write(
        {
            "postmortems/disk-full.md": DISK_FULL,
            "postmortems/lag.md": postmortem(
                "Lag", body="## Analysis\n\n[good](disk-full.md#executive-summary)"
            ),
        }
    )
    project.build(strict=True)
    project.write(
        {"postmortems/lag.md": postmortem("Lag", body="## Analysis\n\n[bad](disk-full.md#nothing)")}
    )
    with pytest.raises(Abort):
        project.build(strict=True)


def test_labels_that_look_alike_have_pages_of_their_own(project: Project) -> None:
    project.write(
        {
            "postmortems/a.md": postmortem("Ab").replace("[orders]", "[Order DB, order-db, Größe]"),
            "postmortems/b.md": postmortem("Cd").replace("[orders]", "[index, '!!!']"),
        }
    )
    built = project.build(strict=True)
    page = built.page("services/")
    links = {page.href(name) for name in ("Order DB", "order-db", "Größe", "index", "!!!")}
    assert len(links) == 5
    assert dead_links(built) == []


def test_the_canonical_address_is_under_the_site_url(project: Project) -> None:
    project.write({"mkdocs.yml": UNDER_A_PATH, "postmortems/2026/disk full.md": DISK_FULL})
    built = project.build(strict=True)
    address = "https://kb.example.com/team/kb/postmortems/2026/disk%20full/"
    page = built.page("postmortems/2026/disk full/")
    assert page.one("link", rel="canonical").get("href") == address
    assert f"<loc>{address}</loc>".encode() in built.files["sitemap.xml"]
