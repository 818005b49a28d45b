"""The preview pictures and what the pages say of themselves to sites that show a link to them."""

import struct
from io import BytesIO
from urllib.parse import urljoin

import pytest
import yaml
from PIL import Image

from livedocs import ROOT, read_text
from livedocs.content import markdown_blocks
from livedocs.content.error_index import title
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES
from livedocs.render import preview
from tests.test_markdown import NAMES, place_of
from tests.test_site import BASE, Page

ENGLISH, KOREAN = "How is a tree of several levels deleted?", "여러 단계로 된 트리는 어떻게 지우나요?"


def opened(png):
    return Image.open(BytesIO(png)).convert("RGB")


def drawn(picture, colour, box=(0, 0, preview.WIDTH, preview.HEIGHT)):
    """The box around all pixels of `colour` within `box`, or None."""
    part = picture.crop(box)
    data = part.tobytes()
    found = [i for i in range(part.width * part.height) if data[3 * i : 3 * i + 3] == bytes(colour)]
    if not found:
        return None
    xs, ys = [i % part.width + box[0] for i in found], [i // part.width + box[1] for i in found]
    return min(xs), min(ys), max(xs), max(ys)


def test_every_page_has_a_picture_of_its_own(site):
    seen = set()
    for name in NAMES:
        path = site / "assets" / "previews" / name.replace(".md", ".png")
        data = path.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", data[16:24]) == (preview.WIDTH, preview.HEIGHT) == (1200, 630)
        assert len(data) < 25_000, name
        seen.add(data)
    assert len(seen) == len(NAMES) == len(list((site / "assets" / "previews").rglob("*.*")))


def test_pages_say_what_they_are(site):
    for name in NAMES:
        page = Page(site / place_of(name))
        said = {a["property"]: a["content"] for a in page.all("meta") if "property" in a}
        code, other = (name[:2], next(code for code in LANGUAGES if code != name[:2]))
        assert said["og:image"] == f"{BASE}assets/previews/{name.replace('.md', '.png')}"
        assert (site / said["og:image"].removeprefix(BASE)).is_file()
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:url"] == page.all("link", rel="canonical")[0]["href"] == urljoin(BASE, said["og:url"])
        assert (
            said["og:description"]
            == yaml.safe_load(read_text(ROOT / "docs" / name).split("---\n")[1])["description"]
        )
        assert said["og:description"] == page.all("meta", name="description")[0]["content"]
        assert said["og:site_name"] == catalogue(code)["build"]["site_name"]
        assert (said["og:locale"], said["og:locale:alternate"]) == tuple(
            LANGUAGES[c].locale for c in (code, other)
        )
        assert said["og:image:alt"] == f"{said['og:site_name']}: {said['og:title']}"
        assert page.all("meta", name="twitter:card")[0]["content"] == "summary_large_image"
        if not name.endswith("index.md"):
            assert said["og:title"] == title(ROOT / "docs" / name) and said["og:type"] == "article"
    home = {
        a.get("property"): a["content"] for a in Page(site / "en/index.html").all("meta") if "content" in a
    }
    heading = next(
        b for b in markdown_blocks.scan(read_text(ROOT / "docs" / "en" / "index.md")) if b.kind == "heading"
    )
    assert (
        heading.text == f"# {home['og:title']} {{ #{heading.detail.split('#')[1]} }}"
        and home["og:type"] == "website"
    )


def test_the_font_has_every_character_that_titles_are_written_with():
    hangul = [
        bytes([a, b]).decode("euc-kr") for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF)
    ]  # of KS X 1001
    assert len(hangul) == 2350 and preview.missing("".join(hangul), "ko") == []
    assert preview.missing("".join(map(chr, range(33, 127))) + "…·→≠“”‘’—–±×", "ko") == []
    assert [name for name in NAMES if preview.missing(title(ROOT / "docs" / name), name[:2])] == []
    assert preview.missing("정상 ꧁ and 🦆", "ko") == ["꧁", "🦆"]


def test_a_character_without_a_glyph_is_named_with_its_line(tmp_path):
    source = "---\ndescription: D\ntitle: A 🦆\n---\n"
    (problem,) = preview.diagnostics(tmp_path / "page.md", source, "A 🦆", "ko")
    assert problem.line == 3 and "🦆" in problem.message
    assert list(preview.diagnostics(tmp_path / "page.md", source, "A duck", "ko")) == []


@pytest.mark.parametrize(
    "text", [ENGLISH, KOREAN, "passive_deletes", "a " * 60, "관계를 " * 30, "x" * 90, "관계" * 60, "A"]
)
def test_titles_fit(text):
    lines, size = preview.title_lines(text, "ko")
    font = preview._font(size, "ko")
    assert all(font.getlength(line) <= preview.TITLE_WIDTH for line in lines)
    assert len(lines) * size * preview.LINE_HEIGHT <= preview.BOTTOM - preview.TOP - preview.SECTION_HEIGHT
    picture = opened(preview.picture(text, "", "en"))
    text_area = (0, 0, preview.MARGIN + preview.TITLE_WIDTH + 40, preview.BOTTOM + 20)
    left, top, right, bottom = drawn(picture, preview.WHITE, text_area)
    assert left >= preview.MARGIN and right < preview.MARGIN + preview.TITLE_WIDTH
    assert top >= preview.TOP - 10 and bottom <= preview.BOTTOM


def test_lines_break_at_spaces_and_are_about_equally_long():
    for text in (ENGLISH, KOREAN):
        lines, size = preview.title_lines(text, "ko")
        assert " ".join(lines) == text and len(lines) > 1
        lengths = [preview._font(size, "ko").getlength(line) for line in lines]
        assert min(lengths) > 0.5 * max(lengths)
    assert preview.title_lines(KOREAN, "ko")[1] <= preview.title_lines("삭제", "ko")[1] == max(preview.SIZES)


def test_a_word_that_is_too_long_is_broken():
    lines, size = preview.title_lines("delete_" * 9, "ko")
    assert "".join(lines) == "delete_" * 9 and len(lines) > 1 and size == min(preview.SIZES)


def test_what_a_picture_shows():
    picture = opened(preview.picture("Bulk deletes", "Deleting", "en"))
    without = opened(preview.picture("Bulk deletes", "", "en"))
    text = (0, 0, preview.MARGIN + preview.TITLE_WIDTH, preview.BOTTOM)
    assert picture.getpixel((0, 0)) == preview.GROUND
    assert drawn(picture, preview.ACCENT, text) and not drawn(without, preview.ACCENT, text), "the section"
    section, written = drawn(picture, preview.ACCENT, text), drawn(picture, preview.WHITE, text)
    assert section[3] < written[1], "the section stands above the title"
    motif = (preview.MARGIN + preview.TITLE_WIDTH, 0, preview.WIDTH, preview.BOTTOM + 20)
    left, top, right, bottom = drawn(picture, preview.ACCENT, motif)
    assert right - left > 200 and bottom - top < 8, "a row is struck out"
    foot = (0, preview.HEIGHT - preview.MARGIN - 40, preview.WIDTH, preview.HEIGHT)
    assert drawn(picture, preview.WHITE, foot)[0] < 100, "the site's name"
    assert drawn(picture, preview.LINE, foot)[2] > preview.WIDTH - preview.MARGIN - 10, "the databases"


def test_the_same_picture_is_the_same_file():
    first = preview.picture(KOREAN, "삭제", "ko")
    preview._background.cache_clear()
    assert preview.picture(KOREAN, "삭제", "ko") == first != preview.picture(KOREAN, "삭제", "en")
