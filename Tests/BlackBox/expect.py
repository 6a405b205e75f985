"""Checks that many tests share."""

import re

TIMESTAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def refusal(answer, status, code=None, text=None):
    """The answer is an error of the contract: its status, one JSON object with `error`, perhaps a code and a text in it."""
    statuses = status if isinstance(status, (tuple, list, set)) else (status,)
    assert answer.status_code in statuses, f"{answer.request.method} {answer.request.url}: {answer.status_code}, expected {status}: {answer.text[:300]}"
    assert answer.headers["Content-Type"].startswith("application/json"), answer.headers["Content-Type"]
    body = answer.json()
    assert isinstance(body, dict) and isinstance(body.get("error"), str) and body["error"], body
    if code:
        assert code in (body.get("code"), body["error"]), f"expected code {code}: {body}"
    if text:
        assert any(text in str(body.get(key, "")) for key in ("error", "message")), f"expected '{text}': {body}"
    assert "Traceback" not in answer.text and ".swift" not in answer.text, "an error shows the program's inside"
    return body


def plain(answer, status, text):
    """The answer is a text for shells: exactly these words and a newline, or a JSON error with them."""
    assert answer.status_code == status, f"{answer.status_code}, expected {status}: {answer.text[:300]}"
    if answer.headers["Content-Type"].startswith("text/plain"):
        assert answer.text.rstrip("\n") == text.rstrip("\n")
    else:
        assert text in (answer.json().get("error"), answer.json().get("message")), answer.text


def missing_scope(answer, scope):
    body = refusal(answer, 403)
    assert body["error"] == "missing_scope", body
    assert body["requiredScope"] == scope, body


def no_nulls(value, path="$"):
    """Nothing in a document is null."""
    assert value is not None, f"{path} is null"
    if isinstance(value, dict):
        for key, inner in value.items():
            no_nulls(inner, f"{path}.{key}")
    if isinstance(value, list):
        for index, inner in enumerate(value):
            no_nulls(inner, f"{path}[{index}]")
