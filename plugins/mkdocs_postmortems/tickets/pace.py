"""How long a run waits for ticket systems, in all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_UNNOTICED_SECONDS = 2.0


def _keep_quiet(_: float) -> None:
    pass


@dataclass
class Pace:
    """The seconds that a run may still spend on waiting, whichever system asks for it.

    `now` is the time of day in seconds since 1970, which some systems name the end of a wait in.
    `tell` is called with the seconds before a wait that somebody would take for a standstill.
    """

    left: float
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    tell: Callable[[float], None] = _keep_quiet

    def wait(self, seconds: float) -> bool:
        """Wait and return True; return False, without waiting, where that is more than is left."""
        if seconds > self.left:
            return False
        self.left -= seconds
        if seconds > _UNNOTICED_SECONDS:
            self.tell(seconds)
        self.sleep(seconds)
        return True
