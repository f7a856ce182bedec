"""How long a run waits for ticket systems, in all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Pace:
    """The seconds that a run may still spend on waiting, whichever system asks for it.

    `now` is the time of day in seconds since 1970, which some systems name the end of a wait in.
    """

    left: float
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def wait(self, seconds: float) -> bool:
        """Wait, and say so; without waiting, say no where that is more than is left."""
        if seconds > self.left:
            return False
        self.left -= seconds
        self.sleep(seconds)
        return True
