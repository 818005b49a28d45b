"""One page in Chromium, and how long it takes from a click to the output."""

import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from benchmarks.runtime.subjects import Subject
from benchmarks.server import Server
from tests.support.browser import ARGUMENTS, executable

PATIENCE = 120_000  # milliseconds until a page that prints nothing ends the benchmark
PAUSE = 2  # seconds between what is to be over and what is timed: the warm-up, the page's own loading

# Timed in the page itself, so that the way between it and this process is not part of it.
TOOLS = """
const button = () => document.querySelector(NAMES.button);
const until = (condition) => new Promise((resolve) => {
  const look = () => condition() && (observer.disconnect(), resolve());
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
});
const ready = (button) => button && CONDITION;
const printed = (text) => until(() => document.querySelector(NAMES.output)?.textContent.includes(text));
const setSource = (text) => { SOURCE };
const seconds = async (work, since) => (await work(), (performance.now() - since) / 1000);
"""
READY = "await until(() => ready(button()))"
SHOWN = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


class Tab:
    """A page of one subject, just opened."""

    def __init__(
        self, context: BrowserContext, server: Server, subject: Subject, lines: Sequence[str]
    ) -> None:
        self.page, self.server, self.subject, self.lines = context.new_page(), server, subject, lines
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(
            f"{server.origin}/{subject.name}.html",
            wait_until="domcontentloaded" if subject.at_once else "load",
        )
        if not subject.at_once:
            time.sleep(PAUSE)

    def evaluate(self, work: str, *values: str) -> Any:
        """What the JavaScript `work` returns; it can use `values` and the tools above."""
        subject = self.subject
        tools = TOOLS.replace("CONDITION", subject.ready).replace("SOURCE", subject.source)
        tools = tools.replace("NAMES.button", json.dumps(subject.button)).replace(
            "NAMES.output", json.dumps(subject.output)
        )
        error = f"new Error('no answer from {subject.title}')"
        late = f"new Promise((_, refuse) => setTimeout(() => refuse({error}), {PATIENCE}))"
        return self.page.evaluate(
            f"(values) => {{ {tools} return Promise.race([{late}, (async () => {{ {work} }})()]) }}", values
        )

    def run(self, before: str = "", since: str = "performance.now()") -> float:
        """Seconds from `since`, by way of `before` and a click, to the first line. Waits for the end, too."""
        taken = self.evaluate(
            f"""return seconds(async () => {{
                {before};
                button().click();
                await printed(values[0]);
            }}, {since})""",
            self.lines[0],
        )
        self.evaluate(f"await printed(values[0]); {READY}", self.lines[-1])
        return taken

    def first_run(self) -> float:
        return self.run(READY, SHOWN) if self.subject.at_once else self.run(READY)

    def reopened(self) -> float:
        """Where nothing else resets Python: the page is loaded again, which the reader waits for, too."""
        self.page.reload(wait_until="domcontentloaded")
        return self.run(READY, "0")

    def stopped(self) -> float:
        """Seconds from stopping an endless loop to the output of the next run."""
        self.evaluate("setSource(values[0]); button().click()", "while True:\n    pass")
        time.sleep(PAUSE)
        return self.evaluate(
            f"""return seconds(async () => {{
                await {self.subject.stop};
                setSource(values[0]);
                button().click();
                await printed("ready");
            }}, performance.now())""",
            "print('ready')",
        )

    def close(self) -> None:
        self.page.close()


@contextmanager
def fresh_profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with an empty profile."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root has no sandbox to use
    here_only = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=executable(), args=[*ARGUMENTS, *sandbox, here_only]
        )
        time.sleep(PAUSE)
        yield context
        context.close()


def measure(
    playwright: Playwright, server: Server, subject: Subject, lines: Sequence[str]
) -> dict[str, float]:
    """{figure: value} of one round."""
    values = {}
    before = server.sent
    with fresh_profile(playwright) as context:
        tab = Tab(context, server, subject, lines)
        values["cold"] = tab.first_run()
        time.sleep(PAUSE)
        values["all bytes"] = server.sent - before
        # The page says how many bytes it needs later only: from a server this near, all come at once.
        later = tab.evaluate("return window.later?.() ?? 0")
        values["needed bytes"] = values["all bytes"] - later
        tab.close()

        tab = Tab(context, server, subject, lines)
        values["second"] = tab.first_run()
        tab.close()

        tab = Tab(context, server, subject, lines)
        if subject.intent:
            tab.evaluate(f"{READY}; await window.intent?.()")
            time.sleep(PAUSE)
            values["intent"] = tab.run()
        else:
            tab.run()
        values["rerun"] = tab.run(f"await {subject.reset}") if subject.reset else tab.reopened()
        if subject.stop:
            values["stop"] = tab.stopped()
        tab.close()
    return values
