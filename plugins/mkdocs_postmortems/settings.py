"""Settings: the `postmortems` block of `mkdocs.yml`, typed, with a default for everything."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from pathlib import Path, PureWindowsPath
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from mkdocs_postmortems import taxonomy
from mkdocs_postmortems.errors import SettingsError, did_you_mean
from mkdocs_postmortems.label_options import (
    LONGEST_DAYS,
    Aliases,
    Factor,
    Meanings,
    Severity,
    names_with_table,
)
from mkdocs_postmortems.moment import MomentError, is_zone, parse_date
from mkdocs_postmortems.option import Names, Options, TrackerOptions, Trackers
from mkdocs_postmortems.own_pattern import refused_pattern
from mkdocs_postmortems.quick_link import QuickLinks
from mkdocs_postmortems.refusal import shown, wanted
from mkdocs_postmortems.rules import RULES, id_to_write
from mkdocs_postmortems.saved_view import View, unknown_labels


def _levels(value: object) -> object:
    """Read YAML's `off`, which is false to most readers, as the word it was written as."""
    if isinstance(value, Mapping):
        return {rule: "off" if level is False else level for rule, level in value.items()}
    return value


class PublicOptions(Options):
    """What the public edition shows although it leaves it out by default."""

    owners: bool = False
    """Owners of actions and services, and teams."""
    roles: bool = False
    """Roles: who did what in the incident."""
    tickets: bool = False
    """Tickets of actions, with their links."""
    links: bool = False
    """Links of postmortems, changes and services, quick links, and edit links; never to a chat."""
    known: Names = ()
    """Texts that are no secret, although the gate found them among what is left out."""


_ALL = PublicOptions(owners=True, roles=True, tickets=True, links=True)

RuleLevel = Literal["error", "warning", "info", "off"]


