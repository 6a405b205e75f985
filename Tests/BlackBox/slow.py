"""A WebSocket client that never says anything, not even a pong."""

import base64
import os
import socket
import time


class SilentSocket:
    """Upgrades by hand and then only reads. `lasted` is how long the server put up with it, `status` the answer's first line."""

    def __init__(self, port, token):
        self.port = port
        self.token = token
        self.status = None
        self.lasted = None

    def watch(self, patience=150):
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nX-API-Token: {self.token}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience) as connection:
            connection.sendall(request.encode())
            self.status = connection.recv(65536).split(b"\r\n")[0].decode()
            began = time.monotonic()
            try:
                while connection.recv(1 << 16) and time.monotonic() - began < patience:
                    pass
            except OSError:
                pass
            self.lasted = time.monotonic() - began
