"""What was measured at one size, with the plugin and without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmark.measure import Build, Check, Core

ANALYSIS = ("scipy", "frames", "analyse", "data")
"""The stages of all numbers: loading SciPy, frames and analysis, data/metrics.json."""


@dataclass(frozen=True)
class Taken:
    """What one project took.

    The first build; the next with one changed file; seconds from a saved file to its page in live
    preview. A quick run measures first builds only.
    """

    first: Build
    again: Build | None = None
    preview: float | None = None


@dataclass(frozen=True)
class Sample:
    """The same postmortems in plain Material and with the plugin; its check; its core by stage.

    A quick run leaves out the core.
    """

    size: int
    plain: Taken
    plugin: Taken
    check: Check
    core: Core | None

    @property
    def cost(self) -> float:
        """The time of a whole build over that of plain Material."""
        return self.plugin.first.wall / self.plain.first.wall

    @property
    def memory(self) -> float:
        """The peak memory of the Python process over that of plain Material's."""
        return self.plugin.first.memory / self.plain.first.memory

    @property
    def per_page(self) -> float:
        """The seconds of a whole build with the plugin, for one postmortem."""
        return self.plugin.first.wall / self.size

    @property
    def check_share(self) -> float:
        """The time of `postmortems check` over that of the build."""
        return self.check.wall / self.plugin.first.wall

    @property
    def python(self) -> float:
        """The CPU seconds of the build with the plugin, without the indexer's."""
        return self.plugin.first.cpu - self.plugin.first.index.cpu

    def analysis_share(self, core: Core) -> float:
        """Return what part of those seconds all numbers take."""
        return sum(core.seconds[name] for name in ANALYSIS) / self.python

    def stages(self, core: Core) -> Iterator[tuple[str, float]]:
        """Yield each stage of the build with the plugin, and its part of the CPU time."""
        whole, seconds = self.plugin.first.cpu, core.seconds
        yield "read", seconds["read"] / whole
        yield "check", seconds["check"] / whole
        yield "frames", seconds["frames"] / whole
        yield "analysis", sum(seconds[name] for name in ANALYSIS if name != "frames") / whole
        yield "pages: views and templates", seconds["pages"] / whole
        yield "render: Markdown to HTML", seconds["render"] / whole
        yield "MkDocs: theme, links, writing", (self.python - sum(seconds.values())) / whole
        yield "search index", self.plugin.first.index.cpu / whole


def share_of_first(taken: Taken) -> float | None:
    """Return the time of a build with one changed file over that of the first."""
    return taken.again.wall / taken.first.wall if taken.again else None


def preview_ratio(sample: Sample) -> float | None:
    """Return the time from a saved file to its page over that in plain Material."""
    if sample.plain.preview is None or sample.plugin.preview is None:
        return None
    return sample.plugin.preview / sample.plain.preview