class Settings(Options):
    """Everything a team can configure. Each option is documented by the sentence under it."""

    source: str = "postmortems"
    """Folder of the postmortems, relative to the folder of `mkdocs.yml`."""
    timezone: str = "UTC"
    """IANA name of the time zone: pages show times in it, instants without an offset are in it."""
    as_of: dt.date | None = None
    """The date for which ages and lateness are computed; else `SOURCE_DATE_EPOCH`, else today."""
    severities: Annotated[dict[str, Severity], BeforeValidator(names_with_table)] = Field(
        default_factory=lambda: {k: Severity(**v) for k, v in taxonomy.SEVERITIES.items()}
    )
    """Severities, the most severe first, each with its meaning and what it asks."""
    priorities: dict[str, Annotated[int, Field(ge=0, le=LONGEST_DAYS)] | None] = Field(
        default_factory=lambda: dict[str, int | None](taxonomy.PRIORITIES)
    )
    """Priorities of actions, the most urgent first, each with the days until an action is due."""
    triggers: Meanings = Field(default_factory=lambda: dict(taxonomy.TRIGGERS))
    """What can set an incident off, each label with its meaning."""
    causes: Annotated[dict[str, Factor], BeforeValidator(names_with_table)] = Field(
        default_factory=lambda: {k: Factor(**v) for k, v in taxonomy.CAUSES.items()}
    )
    """Contributing factors, each with its kind and meaning."""
    detection_sources: Meanings = Field(default_factory=lambda: dict(taxonomy.DETECTION_SOURCES))
    """How an incident can be found, each label with its meaning."""
    detection_gaps: Meanings = Field(default_factory=lambda: dict(taxonomy.DETECTION_GAPS))
    """Why an incident was not found earlier, each label with its meaning."""
    aliases: Aliases = Field(default_factory=Aliases)
    """Old spellings of labels, each with the label that is read in its place."""
    tickets: dict[str, str] = Field(default_factory=dict)
    """Patterns of ticket keys (regular expressions), each with a URL that holds `{key}`."""
    trackers: Trackers = Field(default_factory=dict)
    """Ticket systems that `postmortems sync` asks, each under a name that names its token."""
    sections: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Further headings for a section, besides its default ones."""
    rules: Annotated[dict[str, RuleLevel], BeforeValidator(_levels)] = Field(default_factory=dict)
    """Rules with another level than their own: `error`, `warning`, `info` or `off`."""
    search: Literal["pagefind", "material"] = "pagefind"
    """Which search the site has: `pagefind`, with facets, or `material`, the theme's own."""
    views: dict[str, View] = Field(default_factory=dict)
    """Saved views of the list of postmortems, each with what it filters by, as links above it."""
    quick_links: QuickLinks = Field(default_factory=dict)
    """What is clicked through when something breaks, such as dashboards, each with its address."""
    must_read: tuple[str, ...] = ()
    """Ids of the postmortems that a new hire reads first; else they are chosen by a rule."""
    sanitise: bool = True
    """Whether the text of postmortems loses what could run or load in a reader's browser."""
    git: bool = False
    """Whether git says when actions were written and closed, and how often their due date moved."""
    cache: bool = True
    """Whether pages and the search index are kept in `.cache/postmortems` for the next build."""

    edition: Literal["internal", "public"] = "internal"
    """Whether the site has everything, or only what is `visibility: public`."""
    public: PublicOptions = PublicOptions()
    """What the public edition shows although it leaves it out by default."""

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        if not is_zone(value):
            raise ValueError(f'found "{value}"; write an IANA name such as Europe/Berlin or UTC')
        return value

    @field_validator("as_of", mode="before")
    @classmethod
    def _plain_date(cls, value: object) -> object:
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        try:
            return parse_date(value)
        except MomentError:
            raise ValueError(f'found "{value}"; write a date such as 2026-10-05') from None

    @field_validator("source")
    @classmethod
    def _relative_folder(cls, value: str) -> str:
        # By the rules of Windows everywhere: there, `C:kb` leads away without being absolute.
        folder = PureWindowsPath(value)
        if folder.anchor or ".." in folder.parts or folder == PureWindowsPath():
            raise ValueError(f'found "{value}"; write a folder below the one of mkdocs.yml')
        return Path(value).as_posix()

    @field_validator("severities", "priorities", "causes", "triggers", "detection_sources")
    @classmethod
    def _not_empty(cls, value: dict[str, Any]) -> dict[str, Any]:
        if not value:
            raise ValueError("found nothing; write at least one, or leave the option out")
        return value

    @field_validator("tickets")
    @classmethod
    def _ticket_templates(cls, value: dict[str, str]) -> dict[str, str]:
        for pattern, url in value.items():
            if refused := refused_pattern(pattern):
                raise ValueError(refused)
            if "{key}" not in url or not re.fullmatch(r"https?://[^\s<>\"\\]+", url):
                raise ValueError(f'found "{url}"; write a https:// URL that holds {{key}}')
        return value

    @field_validator("sections", mode="before")
    @classmethod
    def _known_sections(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        for name in value:
            if name not in taxonomy.SECTIONS:
                near = did_you_mean(str(name), taxonomy.SECTIONS)
                known = ", ".join(taxonomy.SECTIONS)
                raise ValueError(f'unknown section "{name}"; {near or f"known are {known}"}')
        return {name: [v] if isinstance(v, str) else v for name, v in value.items()}

    @field_validator("views")
    @classmethod
    def _views_have_names(cls, value: dict[str, View]) -> dict[str, View]:
        if not all(name.strip() for name in value):
            raise ValueError("a view has no name; write what the link to it says")
        return value

    @field_validator("rules")
    @classmethod
    def _rules_exist(cls, value: dict[str, RuleLevel]) -> dict[str, RuleLevel]:
        for rule in value:
            if rule not in RULES:
                hint = id_to_write(rule)
                raise ValueError(f'unknown rule "{rule}"; {hint[:1].lower()}{hint[1:]}')
        return value

    @model_validator(mode="after")
    def _required_sections_exist(self) -> Settings:
        for severity, entry in self.severities.items():
            for either in entry.sections:
                for name in either.split("|"):
                    if name.strip() not in taxonomy.SECTIONS:
                        near = did_you_mean(name.strip(), taxonomy.SECTIONS)
                        known = near or f"known are {', '.join(taxonomy.SECTIONS)}"
                        option = f"severities.{severity}.sections"
                        raise _refusal(option, f'unknown section "{name.strip()}"; {known}')
        return self

    @model_validator(mode="after")
    def _aliases_lead_somewhere(self) -> Settings:
        for family in Aliases.model_fields:
            known = getattr(self, family, None)
            given = getattr(self.aliases, family) if family in self.aliases.model_fields_set else {}
            for old, new in given.items():
                if known is not None and new not in known:
                    near = did_you_mean(new, known) or f"known are {', '.join(known)}"
                    raise _refusal(f"aliases.{family}.{old}", f'unknown label "{new}"; {near}')
        return self

    @model_validator(mode="after")
    def _views_choose_what_exists(self) -> Settings:
        known: dict[str, Collection[str]] = {
            "severity": self.severities,
            "cause": self.causes,
            "trigger": self.triggers,
            "detection": self.detection_sources,
        }
        for option, text in unknown_labels(self.views, known):
            raise _refusal(option, text)
        return self

    @classmethod
    def from_mapping(cls, options: Mapping[str, Any]) -> Settings:
        """Return the settings of a configuration block.

        Raises `SettingsError` with every wrong option, each with the nearest right one.
        """
        try:
            return cls.model_validate(dict(options))
        except ValidationError as error:
            raise SettingsError(_finding(item) for item in error.errors()) from None

    @property
    def shown(self) -> PublicOptions:
        """What the edition shows: all of it in the internal one."""
        return self.public if self.edition == "public" else _ALL

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    def read_on(self, environ: Mapping[str, str], now: dt.datetime) -> dt.date:
        """Return the `as_of` date: the setting, else `SOURCE_DATE_EPOCH`, else today.

        `now` is an aware instant; today is its date in the site's zone.
        """
        if self.as_of is not None:
            return self.as_of
        epoch = environ.get("SOURCE_DATE_EPOCH", "")
        if re.fullmatch(r"[0-9]{1,10}", epoch):
            now = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
        return now.astimezone(self.zone).date()


def _refusal(option: str, text: str) -> PydanticCustomError:
    """Return the error of an option that is checked together with others."""
    return PydanticCustomError("option", "{text}", {"option": option, "text": text})


def _finding(item: ErrorDetails) -> tuple[str, str]:
    """Turn one pydantic error into (option, message with what to write)."""
    kind, value, context = item["type"], item["input"], item.get("ctx") or {}
    option = ".".join(str(part) for part in item["loc"])
    if kind == "option":
        return context["option"], context["text"]
    if kind == "value_error":
        return option, str(context["error"])
    if kind in {"extra_forbidden", "invalid_key"}:
        near = did_you_mean(str(item["loc"][-1]), _known_options(item["loc"]))
        return option, f"unknown option; {near or 'see the reference of the settings'}"
    return option, f"found {shown(value)}; write {wanted(kind, value, context)}"


def _known_options(location: tuple[int | str, ...]) -> tuple[str, ...]:
    models: dict[str, type[BaseModel]] = {
        "severities": Severity,
        "causes": Factor,
        "aliases": Aliases,
        "trackers": TrackerOptions,
        "views": View,
        "public": PublicOptions,
    }
    model = models.get(str(location[0]), Settings) if len(location) > 1 else Settings
    return tuple(model.model_fields)
