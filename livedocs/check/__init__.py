"""Pure checks: each takes text or blocks and yields diagnostics."""
