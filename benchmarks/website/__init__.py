"""The site's figures, next to those of a stock Material build and of a peer: ``make figures``."""
