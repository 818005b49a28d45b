"""The picture that a link to a page shows where people share it: the page's title, drawn without the network.

All pictures share a background that is drawn once. A picture has a palette of 16 colours: shades between the
ground and white for what is drawn smoothly on the ground, and the rest for the background.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from livedocs import Diagnostic
from livedocs.databases import DATABASES
from livedocs.i18n import catalogue
from livedocs.languages import LANGUAGES

WIDTH, HEIGHT = 1200, 630
FONTS = Path(__file__).with_name("fonts")

Colour = tuple[int, int, int]
GROUND: Colour = (23, 50, 74)
WHITE: Colour = (255, 255, 255)
BOX: Colour = (33, 66, 96)
LINE: Colour = (122, 156, 186)
ACCENT: Colour = (255, 176, 119)
MARGIN = 80
TITLE_WIDTH, TOP, BOTTOM = 690, 90, 480  # of the title with the section above it
SECTION_HEIGHT = 70
SIZES = (86, 78, 70, 62, 54, 46, 40)  # of the title, in pixels; the largest that fits is taken
RUNS = 3  # the kind of compression, zlib's Z_RLE: as small here as any, and much faster
LINE_HEIGHT = 1.26
SMOOTH = 4  # lines of the background are drawn this much larger


@cache
def _font(size: int, language: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / LANGUAGES[language].font, size)


def _between(ground: Colour, colour: Colour, shares: Sequence[float]) -> list[Colour]:
    """The shades with the given shares of `colour`, 0 to 1, on `ground`."""

    def mixed(share: float) -> Colour:
        red, green, blue = (round(a + (b - a) * share) for a, b in zip(ground, colour, strict=True))
        return red, green, blue

    return [mixed(share) for share in shares]


PALETTE: list[Colour] = [
    GROUND,
    *_between(GROUND, WHITE, (0.14, 0.28, 0.42, 0.57, 0.71, 0.86, 1)),
    *_between(GROUND, ACCENT, (0.25, 0.5, 0.75, 1)),
    *_between(GROUND, LINE, (0.33, 0.67, 1)),
    BOX,
]
# The numbers of the shades between the ground and a colour.
ON_GROUND: dict[Colour, Sequence[int]] = {WHITE: range(8), ACCENT: (0, 8, 9, 10, 11)}


@cache
def _by_cover(colour: Colour) -> list[int]:
    """For how much of a pixel is covered, 0 to 255, the number of the shade."""
    shades = ON_GROUND[colour]
    return [shades[round(value / 255 * (len(shades) - 1))] for value in range(256)]


@cache
def missing(text: str, language: str) -> list[str]:
    """The characters of `text` for which the language's font has no glyph."""
    font = _font(SIZES[-1], language)

    def drawn(character: str) -> tuple[tuple[int, int], bytes]:
        mask = font.getmask(character)
        return mask.size, bytes(mask)

    nothing = drawn("\uffff")  # never a character: it is drawn as what the font lacks is
    visible = (character for character in dict.fromkeys(text) if not character.isspace())
    return [character for character in visible if drawn(character) == nothing]


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """`text` in lines not wider than `width`, broken at spaces; a word that is wider is broken anywhere.

    The lines are about equally long, so that no word is alone on one.
    """
    words = []
    for word in text.split():
        while font.getlength(word) > width:
            end = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= width or n == 1)
            words.append(word[:end])
            word = word[end:]
        words.append(word)
    length = cache(font.getlength)

    def lines(limit: int) -> list[str]:
        found: list[str] = []
        for word in words:
            if found and length(f"{found[-1]} {word}") <= limit:
                found[-1] += f" {word}"
            else:
                found.append(word)
        return found

    fewest = lines(width)
    for limit in range(width - 20, 0, -20):
        narrower = lines(limit)
        if len(narrower) > len(fewest) or any(length(line) > limit for line in narrower):
            break
        fewest = narrower
    return fewest


