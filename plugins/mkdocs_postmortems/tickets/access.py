"""What a provider is given: the options of its tracker, its token, and a way to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from mkdocs_postmortems.option import TrackerOptions
from mkdocs_postmortems.tickets.client import Client
from mkdocs_postmortems.tickets.pace import Pace
from mkdocs_postmortems.tickets.tracker import SetupError

_SECRET = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Access:
    """What the provider of one tracker needs. Nothing of it is ever printed but names."""

    name: str
    options: TrackerOptions
    pace: Pace = field(repr=False)
    environ: Mapping[str, str] = field(repr=False)
    closing: ExitStack = field(repr=False)

    def variable(self, what: str) -> str:
        """Return the name of an environment variable: `JIRA_TOKEN` for the tracker `jira`."""
        return f"{self.name.upper().replace('-', '_')}_{what}"

    def has(self, what: str) -> bool:
        """Say whether the variable holds anything."""
        return bool(self.environ.get(self.variable(what), "").strip())

    def secret(self, what: str = "TOKEN", meaning: str = "a token that may read tickets") -> str:
        """Return what the variable holds; raise `SetupError` where that is nothing of use."""
        name = self.variable(what)
        value = self.environ.get(name, "").strip()
        if not value:
            raise SetupError(f"the environment variable {name} is not set", f"It holds {meaning}")
        if not _SECRET.fullmatch(value):
            # What a header cannot hold would stand in the library's message.
            message = f"the environment variable {name} holds blanks or letters that cannot be sent"
            raise SetupError(message, f"It holds {meaning}, and nothing else")
        return value

    def client(self, root: str, headers: Mapping[str, str]) -> Client:
        """Return a client for the host of `root`. The headers hold the token of this tracker."""
        client = Client(root, headers, self.variable("TOKEN"), self.pace)
        return self.closing.enter_context(client)
