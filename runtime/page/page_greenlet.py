"""greenlet without switching stacks, which a page cannot do: plain nested calls.

Every call to the database is synchronous here, so what is awaited is done when it returns.
"""

import sys
import types


def drive(awaitable):
    """The awaitable's result. Raises `RuntimeError` if it really has to wait."""
    iterator = awaitable.__await__()
    try:
        iterator.send(None) if hasattr(iterator, "send") else next(iterator)
    except StopIteration as end:
        return end.value
    raise RuntimeError("inside SQLAlchemy, a page cannot wait for anything but the database")


class Greenlet:
    """Stands in for a greenlet whose parent answers at once: plain nested calls."""

    gr_frame = None

    def __init__(self, function=None, parent=None):
        self.function, self.parent = function, parent or ROOT
        self.dead = self.done = False

    def switch(self, *arguments, **named):
        global current
        if self.function is None:  # the root: asked to await
            return drive(*arguments)
        if self.done:
            self.dead = True
            return self.value
        before, current = current, self
        try:
            self.value = self.function(*arguments, **named)
        except BaseException:
            self.dead = True
            raise
        finally:
            current = before
        self.done = True

        async def ready():
            return None

        return ready()


ROOT = None
ROOT = Greenlet()
current = ROOT

module = types.ModuleType("greenlet")
module.greenlet, module.getcurrent, module.__version__ = Greenlet, lambda: current, "3.2"
sys.modules["greenlet"] = module
