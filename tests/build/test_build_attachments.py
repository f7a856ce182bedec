"""Pictures and documents beside a postmortem are published with it."""

from __future__ import annotations

from pathlib import Path

from site_project import Project, postmortem

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_picture_beside_a_postmortem_is_shown_in_it(project: Project) -> None:
    body = "## Impact\n\n![Error rate](graphs/errors.png) and [the log](db.log)."
    project.write(
        {
            "postmortems/2026/disk.md": postmortem("Disk", body=body),
            "postmortems/2026/graphs/errors.png": PNG,
            "postmortems/2026/db.log": "disk full",
        }
    )
    built = project.build(strict=True)
    assert 'src="../graphs/errors.png"' in (
        built.folder / "postmortems/2026/disk/index.html"
    ).read_text("utf-8")
    assert built.files["postmortems/2026/graphs/errors.png"] == PNG
    assert built.files["postmortems/2026/db.log"] == b"disk full"


def test_what_is_hidden_linked_or_no_document_is_not_published(
    project: Project, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    project.write(
        {
            "postmortems/disk.md": postmortem("Disk"),
            "postmortems/_notes.txt": "no",
            "postmortems/.hidden/a.png": PNG,
            "postmortems/run.html": "<script></script>",
            "postmortems/services.yml": "- name: orders\n",
        }
    )
    (project.root / "postmortems/link.txt").symlink_to(secret)
    built = project.build(strict=True)
    shown = {name for name in built.files if name.startswith("postmortems/")}
    assert shown == {f"postmortems/{page}index.html" for page in ("", "2026/", "disk/")}