def title_lines(title: str, language: str) -> tuple[list[str], int]:
    """The title's lines, and their size: the largest at which they fit and no word is broken."""
    for size in SIZES:
        font = _font(size, language)
        lines = wrapped(title, font, TITLE_WIDTH)
        whole = all(font.getlength(word) <= TITLE_WIDTH for word in title.split())
        if whole and len(lines) * size * LINE_HEIGHT <= BOTTOM - TOP - SECTION_HEIGHT:
            return lines, size
    most = int((BOTTOM - TOP - SECTION_HEIGHT) // (size * LINE_HEIGHT))
    return lines[:most], size


def _motif(draw: ImageDraw.ImageDraw) -> None:
    """A row of one table, many of another, and one of these struck out."""

    def scaled(*numbers: int) -> list[int]:
        return [number * SMOOTH for number in numbers]

    def table(left: int, top: int, rows: int, struck: int | None = None) -> None:
        height = 46 + 44 * rows
        outline = scaled(left, top, left + 270, top + height)
        draw.rounded_rectangle(outline, 10 * SMOOTH, BOX, LINE, 3 * SMOOTH)
        draw.line(scaled(left, top + 42, left + 270, top + 42), LINE, 3 * SMOOTH)
        draw.rounded_rectangle(scaled(left + 22, top + 15, left + 130, top + 27), 6 * SMOOTH, LINE)
        for number, y in enumerate(range(top + 68, top + height - 10, 44)):
            colour = LINE if number == struck else WHITE
            draw.rounded_rectangle(scaled(left + 22, y - 5, left + 52, y + 5), 5 * SMOOTH, colour)
            end = left + 190 + 18 * number
            draw.rounded_rectangle(scaled(left + 72, y - 5, end, y + 5), 5 * SMOOTH, colour)

    left, upper, lower = 850, 112, 296
    table(left, upper, 1)
    table(left, lower, 3, struck=1)
    x, bottom = left + 135, upper + 90
    draw.line(scaled(x, bottom, x, lower), LINE, 4 * SMOOTH)
    draw.line(scaled(x - 13, bottom + 16, x + 13, bottom + 16), LINE, 4 * SMOOTH)  # one
    draw.line(scaled(x - 18, lower, x, lower - 30, x + 18, lower), LINE, 4 * SMOOTH, joint="curve")  # many
    y = lower + 112
    draw.line(scaled(left + 14, y, left + 256, y), ACCENT, 5 * SMOOTH)


@cache
def _background(language: str) -> Image.Image:
    """What all pictures of a language share, as numbers of the palette."""
    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), GROUND)
    _motif(ImageDraw.Draw(image))
    image = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    draw = ImageDraw.Draw(image)
    base = HEIGHT - MARGIN
    site_name = catalogue(language)["build"]["site_name"]
    draw.text((MARGIN, base), site_name, WHITE, _font(30, language), anchor="ls")
    x: float = WIDTH - MARGIN
    for name in reversed([database.title for database in DATABASES.values()]):
        draw.text((x, base), name, LINE, _font(26, language), anchor="rs")
        x -= _font(26, language).getlength(name) + 28
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in PALETTE for part in colour])
    numbers = image.quantize(palette=palette, dither=Image.Dither.NONE).tobytes()
    return Image.frombytes("L", image.size, numbers)


def picture(title: str, section: str, language: str) -> bytes:
    """The picture of a page as PNG."""
    image = _background(language).copy()

    def write(top: float, text: str, size: int, colour: Colour) -> None:
        cover = Image.new("L", (TITLE_WIDTH, round(size * LINE_HEIGHT)))
        ImageDraw.Draw(cover).text((0, size), text, 255, _font(size, language), anchor="ls")
        image.paste(cover.point(_by_cover(colour)), (MARGIN, round(top)))

    lines, size = title_lines(title, language)
    height = len(lines) * size * LINE_HEIGHT + (SECTION_HEIGHT if section else 0)
    top = TOP + (BOTTOM - TOP - height) / 2
    if section:
        write(top, section, 36, ACCENT)
        top += SECTION_HEIGHT
    for number, line in enumerate(lines):
        write(top + number * size * LINE_HEIGHT, line, size, WHITE)
    coloured = Image.frombytes("P", image.size, image.tobytes())
    coloured.putpalette([part for colour in PALETTE for part in colour])
    written = BytesIO()
    coloured.save(written, "PNG", bits=4, optimize=False, compress_level=6, compress_type=RUNS)
    return written.getvalue()


def diagnostics(path: Path, source: str, text: str, language: str) -> Iterator[Diagnostic]:
    """Characters of `text` that the preview picture could not show; `source` is the page's."""
    absent = missing(text, language)
    if absent:
        line = next((n for n, line in enumerate(source.split("\n"), 1) if line.startswith("title:")), 1)
        yield Diagnostic(
            path,
            line,
            f"the font of the preview pictures has no {' '.join(absent)}. "
            "Write the title with other characters",
        )
