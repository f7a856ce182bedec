"""The policy of a built site: what is allowed, and what is not because an author wrote it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_postmortems.cli import main

PAGE = """\
<!doctype html><html><head><script src="a.js"></script><script>theme()</script>
<script id="__config" type="application/json">{}</script></head>
<body><article class="md-content__inner"><h1>A</h1>%s</article><script>
after()</script></body></html>
"""


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def run(folder: Path, *pages: str, shown: str = "header") -> Result:
    for number, text in enumerate(pages):
        (folder / f"{number}.html").write_text(PAGE % text, encoding="utf-8", newline="\r\n")
    return CliRunner().invoke(main, ["csp", str(folder), "--format", shown])


def test_the_scripts_of_the_theme_are_allowed_by_their_hashes(tmp_path: Path) -> None:
    result = run(tmp_path, "a", "b")
    assert (result.exit_code, result.stderr) == (0, "")
    hashes = set(re.findall(r"'sha256-[^']+'", result.stdout))
    assert hashes == {sha("theme()"), sha("\nafter()")}
    assert result.stdout.startswith(
        "Content-Security-Policy: default-src 'none'; script-src 'self'"
    )
    assert "unsafe-inline" not in result.stdout


def test_a_script_in_the_text_is_named_and_not_allowed(tmp_path: Path) -> None:
    result = run(tmp_path, "a", "</article><script>pwned()</script><article>")
    assert sha("pwned()") not in result.stdout
    assert result.stderr.startswith("1 page with a script in the text, which will not run:\n")
    assert result.stderr.rstrip().endswith("1.html")


def test_styles_of_elements_are_allowed_only_where_there_are_any(tmp_path: Path) -> None:
    result = run(tmp_path, '<td class="a" style="text-align: right">1</td>')
    assert "; style-src 'self'; style-src-attr 'unsafe-inline'; img-src" in result.stdout


@pytest.mark.parametrize(
    ("shown", "begin", "end"),
    [
        ("nginx", 'add_header Content-Security-Policy "default-src', "'none'\" always;\n"),
        ("headers-file", "/*\n  Content-Security-Policy: default-src", "'none'\n"),
        ("meta", '<meta http-equiv="Content-Security-Policy" content="default-src', "'self'\">\n"),
    ],
)
def test_each_host_has_its_form(tmp_path: Path, shown: str, begin: str, end: str) -> None:
    text = run(tmp_path, "a", shown=shown).stdout
    assert text.startswith(begin)
    assert text.endswith(end)
    assert ("frame-ancestors" in text) is (shown != "meta")


def test_without_a_site_there_is_no_policy(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["csp", str(tmp_path / "site")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Build the site first: mkdocs build" in result.stderr
