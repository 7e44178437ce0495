"""Runs MiniStack until standard input ends.

The program that starts this holds the other end of the pipe. However that program ends, by `kill -9` too, the pipe closes, and MiniStack
ends with every Lambda process it has started: they all belong to the process group of this process.
"""

import os
import signal
import threading


def end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_parent, daemon=True).start()

from ministack.app import main  # noqa: E402 (the watch must stand before MiniStack starts anything)

main()
