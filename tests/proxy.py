"""A way to a database server that fails at a chosen moment."""

import select
import socket
import socketserver
import threading
from contextlib import contextmanager


class Proxy(socketserver.ThreadingTCPServer):
    """Passes connections on to `target`, (host, port), until a statement with `word` comes by.

    Then it drops the connection, or with `silent` keeps it and says nothing more. `failed` is set from then on.
    """

    daemon_threads = True

    def __init__(self, target, word, silent):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.word, self.silent = target, word, silent
        self.failed = threading.Event()


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(self.server.target) as server:
            ends = {self.request: server, server: self.request}
            while True:
                for source in select.select(list(ends), [], [])[0]:
                    data = source.recv(65536)
                    if source is self.request and self.server.word in data:
                        self.server.failed.set()
                        if self.server.silent:
                            self.request.recv(1)  # until the other side hangs up
                        return
                    if not data:
                        return
                    ends[source].sendall(data)


@contextmanager
def failing_at(word, url, silent=False):
    """Yields the proxy and the URL that leads through it to the server at `url`."""
    with Proxy((url.host, url.port), word, silent) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        through = url.set(host="127.0.0.1", port=proxy.server_address[1])
        yield proxy, through.render_as_string(hide_password=False)
        proxy.shutdown()
