"""The site's figures, beside the same for a stock Material build of its Markdown and for a peer: ``make figures``."""
