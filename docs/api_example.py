"""Answers whoever waits, by the API alone.

    DIALOGO_URL=http://localhost:8000 DIALOGO_TOKEN=dialogo_… python docs/api_example.py

The token needs conversations.read, conversations.write, letters.send, connections.read and
connections.write.
"""

# ruff: noqa: T201  (what it does is to be seen)
from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from typing import Any

DESK, TOKEN = os.environ["DIALOGO_URL"], os.environ["DIALOGO_TOKEN"]
DONE = ("sent", "held", "refused")


def ask(method: str, path: str, body: object = None, **headers: str) -> Any:
    """One request; anything but a success ends the script with the problem's own words."""
    headers |= {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{DESK}/api/v1/{path}", data, headers, method=method)  # noqa: S310  (the desk's own address)
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310  (as above)
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {path}: {error.read().decode()}") from error


def until(path: str, holds: Any) -> Any:
    """What an address tells once it `holds`."""
    for _ in range(120):
        told = ask("GET", path)
        if holds(told):
            return told
        time.sleep(0.5)
    raise SystemExit(f"{path} did not come to that in a minute: {told}")


# Have every account read now, and wait until somebody asks something.
for account in ask("GET", "connections")["items"]:
    print(f"{account['network']}: {account['account']} is {account['state']}.")
    if account["state"] == "live":
        ask("POST", f"connections/{account['id']}/pull")
waiting = until("conversations?state=open&asks=yes", lambda told: told["items"])["items"]

for conversation in waiting:
    whole = ask("GET", f"conversations/{conversation['id']}")
    question = whole["turns"]["items"][-1]
    print(f"{question['name']} asks: {question['text']}")

    # One key for one answer. The basis says what was read before it was written.
    answer = {
        "conversation": conversation["id"],
        "basis": whole["conversation"]["last_message"],
        "text": "We are open every day from nine to seven, and there is cake.",
        "then": "close",
    }
    key = f"hours-{conversation['id']}-{conversation['last_message']}"
    letter = ask("POST", "letters", answer, **{"Idempotency-Key": key})

    # As if the reply had been lost on the way: asked again, it is the same letter.
    again = ask("POST", "letters", answer, **{"Idempotency-Key": key})
    print(f"Asked twice, one letter: {again['id'] == letter['id']}.")

    # Sent, or it says what a person has to do.
    letter = until(f"letters/{letter['id']}", lambda told: told["state"] in DONE)
    print(" -> ".join(step["state"] for step in letter["history"]), letter["next_step"])

open_ = ask("GET", "conversations/counts")["open"]
print(f"{len(waiting)} answered; {open_} open.")
