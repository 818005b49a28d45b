"""The ways to run Python in a page that are measured."""

from dataclasses import dataclass

from livedocs import ROOT

SCRIPT = ROOT / "examples" / "deleting" / "default.py"  # what each of them runs


@dataclass(frozen=True)
class Subject:
    """One way to run Python in a page, and what is particular to it."""

    name: str
    title: str
    button: str = "#run"
    output: str = "#output"
    at_once: bool = False  # starts Python when the page is opened, and takes no click before it is ready
    intent: bool = True  # can start before the click
    reset: str = "window.reset()"  # "": only by opening the page again
    stop: str = "window.stop()"  # "": it cannot be stopped
    ready: str = "button.onclick"
    source: str = "document.querySelector('#source').value = text"


SUBJECTS = (
    Subject("ours", "ours", ready="!button.disabled"),
    Subject("bytecode", "ours, snapshot unusable", ready="!button.disabled"),
    Subject("stock", "stock Pyodide"),
    Subject(
        "markdown-exec",
        "markdown-exec",
        "#exec-1--run",
        "#exec-1--output",
        at_once=True,
        reset="",
        stop="",
        source="",
    ),
    Subject(
        "pyscript",
        "PyScript",
        ".py-editor-run-button",
        ".py-editor-output",
        intent=False,
        reset="",
        # It asks whether to, and puts a new editor in the old one's place.
        stop="(window.confirm = () => true, button().click(), "
        "until(() => button() && !button().matches('.running')))",
        ready="button",
        source="document.querySelector('script[type^=py-editor]').code = text",
    ),
)

TITLES = {"native": "python example.py", **{subject.name: subject.title for subject in SUBJECTS}}
