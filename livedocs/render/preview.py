"""The picture that a link to a page shows where people share it: the page's title, drawn without the network.

All pictures share a background that is drawn once. A picture has a palette of 16 colours: shades between the
ground and white for what is drawn smoothly on the ground, and the rest for the background.
"""

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

GROUND, WHITE, BOX, LINE, ACCENT = (23, 50, 74), (255, 255, 255), (33, 66, 96), (122, 156, 186), (255, 176, 119)
MARGIN = 80
TITLE_WIDTH, TOP, BOTTOM = 690, 90, 480  # of the title with the section above it
SECTION_HEIGHT = 70
SIZES = (86, 78, 70, 62, 54, 46, 40)  # of the title, in pixels; the largest that fits is taken
RUNS = 3  # the kind of compression, zlib's Z_RLE: as small here as any, and much faster
LINE_HEIGHT = 1.26
SMOOTH = 4  # lines of the background are drawn this much larger


@cache
def _font(size, language):
    return ImageFont.truetype(FONTS / LANGUAGES[language].font, size)


def _between(ground, colour, shares):
    return [tuple(round(a + (b - a) * share) for a, b in zip(ground, colour)) for share in shares]


PALETTE = [
    GROUND,
    *_between(GROUND, WHITE, (0.14, 0.28, 0.42, 0.57, 0.71, 0.86, 1)),
    *_between(GROUND, ACCENT, (0.25, 0.5, 0.75, 1)),
    *_between(GROUND, LINE, (0.33, 0.67, 1)),
    BOX,
]
ON_GROUND = {WHITE: range(8), ACCENT: (0, 8, 9, 10, 11)}  # the shades between the ground and a colour


@cache
def _by_cover(colour):
    """For how much of a pixel is covered, 0 to 255, the number of the shade."""
    shades = ON_GROUND[colour]
    return [shades[round(value / 255 * (len(shades) - 1))] for value in range(256)]


@cache
def missing(text, language):
    """The characters of `text` for which the language's font has no glyph."""
    font = _font(SIZES[-1], language)

    def drawn(character):
        mask = font.getmask(character)
        return mask.size, bytes(mask)

    nothing = drawn("\uffff")  # never a character: it is drawn as what the font lacks is
    return [character for character in dict.fromkeys(text) if not character.isspace() and drawn(character) == nothing]


def wrapped(text, font, width):
    """`text` in lines not wider than `width`, broken at spaces; a word that is wider is broken anywhere.

    The lines are about equally long, so that no word stands alone.
    """
    words = []
    for word in text.split():
        while font.getlength(word) > width:
            end = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= width or n == 1)
            words.append(word[:end])
            word = word[end:]
        words.append(word)
    length = cache(font.getlength)

    def lines(limit):
        found = []
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


def title_lines(title, language):
    """The title's lines, and their size: the largest at which they fit and no word is broken."""
    for size in SIZES:
        font = _font(size, language)
        lines = wrapped(title, font, TITLE_WIDTH)
        whole = all(font.getlength(word) <= TITLE_WIDTH for word in title.split())
        if whole and len(lines) * size * LINE_HEIGHT <= BOTTOM - TOP - SECTION_HEIGHT:
            return lines, size
    most = int((BOTTOM - TOP - SECTION_HEIGHT) // (size * LINE_HEIGHT))
    return lines[:most], size


def _motif(draw):
    """A row of one table, many of another, and one of these struck out."""

    def scaled(*numbers):
        return [number * SMOOTH for number in numbers]

    def table(left, top, rows, struck=None):
        height = 46 + 44 * rows
        draw.rounded_rectangle(scaled(left, top, left + 270, top + height), 10 * SMOOTH, BOX, LINE, 3 * SMOOTH)
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
def _background(language):
    """What all pictures of a language share, as numbers of the palette."""
    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), GROUND)
    _motif(ImageDraw.Draw(image))
    image = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    draw = ImageDraw.Draw(image)
    base = HEIGHT - MARGIN
    draw.text((MARGIN, base), catalogue(language)["build"]["site_name"], WHITE, _font(30, language), anchor="ls")
    x = WIDTH - MARGIN
    for name in reversed([database.title for database in DATABASES.values()]):
        draw.text((x, base), name, LINE, _font(26, language), anchor="rs")
        x -= _font(26, language).getlength(name) + 28
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in PALETTE for part in colour])
    return Image.frombytes("L", image.size, image.quantize(palette=palette, dither=Image.Dither.NONE).tobytes())


def picture(title, section, language):
    """The picture of a page as PNG."""
    image = _background(language).copy()

    def write(top, text, size, colour):
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


def diagnostics(path, source, text, language):
    """Characters that the preview picture could not show."""
    absent = missing(text, language)
    if absent:
        line = next((n for n, line in enumerate(source.split("\n"), 1) if line.startswith("title:")), 1)
        yield Diagnostic(
            path,
            line,
            f"the font of the preview pictures has no {' '.join(absent)}. Write the title with other characters",
        )
