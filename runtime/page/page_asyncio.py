"""asyncio and aiosqlite without threads: every call to the database is synchronous here."""

import asyncio
import time

import aiosqlite.core

LONGEST_SLEEP = 5  # seconds


class Selector:
    """Waits for timers only: there is nothing to read from or to write to."""

    @staticmethod
    def select(timeout):
        if timeout:
            time.sleep(min(timeout, LONGEST_SLEEP))
        return []


class Loop(asyncio.BaseEventLoop):
    """An event loop of its own, which never gives way to the browser's."""

    _selector = Selector()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


def run(main, *, debug=None, loop_factory=None):
    loop, outer = Loop(), asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return loop.run_until_complete(main)
    finally:
        try:
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()
            asyncio._set_running_loop(outer)


asyncio.run = run


class Queue:
    """Runs what is put into it at once."""

    def put_nowait(self, item):
        future, function = item
        try:
            result = function()
        except BaseException as error:
            if future:
                future.set_exception(error)
        else:
            if future:
                future.set_result(result)


class Thread:
    daemon = True

    def __init__(self, *_, **__):
        pass

    def start(self):
        pass


aiosqlite.core.SimpleQueue, aiosqlite.core.Thread = Queue, Thread
