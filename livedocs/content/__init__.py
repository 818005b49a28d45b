"""Reads what writers write: scripts, Markdown, the glossary."""
