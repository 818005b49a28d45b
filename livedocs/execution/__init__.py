"""Runs scripts on databases and records what they did."""
