"""The languages of the site: one entry each. The site's words are in ``livedocs/i18n/<code>.json``."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language, and what depends on it besides its words."""

    code: str  # the folder of its pages, and the value of `lang`
    name: str  # in the language itself
    english_name: str  # for messages
    locale: str  # for sites that show a link to a page
    font: str = "Pretendard-Bold.subset.woff2"  # of the preview pictures, below livedocs/render/fonts/
    letters: str = (
        ""  # a character class of letters that no other language has; a text without them is not in it
    )
    particles: bool = False  # whether words are followed by particles without a space, on the same line
    numbers: Mapping[str, str] = field(
        default_factory=dict
    )  # digits -> a regular expression of the words for them
    strong: str = r"\d"  # a regular expression of words that make a sentence a claim
    message_ends: str = (
        ""  # a regular expression: in a heading that is an error message, where our own words begin
    )


_ENTRIES = (
    Language(
        code="ko",
        name="한국어",
        english_name="Korean",
        locale="ko_KR",
        letters="[가-힣]",
        strong=(
            r"\d|항상|언제나|절대|반드시|모든|모두|아무|[가-힣]만 |뿐|전에|때까지|같은|같다|같습니다"
            r"|똑같|다른|다르|다릅니다|달라|필요|없다|없습니다|않습니다|못합니다|해야"
            r"|하나|[한두세네] |첫|둘|셋"
        ),
        particles=True,
        numbers={
            "1": "한 |하나|첫",
            "2": "두 |둘",
            "3": "세 |셋",
            "4": "네 |넷",
            "5": "다섯",
            "6": "여섯",
            "7": "일곱",
            "8": "여덟",
            "9": "아홉",
            "10": "열 |열째",
            "11": "열한|열하나",
            "12": "열두|열둘",
        },
    ),
    Language(
        code="en",
        name="English",
        english_name="English",
        locale="en_US",
        numbers={
            "1": "one|once|single|first|second|fractions?|January",
            "2": "two|twice|both|second|February",
            "3": "three|third|March",
            "4": "four|fourth|April",
            "5": "five|fifth|May",
            "6": "six|sixth|June",
            "7": "seven|seventh|July",
            "8": "eight|eighth|August",
            "9": "nine|ninth|September",
            "10": "ten|tenth|October",
            "11": "eleven|eleventh|November",
            "12": "twelve|twelfth|December",
        },
        strong=(
            r"\d|\b(?:always|never|only|every|all|none|no|nothing|nobody|before|until|unless|without|same|differs?"
            r"|different|must|cannot|needs?|has to|have to|exactly|both|either|neither|once|twice|one|two"
            r"|three|four|first)\b"
        ),
        message_ends=r", (?:when|with|after|before|from|in spite of) ",
    ),
)

LANGUAGES: dict[str, Language] = {language.code: language for language in _ENTRIES}
DEFAULT = "ko"  # of what belongs to no language: the site's root, and the page for wrong addresses
FALLBACK = "en"  # for readers and programs whose own language the site does not have


def fallback_first() -> list[str]:
    """The codes of all languages, that of `FALLBACK` first."""
    return sorted(LANGUAGES, key=lambda code: code != FALLBACK)
