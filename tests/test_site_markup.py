"""No text of the front matter becomes markup, whatever it is."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import markdown

from mkdocs_postmortems.settings import Settings
from mkdocs_postmortems.site import build_site

Whole = Callable[..., str]

hostile = st.text(max_size=30) | st.sampled_from(
    ["<script>", "](javascript:x)", "{{ x }}", "`", "|", "--8<--", "&lt;", "\ue0001\ue001", "*" * 9]
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(hostile, min_size=9, max_size=9))
def test_no_text_of_the_front_matter_becomes_markup(
    tmp_path_factory: pytest.TempPathFactory, whole: Whole, texts: list[str]
) -> None:
    title, service, team, note, action, owner, role, link, summary = map(_quoted, texts)
    fields = f"""
title: {title}
services: [{service}]
teams: [{team}]
causes: [{{factor: {note}, note: {note}}}, unknown]
actions: [{{title: {action}, owner: {owner}, id: {owner}, ticket: {action}, reason: {note}}}]
roles: {{{role}: {role}}}
links: [{{title: {link}, url: https://x.example}}]
change: {{summary: {summary}}}
"""
    root = tmp_path_factory.mktemp("hostile")
    (root / "x.md").write_text(whole(fields), encoding="utf-8")
    site = build_site(root, Settings(), dt.date(2026, 10, 5))
    for path in site.pages:
        rendered = site.render(path)
        html = rendered.fill(markdown(site.markdown(path, rendered)))
        assert "<script" not in html
        assert 'href="javascript:' not in html


def _quoted(text: str) -> str:
    """Write a text as YAML, which knows escapes of eight digits where JSON has two of four."""
    escaped = "".join(c if c.isalnum() else f"\\U{ord(c):08X}" for c in text)
    return f'"{escaped}"'
