"""A mode that measures one knowledge base after the other, from the small to the large."""

from __future__ import annotations

import json
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from benchmark.option import new_parser
from benchmark.refused import BuildError

DEFAULT = (1000, 10_000)


@dataclass(frozen=True)
class Sample(ABC):
    """What was measured at one size."""

    size: int

    @abstractmethod
    def rows(self) -> Iterator[tuple[str, float]]:
        """Yield the name of each number, with its unit, and the number."""

    @abstractmethod
    def limits(self) -> Iterator[tuple[str, float, float]]:
        """Yield name, value and limit of everything that has one."""


def run(program: str, about: str, arguments: list[str], measured: Callable[[int], Sample]) -> int:
    """Measure and print; return 1 when `--check` is given and a number is over its limit."""
    default = f"default: {' '.join(map(str, DEFAULT))}"
    options = new_parser(program, about, default).parse_args(arguments)
    if not hasattr(os, "wait4"):
        print("scripts/bench: needs Linux or macOS to measure processes", file=sys.stderr)
        return 1
    samples = []
    try:
        for size in sorted(set(options.sizes or DEFAULT)):
            print(f"{size:,} postmortems ...", file=sys.stderr, flush=True)
            samples.append(measured(size))
    except BuildError as error:
        print(f"scripts/bench: a build failed: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({"samples": [asdict(sample) for sample in samples]}, indent=2))
    else:
        print("\n".join(line for sample in samples for line in _lines(sample)))
    over = [name for sample in samples for name, value, limit in sample.limits() if value > limit]
    return 1 if options.check and over else 0


def _lines(sample: Sample) -> Iterator[str]:
    yield f"{sample.size:,} postmortems"
    for name, value in sample.rows():
        yield f"  {name:<36}{value:>12,.2f}"
    for name, value, limit in sample.limits():
        yield f"  {name}: {value:,.0f}, limit {limit:,.0f}: {'OVER' if value > limit else 'ok'}"
    yield ""
