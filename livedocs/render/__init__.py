"""Turns references and recorded runs into HTML and Markdown."""
