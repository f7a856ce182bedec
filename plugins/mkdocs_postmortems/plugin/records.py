"""What is logged while a page is made, kept with the page: the host counts warnings."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import mkdocs

HOST = mkdocs.__name__
"""The logger of the host: that of ProperDocs where it is the host."""


@dataclass(frozen=True)
class Said:
    """One line of the log."""

    logger: str
    level: int
    text: str

    def again(self) -> None:
        """Say it, as if it had just been found."""
        logger = logging.getLogger(self.logger)
        if logger.isEnabledFor(self.level):
            logger.handle(
                logger.makeRecord(self.logger, self.level, "(page)", 0, self.text, (), None)
            )


class Records(logging.Handler):
    """Hears what the host logs instead of those who usually do, and what others log besides.

    `stray` says that there was a warning which is not of the host: it cannot be said again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []
        self.stray = False
        self._thread = threading.get_ident()
        self._others: list[logging.Handler] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; what another thread says meanwhile goes its usual way."""
        if record.thread != self._thread:
            for other in self._others:
                if record.levelno >= other.level:
                    other.handle(record)
        else:
            self.said.append(Said(record.name, record.levelno, record.getMessage()))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear all that is logged meanwhile."""
        host, everyone = logging.getLogger(HOST), logging.getLogger()
        beside = _Beside(self)
        self._others, propagates = host.handlers, host.propagate
        host.handlers, host.propagate = [self], False
        everyone.addHandler(beside)
        try:
            yield
        finally:
            everyone.removeHandler(beside)
            host.handlers, host.propagate = self._others, propagates


class _Beside(logging.Handler):
    def __init__(self, records: Records) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.stray = True
