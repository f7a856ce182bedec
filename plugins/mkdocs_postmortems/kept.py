"""What one build in a process leaves to the next one: whatever did not change since."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_postmortems.analysis.analysed import Analysed
from mkdocs_postmortems.checks.checked import Checked
from mkdocs_postmortems.pages.kept_views import KeptViews
from mkdocs_postmortems.source.readings import Readings


@dataclass(frozen=True)
class KeptInMemory:
    """The stages of a build, each with what it made last; another setting makes all anew."""

    readings: Readings = field(default_factory=Readings)
    checked: Checked = field(default_factory=Checked)
    analysed: Analysed = field(default_factory=Analysed)
    views: KeptViews = field(default_factory=KeptViews)
