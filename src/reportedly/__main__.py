"""`python -m reportedly` is the `reportedly` command."""

from reportedly.cli.main import run

run()
