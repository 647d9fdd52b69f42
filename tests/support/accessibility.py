"""axe-core (npm) in the browser: what it finds against WCAG 2.1, levels A and AA."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def violations(page: Page) -> list[str]:
    """One line a violation: its rule, what it asks, and the first elements at fault; empty for a sound page."""
    assert AXE.exists(), "axe-core est absent : lancez « ./setup.sh dev »."
    # Through the debugger: the page's policy, which is strict, stays as it is.
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", _RULES)
    assert isinstance(found, list)
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:4]]}" for one in found]
