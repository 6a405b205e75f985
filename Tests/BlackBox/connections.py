"""What tests of connections share."""

from server import free_port

NODES = "/api/config/nodes"
HEALTH = "/api/monitoring/scheduler/health"


def dead(**fields):
    """A connection that leads nowhere: quickly refused."""
    return {"type": "pve", "name": "dead", "host": f"http://127.0.0.1:{free_port()}", "user": "root@pam", "password": "seed-password", **fields}


def create(server, body):
    answer = server.admin.post(NODES, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "success"
    return answer.json()["id"]


def listed(server, key=None):
    rows = server.admin.get(NODES).json()
    return rows if key is None else next(row for row in rows if key in (row["id"], row["name"]))
