"""A small knowledge base with something of everything that the plugin draws."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import yaml

DISK_FULL = """\
---
title: Disk of the orders database full
severity: SEV-1
status: published
services: [orders, orders-db]
teams: [orders-team]
tags: [capacity]
started: 2026-03-15T14:44:00Z
detected: 2026-03-15T14:50:00Z
acknowledged: 2026-03-15T14:52:00Z
mitigated: 2026-03-15T15:07:00Z
resolved: 2026-03-15T15:30:00Z
published: 2026-03-18
detection: symptom-alert
trigger: config-change
causes:
  - {factor: monitoring-gap, scope: systemic, note: Nothing watches the growth of the logs.}
  - {factor: rollout-gap, scope: specific, note: The retention was changed everywhere at once.}
stats: {affected_users: 5100, data_loss: 0m}
actions:
  - title: Alert on disk growth
    type: detect
    priority: high
    owner: storage-team
    created: 2026-03-16
    due: 2026-04-16
    addresses: [monitoring-gap]
  - {title: Delete old logs by rule, priority: low, owner: orders-team, created: 2026-03-16,
     status: done, closed: 2026-03-20}
roles: {incident-commander: orders on-call}
links: [{title: Channel, url: "https://chat.example.com/inc-1"}]
related: [2025-12-03-replica-lag]
---

## Executive summary

- Orders failed for 23 minutes.

![Free space](free-space.png)

| Shard | Free | Used |
|---|---|---|
| a | 0 % | 100 % |

## Timeline

| Time (UTC) | Event |
|---|---|
| 14:44 | Writes fail |
| 14:50 | Alert on orders per minute |
| 15:07 | Old logs deleted, writes work |

## Five whys

1. Orders failed because the disk was full.
2. It was full because logs are kept for 90 days.
3. They are kept because nobody owns the setting.

## Lessons learned

### What went well

- The alert came within six minutes; see [the replica lag](../2025/2025-12-03-replica-lag.md).
"""

REPLICA_LAG = """\
---
title: Replica lag after a failed change
severity: SEV-3
services: [orders-db]
tags: [capacity, replication]
started: 2025-12-03T08:00:00Z
mitigated: 2025-12-03T09:30:00Z
resolved: 2025-12-03T10:00:00Z
causes: [monitoring-gap]
change: {summary: A new index on orders}
retry: {planned: 2026-11-02, requires: [A1]}
actions:
  - {title: Show the lag on the dashboard, priority: medium, created: 2025-12-04}
---

## Executive summary

- Reads were an hour and a half behind.
"""

DRAFT = """\
---
title: Labels printed late
severity: SEV-2
status: draft
services: [shipping]
started: 2026-09-20T10:00:00Z
---
"""

BLOCKS = """\
```postmortems
show: incidents
```

```postmortems
show: chart
chart: incidents-per-quarter
```

```postmortems
show: actions
```
"""

Files = Mapping[str, str | bytes]
Plugins = Mapping[str, object]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

TREE: Files = {
    "postmortems/2026/2026-03-15-disk-full.md": DISK_FULL,
    "postmortems/2026/free-space.png": PNG,
    "postmortems/2025/2025-12-03-replica-lag.md": REPLICA_LAG,
    "postmortems/2026/2026-09-20-labels-late.md": DRAFT,
    "postmortems/services.yml": "- {name: orders, owner: orders-team, tier: 1, rto: 1h, rpo: 5m}\n"
    "- {name: orders-db, owner: storage-team, tier: 1}\n- {name: shipping, tier: 2}\n",
    "docs/index.md": "# Incidents\n\nWhat we learned.\n",
    "docs/reviews/2026-q1.md": "# First quarter\n\nNotes of the meeting.\n",
    "docs/handbook/live.md": f"# What is open\n\n{BLOCKS}",
}

BLOG: Files = {
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/.meta.yml": "tags: [news]\n",
    "docs/blog/posts/disks.md": "---\ndate: 2026-03-20\ntags: [capacity]\n---\n\n# What we learned"
    f" about disks\n\nIn short.\n\n<!-- more -->\n\n{BLOCKS}",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
}


def mkdocs_yml(plugins: Plugins | None = None, **more: object) -> str:
    """Return a strict configuration with these plugins, in this order."""
    config: dict[str, object] = {
        "site_name": "Incidents",
        "site_url": "https://kb.example.com/team/",
        "repo_url": "https://git.example.com/ops/kb",
        "edit_uri": "edit/main/docs/",
        "theme": {"name": "material", "font": False, "features": ["navigation.instant"]},
        "plugins": [{name: options} for name, options in (plugins or PLUGINS).items()],
        "markdown_extensions": ["admonition", "tables", {"toc": {"permalink": True}}],
        "validation": dict.fromkeys(("absolute_links", "unrecognized_links", "anchors"), "warn"),
    }
    return yaml.safe_dump({**config, **more}, sort_keys=False)


OURS: Plugins = {"as_of": "2026-10-05"}
PLUGINS: Plugins = {"search": {}, "postmortems": OURS}
