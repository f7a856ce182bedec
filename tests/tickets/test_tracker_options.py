"""The option `trackers`: what can be written there, and what is refused with what to write."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_postmortems.errors import SettingsError
from mkdocs_postmortems.settings import Settings


def test_the_smallest_trackers() -> None:
    jira = {"url": "https://jira.example.com/"}
    github = {"repositories": "example/shop"}
    settings = Settings.from_mapping({"trackers": {"jira": jira, "github": github}})
    assert settings.trackers["jira"].url == "https://jira.example.com"
    assert settings.trackers["github"].repositories == ("example/shop",)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000", "http://localhost/x", "http://[::1]:80", "https://a.example/b/c"],
)
def test_only_this_machine_is_asked_without_encryption(url: str) -> None:
    assert Settings.from_mapping({"trackers": {"jira": {"url": url}}}).trackers["jira"].url == url


@pytest.mark.parametrize("option", ["url", "web"])
@pytest.mark.parametrize(
    "url",
    [
        "http://jira.example.com",
        "http://127.0.0.1.example.com",
        "https://user:password@jira.example.com",
        "https://jira.example.com?x=1",
        "https://jira.example.com#x",
        "https://jira.example.com:port",
        "https://jira example.com",
        "https://",
        "https://[",
        "ftp://jira.example.com",
        "jira.example.com",
    ],
)
def test_no_token_goes_where_others_can_read_it(option: str, url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({"trackers": {"jira": {option: url}}})
    assert caught.value.findings == (
        (
            f"trackers.jira.{option}",
            f'found "{url}"; write a https:// address without a password, "?" or "#"',
        ),
    )


@pytest.mark.parametrize(
    ("trackers", "option", "message"),
    [
        ({"jira": {"ulr": "x"}}, "trackers.jira.ulr", 'unknown option; did you mean "url"?'),
        (
            {"jira": {"keys": "OPS-("}},
            "trackers.jira.keys",
            '"OPS-(" is not a regular expression: missing ), unterminated subpattern at position 4',
        ),
        (
            {"github": {"repositories": ["shop"]}},
            "trackers.github.repositories",
            'found "shop"; write owner/name, such as example/shop',
        ),
        (
            {"github": {"repositories": ["example/.."]}},
            "trackers.github.repositories",
            'found "example/.."; write owner/name, such as example/shop',
        ),
        (
            {"My Jira": {}},
            "trackers",
            'found the name "My Jira"; write lower-case letters, digits and single hyphens, '
            "such as jira: its token is then in JIRA_TOKEN",
        ),
        ({"jira": None}, "trackers.jira", "found nothing; write keys and values, one a line"),
    ],
)
def test_a_wrong_option_is_named_with_what_to_write(
    trackers: dict[str, Any], option: str, message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_mapping({"trackers": trackers})
    ((found, said),) = caught.value.findings
    assert found == option
    assert said.startswith(message)
