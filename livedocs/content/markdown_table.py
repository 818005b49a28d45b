"""Rows of Markdown tables."""


def row(*cells: object) -> str:
    """A row of a Markdown table; numbers as the rest of the site writes them: 12,506."""
    return "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells) + " |"
