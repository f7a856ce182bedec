"""What tables of options have in common, and the options of one ticket system."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from mkdocs_postmortems.own_pattern import refused_pattern

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/(?!\.{1,2}$)[A-Za-z0-9._-]+")


class Options(BaseModel):
    """A table of options: frozen, without unknown keys, with the sentence under each option."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        coerce_numbers_to_str=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: object) -> object:
        """Leave out what has no value: `rules:` is the same as no `rules`."""
        if not isinstance(value, Mapping):
            return value
        return {k: v for k, v in value.items() if v is not None or k not in cls.model_fields}


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class TrackerOptions(Options):
    """One ticket system: where it is, and which tickets are in it."""

    kind: str = ""
    """The provider: `github`, `jira`, or one that is installed; default the tracker's name."""
    url: str = ""
    """Root of the REST interface; for GitHub by default `https://api.github.com`."""
    web: str = ""
    """Root of the pages of tickets, where it does not follow from `url`."""
    keys: str = ""
    """For Jira: a pattern of the keys in it (a regular expression); default every key."""
    repositories: Names = ()
    """For GitHub: its repositories, each `owner/name`; `#12` is an issue of the first."""
    owners: dict[str, str] = Field(default_factory=dict)
    """Owners of actions by assignee: a login, e-mail address, account or full name."""
    declined: Names = ()
    """For Jira: further resolutions or statuses with which an action is declined, not done."""

    @field_validator("url", "web")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not _is_safe(value):
            raise ValueError(
                f'found "{value}"; write a https:// address without a password, "?" or "#"'
            )
        return value.rstrip("/")

    @field_validator("keys")
    @classmethod
    def _pattern(cls, value: str) -> str:
        if refused := refused_pattern(value):
            raise ValueError(refused)
        return value

    @field_validator("repositories")
    @classmethod
    def _repositories(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not _REPOSITORY.fullmatch(name):
                raise ValueError(f'found "{name}"; write owner/name, such as example/shop')
        return value


def _named(trackers: dict[str, TrackerOptions]) -> dict[str, TrackerOptions]:
    for name in trackers:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f'found the name "{name}"; write lower-case letters, digits and single hyphens, '
                "such as jira: its token is then in JIRA_TOKEN"
            )
    return trackers


Trackers = Annotated[dict[str, TrackerOptions], AfterValidator(_named)]


def _is_safe(address: str) -> bool:
    """Say whether a token may go there: encrypted, or not over a network at all."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = not re.search(r"[\s\\?#@\x00-\x1f\x7f]", address)
    return bool(host and plain) and (parts.scheme == "https" or _is_loopback(parts))


def _is_loopback(parts: SplitResult) -> bool:
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"
