"""The default vocabulary: severities, triggers, contributing factors, detection, priorities.

Plain data. `Settings` starts from it; a team replaces any of these tables in `mkdocs.yml`.
"""

from __future__ import annotations

from typing import Any

SEVERITIES: dict[str, dict[str, Any]] = {
    "SEV-1": {
        "meaning": "Core function unavailable or data at risk",
        "publish_days": 5,
        "sections": [
            "summary",
            "impact",
            "timeline",
            "analysis | five-whys",
            "lessons-learned",
        ],
        "needs_actions": True,
    },
    "SEV-2": {
        "meaning": "Degraded, partly working",
        "publish_days": 10,
        "sections": [
            "summary",
            "impact",
            "timeline",
            "analysis | five-whys",
            "lessons-learned",
        ],
        "needs_actions": True,
    },
    "SEV-3": {"meaning": "Minor, or elevated risk", "publish_days": 20},
    "SEV-4": {"meaning": "Cosmetic"},
}

PRIORITIES: dict[str, int] = {"high": 14, "medium": 60, "low": 180}
"""Days within which an action of this priority is due."""

TRIGGERS: dict[str, str] = {
    "code-deploy": "A new version of the software went out",
    "config-change": "A setting was changed",
    "infra-change": "Machines, networks or platforms were changed",
    "data-or-schema-change": "Data was migrated, or its shape changed",
    "traffic-change": "More traffic, or traffic of another kind",
    "dependency": "A service of somebody else changed or broke",
    "capacity-or-decay": "Something filled up, wore out or grew slowly",
    "hardware-or-network": "A machine, disk, link or site broke",
    "time-or-expiry": "A date, a clock change or an expiry was reached",
    "automation-action": "A job or a controller acted by itself",
    "security-event": "An attack, a leak or the defence against one",
    "none-identified": "Nothing was found that set it off",
}

CAUSES: dict[str, dict[str, str]] = {
    "software-defect": {"kind": "Software", "meaning": "The code does something wrong"},
    "config-validation-gap": {"kind": "Change", "meaning": "A wrong setting was accepted"},
    "data-format": {"kind": "Software", "meaning": "Data of an unexpected shape"},
    "timing-or-concurrency": {"kind": "Software", "meaning": "Order, races, locks, clocks"},
    "failure-handling": {"kind": "Software", "meaning": "An error was handled wrongly or not"},
    "capacity-limit": {"kind": "Capacity and design", "meaning": "A limit was reached"},
    "single-point-of-failure": {"kind": "Capacity and design", "meaning": "No second one"},
    "cascade-or-retry": {"kind": "Capacity and design", "meaning": "The failure fed itself"},
    "automation-interaction": {
        "kind": "Capacity and design",
        "meaning": "Automations worked against each other",
    },
    "test-gap": {"kind": "Change", "meaning": "No test covered this"},
    "review-gap": {"kind": "Change", "meaning": "The review had no view of this"},
    "rollout-gap": {
        "kind": "Change",
        "meaning": "Went everywhere at once, or had no way back",
    },
    "coordination-gap": {
        "kind": "Organisation",
        "meaning": "Two efforts without a link",
    },
    "monitoring-gap": {"kind": "Detection", "meaning": "Nothing watched this"},
    "alert-noise": {"kind": "Detection", "meaning": "The signal drowned"},
    "runbook-gap": {"kind": "Response", "meaning": "No tested way to recover was written down"},
    "access-or-tooling-gap": {"kind": "Response", "meaning": "Access or a tool was missing"},
    "knowledge-or-ownership-gap": {"kind": "Organisation", "meaning": "Nobody owned or knew it"},
    "deferred-work": {"kind": "Organisation", "meaning": "Known, and put off"},
    "unknown": {"kind": "Unknown", "meaning": "Not found out"},
}

DETECTION_SOURCES: dict[str, str] = {
    "symptom-alert": "An alert on what users feel",
    "cause-alert": "An alert on a cause such as a full disk",
    "synthetic-probe": "A probe that acts like a user",
    "deploy-check": "A check in the rollout",
    "log-anomaly": "An unusual pattern in the logs",
    "employee": "Somebody in the company noticed",
    "customer": "A customer reported it",
    "partner": "A partner reported it",
    "public-report": "It was seen in public first",
    "unknown": "Not recorded",
}

DETECTION_GAPS: dict[str, str] = {
    "no-telemetry": "There was no signal",
    "no-alert": "There was a signal, no alert on it",
    "threshold": "The threshold was too high or too slow",
    "not-routed": "The alert reached nobody",
    "noisy": "The alert drowned among others",
}

UNKNOWN = "unknown"
UNUSABLE = frozenset({UNKNOWN, "other"})
"""Factors that say nothing: two incidents that share one have nothing in common."""

ALIASES: dict[str, dict[str, str]] = {
    "priorities": {
        "must": "high",
        "should": "medium",
        "could": "low",
        "wont": "low",
        "P0": "high",
        "P1": "high",
        "P2": "medium",
        "P3": "low",
    },
}

SECTIONS: dict[str, tuple[str, ...]] = {
    "summary": ("Executive summary", "Summary", "TL;DR", "Overview"),
    "impact": ("Impact", "Client impact", "Customer impact", "Impact assessment"),
    "timeline": ("Timeline", "Timeline of events", "Incident timeline", "What happened"),
    "analysis": ("Analysis", "Root cause analysis", "Contributing factors", "Causes"),
    "five-whys": ("Five whys", "5 whys", "The five whys", "Root cause (5 whys)"),
    "early-warning-signs": ("Early warning signs", "Early warnings", "Warning signs"),
    "resolution": ("Resolution", "Resolution and recovery", "Fix"),
    "recovery-steps": ("Recovery steps", "Recovery", "Steps to recover"),
    "lessons-learned": ("Lessons learned", "Lessons", "What we learned"),
}
"""Section id -> headings, the first of which is the one we write."""

GUIDANCE = "<!-- guidance:"
"""Begins the comment of the template that says what to write in a section."""

LESSONS: dict[str, tuple[str, ...]] = {
    "well": ("What went well", "Went well", "Well"),
    "poorly": ("What went poorly", "What went badly", "What could be improved", "Went poorly"),
    "lucky": ("Where we got lucky", "Where we were lucky", "Got lucky", "Luck"),
}
