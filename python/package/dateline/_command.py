"""The command ``dateline``, in this process."""

import signal
import sys

from ._dateline import run_command


def main() -> int:
    """Runs the command with the arguments of this process, and returns its exit status."""
    # Python notices an interrupt only when the command has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(["dateline", *sys.argv[1:]])
