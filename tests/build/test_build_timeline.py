"""The timeline on the built page: sentences of mere words need no Markdown, all else gets it."""

from __future__ import annotations

import pytest
from site_project import MKDOCS_YML, Project, postmortem

BODY = """\
## Timeline

| Time (UTC) | Event |
| --- | --- |
| 14:44 | HTML breaks on cart-service, slowly. |
| 14:50 | **HTML** breaks in `orders`. |

*[HTML]: the language of pages
"""


def page_with(project: Project, *extensions: str) -> str:
    project.write({"postmortems/a.md": postmortem("A", body=BODY)})
    project.write({"mkdocs.yml": f"{MKDOCS_YML}markdown_extensions: [{', '.join(extensions)}]\n"})
    return project.build(strict=True).page("postmortems/a/").html


@pytest.mark.parametrize("extensions", [[], ["footnotes", "attr_list"], ["smarty"]])
def test_both_ways_say_the_same(project: Project, extensions: list[str]) -> None:
    html = page_with(project, *extensions)
    assert "<p>HTML breaks on cart-service, slowly.</p>" in html
    assert "<p><strong>HTML</strong> breaks in <code>orders</code>.</p>" in html


def test_an_extension_that_changes_words_changes_them_in_every_sentence(project: Project) -> None:
    html = page_with(project, "abbr")
    assert html.count('<abbr title="the language of pages">HTML</abbr> breaks on') == 1
