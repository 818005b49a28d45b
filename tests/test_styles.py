"""The style sheets: how they are joined, and that sizes and colours are written in one place."""

import re

import pytest
from PIL import ImageColor

from livedocs import Diagnostic
from livedocs.mkdocs import styles

TOKENS = styles.FOLDER / "tokens.css"
FILES = sorted(styles.FOLDER.glob("*.css"))
COLOUR = re.compile(
    r"#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)"
    rf"|(?<![\w-])(?:{'|'.join(ImageColor.colormap)})(?![\w-])",
    re.IGNORECASE,
)
SIZE = re.compile(r"var\(--site-font-size-[\w-]+\)|inherit")


def declarations(css):
    """(line, property, value) of each declaration."""
    css = re.sub(r"/\*.*?\*/", lambda comment: re.sub(r"[^\n]", " ", comment[0]), css, flags=re.DOTALL)
    for match in re.finditer(r"(?<=[{;}])\s*([\w-]+)\s*:([^;{}]+)(?=[;}])", css):
        yield css.count("\n", 0, match.start(1)) + 1, match[1], " ".join(match[2].split())


def literals(css):
    """What is not a token in a sheet, as "line: declaration"."""
    return [
        f"{line}: {name}: {value}"
        for line, name, value in declarations(css)
        if COLOUR.search(value)
        or (name == "font-size" and not SIZE.fullmatch(value))
        or (name == "font" and value != "inherit")
    ]


@pytest.mark.parametrize("path", [path for path in FILES if path != TOKENS], ids=lambda path: path.name)
def test_colours_and_font_sizes_are_tokens(path):
    assert literals(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "declaration",
    (
        "color: #fff",
        "background: light-dark(var(--site-line), #11161B)",
        "box-shadow: 0 0 1rem rgb(0 0 0 / 30%)",
        "border: 1px solid hsl(0deg 0% 0%)",
        "color: Red",
        "--site-line: oklch(40% 0.2 30)",
        "font-size: 0.68rem",
        "font-size: larger",
        "font-size: 1em",
        "font-size: var(--site-radius)",
        "font: 0.7rem sans-serif",
    ),
)
@pytest.mark.parametrize("form", ("a {{\n  {};\n}}", "@media print {{ a {{ margin: 0; {} }} }}"))
def test_a_literal_is_found(declaration, form):
    assert [found.split(": ", 1)[1] for found in literals(form.format(declaration))] == [declaration]


@pytest.mark.parametrize(
    "declaration",
    (
        "color: var(--site-red)",
        "background: transparent",
        "fill: currentcolor",
        "color: HighlightText",
        "background: color-mix(in srgb, var(--site-gone) 18%, transparent)",
        "font-size: var(--site-font-size-small)",
        "font: inherit",
        "white-space: nowrap",
    ),
)
def test_a_token_and_a_keyword_are_no_literals(declaration):
    assert literals(f"#fade a:not(#red) {{ {declaration}; /* #fff */ }}") == []


def test_no_value_is_written_twice():
    """Neither a colour nor a font size: what has the same value refers to the one that has it."""
    text = TOKENS.read_text("utf-8")
    colours = [colour for *_, value in declarations(text) for colour in COLOUR.findall(value)]
    sizes = [value for _, name, value in declarations(text) if name.startswith("--site-font-size-")]
    assert len(colours) > 40 and len(sizes) > 20
    assert sorted(colours) == sorted(set(colours))
    assert sorted(sizes) == sorted(set(sizes))


def test_every_token_of_ours_is_defined_and_used():
    text = "".join(path.read_text("utf-8") for path in FILES)
    defined = {name for _, name, _ in declarations(TOKENS.read_text("utf-8")) if name.startswith("--site-")}
    assert defined == set(re.findall(r"var\((--site-[\w-]+)", text))


def test_each_file_belongs_to_a_sheet():
    """Once to each that imports it, tokens.css first."""
    imported = {name: re.findall(r'@import "\./(.*)";', read(name)) for name in styles.SHEETS}
    assert {f"{name}.css" for name in styles.SHEETS}.union(*imported.values()) == {
        path.name for path in FILES
    }
    for name, files in imported.items():
        assert len(files) == len(set(files)) and files[:1] in ([], ["tokens.css"]), name


def read(name):
    return (styles.FOLDER / f"{name}.css").read_text("utf-8")


def test_a_sheet_is_its_files_in_order():
    joined = styles.joined("site")
    assert "@import" not in joined
    places = [joined.index(read(name).strip()) for name in ("tokens", "header", "run", "print")]
    assert places == sorted(places)
    assert styles.joined("search").strip() == read("search").strip(), "it imports nothing"


@pytest.mark.parametrize(
    "line, message",
    (
        ('@import "./absent.css";', "theme/styles has no file absent.css"),
        ('@import "./base.css" print;', 'is not of the form @import "./name.css";'),
        ("@import url(base.css);", 'is not of the form @import "./name.css";'),
        ('  @import "../base.css";', 'is not of the form @import "./name.css";'),
    ),
)
def test_an_import_that_cannot_be_joined(monkeypatch, tmp_path, line, message):
    (tmp_path / "base.css").write_text("a {}\n", "utf-8")
    (tmp_path / "site.css").write_text(f'/* All */\n@import "./base.css";\n{line}\n', "utf-8")
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    with pytest.raises(Diagnostic, match=re.escape(message)) as caught:
        styles.joined("site")
    assert caught.value.line == 3


def test_a_selector_is_repeated_for_each_database(monkeypatch):
    monkeypatch.setattr(styles, "DATABASES", ("one", "two"))
    shown = [line.strip() for line in styles.joined("site").splitlines() if "data-databases~=" in line]
    assert [line.split("data-databases~=")[1] for line in shown] == ['"one"]),', '"two"]) {']
    assert "DATABASE" not in styles.joined("site")
