"""Reminders over simulated days while everything is killed: `python -m tests.chaos`."""
