"""resources-metrics-recovery §5 and its "Do better", §11 items 12–14."""

import concurrent.futures

import expect
import pytest

NOTES = ["guests", "docker", "agents"]
COLLECTIONS = [*NOTES, "docker/runtimes"]
EMPTY = {"customUrl": "", "description": "", "tags": [], "notes": []}


def path(collection, identity=None):
    return f"/api/{collection}/metadata" + (f"/{identity}" if identity else "")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_who_may(server, reader, collection):
    for method in ("GET", "PUT", "POST", "DELETE"):
        expect.refusal(server.client().request(method, path(collection, "a"), json={}), 401)
    for method in ("PUT", "POST", "DELETE"):
        expect.missing_scope(reader.request(method, path(collection, "a"), json={}), "monitoring:write")
    expect.missing_scope(server.make_token("settings:write").get(path(collection)), "monitoring:read")


@pytest.mark.parametrize("collection", NOTES)
def test_what_is_unknown_is_empty(writer, collection):
    record = writer.get(path(collection, "never-seen")).json()
    assert record["id"] == "never-seen" and record.items() >= EMPTY.items()
    assert "never-seen" not in writer.get(path(collection)).json()
    for _ in range(2):
        gone = writer.delete(path(collection, "never-seen"))
        assert gone.status_code == 204 and gone.content == b""


def test_unknown_runtime(writer):
    assert writer.get(path("docker/runtimes", "none")).json() == {}
    assert writer.delete(path("docker/runtimes", "none")).status_code == 204


@pytest.mark.parametrize("collection", NOTES)
def test_only_what_is_sent_changes(writer, collection):
    one = path(collection, "a%3A100")
    stored = writer.put(one, json={"customUrl": "https://a.example:8006/x", "tags": ["t1", "t2"], "description": "d"}).json()
    assert stored["id"] == "a:100" and stored["customUrl"] == "https://a.example:8006/x"
    refused = expect.refusal(writer.put(one, json={"customUrl": "ftp://x", "description": "lost"}), 400)
    assert "URL must use http:// or https:// scheme" in refused["error"] + refused.get("message", "")
    after = writer.post(one, json={"notes": ["n"]}).json()
    assert after["customUrl"] == "https://a.example:8006/x" and after["notes"] == ["n"] and after["tags"] == ["t1", "t2"] and after["description"] == "d"
    assert writer.get(path(collection)).json()["a:100"] == after == writer.get(one).json()
    assert writer.put(one, json={"tags": None, "notes": []}).json().items() >= {"tags": [], "notes": [], "description": "d"}.items()
    assert writer.put(one, json={"customUrl": ""}).json()["customUrl"] == ""
    assert writer.delete(one).status_code == 204
    assert writer.get(one).json().items() >= EMPTY.items()


def test_runtime_names(writer):
    one = path("docker/runtimes", "host-1")
    assert writer.put(one, json={"customDisplayName": "Rack", "customUrl": "http://r.example"}).status_code == 200
    assert writer.put(one, json={"notes": ["x"]}).json() == {"customDisplayName": "Rack", "customUrl": "http://r.example", "notes": ["x"]}
    assert writer.get(path("docker/runtimes")).json()["host-1"]["customDisplayName"] == "Rack"
    assert writer.delete(one).status_code == 204 and writer.get(one).json() == {}


@pytest.mark.parametrize("identity", ["pve1:node1:100", "app-container:h:name:web", "with%2Fslash", "with/slash", "%C3%BC%20x", "a%25b"])
def test_ids_of_every_form(writer, identity):
    one = path("docker", identity)
    stored = writer.put(one, json={"description": "here"}).json()
    assert writer.get(one).json() == stored and stored["description"] == "here"
    assert writer.get(path("docker")).json()[stored["id"]] == stored
    assert writer.delete(one).status_code == 204


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("body", ["", "not json", "[]", '"text"', "5", "null", '{"notes":"text"}', '{"customUrl":5}', '{"notes":[1]}', "{" + " " * 20_480 + "}"])
def test_bodies_that_are_refused(writer, collection, body):
    answer = writer.put(path(collection, "b"), data=body, headers={"Content-Type": "application/json"})
    expect.refusal(answer, 400, text="Invalid request body")
    assert "b" not in writer.get(path(collection)).json()


@pytest.mark.parametrize("url", ["example.com", "//x", "http://", "https://", "http:///path", "https://host.", "http://a b", "javascript:alert(1)", "http://h:99999", "http://[::1"])
def test_urls_that_are_refused(writer, url):
    expect.refusal(writer.put(path("guests", "u"), json={"customUrl": url}), 400, text="URL")


@pytest.mark.parametrize(
    "body",
    [
        {"customUrl": "http://x/" + "y" * 2048},
        {"description": "d" * 4097},
        {"tags": [f"t{index}" for index in range(51)]},
        {"tags": ["t" * 65]},
        {"notes": ["n"] * 101},
        {"notes": ["n" * 4097]},
    ],
)
def test_limits(writer, body):
    expect.refusal(writer.put(path("guests", "long"), json=body), 400)
    assert "long" not in writer.get(path("guests")).json()


def test_remote_commands_need_more_than_notes(server, writer):
    one = path("agents", "machine")
    assert writer.get(one).json().get("commandsEnabled") is None
    expect.refusal(writer.put(one, json={"commandsEnabled": True}), 403)
    assert server.admin.put(one, json={"commandsEnabled": True}).json()["commandsEnabled"] is True
    assert writer.put(one, json={"description": "d"}).json()["commandsEnabled"] is True
    assert server.admin.put(one, json={"commandsEnabled": None}).json()["commandsEnabled"] is None


def test_notes_reach_the_machine(server, writer):
    host = server.host()
    one = path("agents", host["id"])
    assert writer.put(one, json={"customUrl": "https://this.example", "tags": ["Rack-7"]}).status_code == 200
    row = writer.get(f"/api/resources/{host['id']}").json()
    assert row["customUrl"] == "https://this.example" and "Rack-7" in row["tags"]
    assert [found["id"] for found in writer.get("/api/resources?tags=rack-7").json()["data"]] == [host["id"]]
    assert writer.delete(one).status_code == 204
    assert "customUrl" not in writer.get(f"/api/resources/{host['id']}").json()


def test_parallel_writers_lose_nothing(writer, server):
    def write(index):
        return server.client(token=writer.token).put(path("guests", f"many-{index}"), json={"notes": [str(index)]}).status_code

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert set(pool.map(write, range(64))) == {200}
    records = writer.get(path("guests")).json()
    assert [index for index in range(64) if records[f"many-{index}"]["notes"] != [str(index)]] == []


def test_no_id(writer):
    for collection, text in [("guests", "Guest ID required"), ("docker", "Resource ID required"), ("agents", "Agent ID required")]:
        answer = writer.put(path(collection) + "/", json={})
        expect.refusal(answer, (400, 405), text=text if answer.status_code == 400 else None)
