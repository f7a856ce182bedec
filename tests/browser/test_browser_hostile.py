"""A hostile knowledge base in a real browser: nothing of it ever runs."""

from __future__ import annotations

from pathlib import Path

import hostile_tree
import injected
import pytest
import yaml
from chromium_visit import Open, Serve

FLAG = """
Object.defineProperty(window, "pwned", {
  set() { console.error("PWNED " + location.pathname); },
});
for (const name of ["alert", "confirm", "prompt"])
  window[name] = () => console.error("PWNED " + location.pathname);
"""

IN_FRAMES = """
async addresses => {
  let opened = 0;
  const open = address => new Promise(resolve => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      const page = frame.contentDocument;
      opened += page.querySelectorAll("article h1").length;
      for (const element of page.querySelectorAll("*"))
        for (const {name, value} of element.attributes)
          if (name.startsWith("on") || value.trim().toLowerCase().startsWith("javascript:"))
            console.error(`ATTRIBUTE ${name}=${value} ${page.location.pathname}`);
      // A moment for what a picture that cannot be loaded would start.
      setTimeout(() => { frame.remove(); resolve(); }, 50);
    };
    frame.src = address;
    document.body.append(frame);
  });
  for (let i = 0; i < addresses.length; i += 10)
    await Promise.all(addresses.slice(i, i + 10).map(open));
  return opened;
}
"""
"""Opens every page in a frame and returns how many of them have their heading."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[str, Path]:
    """The address of the hostile knowledge base, and the folder of its site."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    root = tmp_path_factory.mktemp("hostile")
    site = root / "site"
    base = serve(site)
    (root / "docs").mkdir()
    control = '# Control\n\n<img src="x" onerror="window.pwned=1">\n'
    (root / "docs" / "control.md").write_text(control, encoding="utf-8")
    tree = {**hostile_tree.files(), **injected.files(), **hostile_tree.bodies()}
    lists = ("services.yml", "contacts.yml")
    tree |= {
        f"2026/in-{path[5:]}": tree.pop(path) for path in injected.files() if path not in lists
    }
    for path, text in tree.items():
        file = root / "postmortems" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    features = ["navigation.instant", "navigation.footer", "content.tooltips", "toc.follow"]
    options = {**injected.settings(), "as_of": "2026-10-05"}
    config = {
        "site_name": "Hostile",
        "site_url": base,
        "theme": {"name": "material", "font": False, "features": features},
        "plugins": ["search", {"postmortems": options}],
        "markdown_extensions": [
            *("abbr", "admonition", "attr_list", "footnotes", "md_in_html", "tables"),
            *("pymdownx.details", "pymdownx.superfences", {"toc": {"permalink": True}}),
        ],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    build(load_config(str(root / "mkdocs.yml")))
    return base, site


def test_no_page_runs_anything(hostile: tuple[str, Path], visit: Open) -> None:
    base, site = hostile
    reader = visit(base)
    reader.page.add_init_script(FLAG)
    # The theme's own files are left out here: what could run stands in the page.
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": ["*/assets/*"]})
    folders = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    addresses = [base + f"{folder}/".removeprefix("./") for folder in sorted(folders)]
    assert len(addresses) > 100
    reader.open("")
    assert reader.page.evaluate(IN_FRAMES, addresses) == len(addresses)
    # One page of the author's does it on purpose, so that it is known to be noticed.
    noticed = [line for line in reader.complaints if line.startswith(("PWNED", "ATTRIBUTE"))]
    assert sorted(noticed) == [
        "ATTRIBUTE onerror=window.pwned=1 /team/kb/control/",
        "PWNED /team/kb/control/",
    ]
    assert reader.left_the_machine == []


def test_hostile_text_stays_text_in_print_tips_and_dialogs(
    hostile: tuple[str, Path], visit: Open
) -> None:
    base, site = hostile
    reader = visit(base)
    page = reader.page
    page.add_init_script(FLAG)
    reader.open("postmortems/")
    page.locator(".pm-facet__button:visible").first.click()
    page.locator(".pm-facet__panel:visible label").first.hover()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.pdf()
    page.emulate_media(media="screen")
    keys = sorted(file.stem for file in (site / "data" / "game-days").glob("*.json"))
    for key in [key for key in keys if key != "index"]:
        reader.open(f"learn/game-day/?incident={key}")
        page.locator(".pm-steps > li").first.wait_for()
        for _ in range(12):
            page.keyboard.press("ArrowRight")
        page.get_by_role("heading", name="What lay behind it").wait_for()
    assert len(keys) > 10
    assert [line for line in reader.complaints if "PWNED" in line] == []
    # The configuration of the theme is found although headings are named like it.
    reader.open("postmortems/2026/in-theme/")
    page.wait_for_function("typeof document$ !== 'undefined'")
    assert page.evaluate("document.getElementById('__config').tagName") == "SCRIPT"
    assert reader.left_the_machine == []


def test_the_theme_s_scripts_run_nothing_either(hostile: tuple[str, Path], visit: Open) -> None:
    """Search results, facets, instant navigation, titles in the frame are set by script."""
    base, _ = hostile
    reader = visit(base)
    page = reader.page
    page.add_init_script(FLAG)
    for payload in ("script", "image", "quoted-image", "title", "escaped-title", "twice-escaped"):
        page.goto(f"{base}postmortems/")
        page.locator(f"article a[href*='2026/{payload}/']").first.click()
        page.wait_for_url(f"{base}postmortems/2026/{payload}/")
        page.locator("article h1").wait_for()
        page.locator("article a").first.hover()
        page.evaluate("scrollTo(0, 400)")
    page.keyboard.press("/")
    page.keyboard.type("title")
    page.locator(".pm-finder .pm-found").first.wait_for()
    assert page.locator(".pm-finder script, .pm-finder img").count() == 0
    page.goto(f"{base}search/?q=title")
    page.locator(".pm-search .pm-found").first.wait_for()
    assert page.locator(".pm-search script, .pm-search img, .pm-search label svg").count() == 0
    assert [line for line in reader.complaints if "PWNED" in line] == []
    assert reader.left_the_machine == []
