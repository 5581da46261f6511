"""A server on loopback that speaks OpenAI's chat completions, whose model is a function of the test."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from net.server import Reply, Site, running

Model = Callable[[str, str], Any]
"""System and user message in, the answer out: a string, or an object to be written as JSON."""


def code_of(user: str) -> str:
    """The code that quotes the data of a question."""
    return re.match(r"<<<([0-9a-f]{16})\n", user)[1]


def page_of(user: str) -> str:
    """What is quoted in a question."""
    code = code_of(user)
    return user.removeprefix(f"<<<{code}\n").removesuffix(f"\n{code}>>>")


def completion(content: str | None, *, finish: str = "stop", tokens: int | None = 100) -> Reply:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
    body = {"id": "x", "object": "chat.completion", "model": "tiny", "choices": [choice]}
    usage = {} if tokens is None else {"usage": {"total_tokens": tokens}}
    return Reply(json.dumps({**body, **usage}).encode(), headers={"Content-Type": "application/json"})


def asked(handler: Any) -> dict[str, Any]:
    return json.loads(handler.body)


def answering(model: Model, **options: Any) -> Callable[[Any], Reply]:
    """A page of a site that answers as `model` does."""

    def reply(handler: Any) -> Reply:
        system, user = (message["content"] for message in asked(handler)["messages"])
        found = model(system, user)
        return completion(found if isinstance(found, str) else json.dumps(found), **options)

    return reply


def saying(*statements: dict[str, Any]) -> Model:
    """A model that says the same of every page."""
    return lambda system, user: {"code": code_of(user), "statements": list(statements)}


@contextmanager
def serving(model: Model, **options: Any) -> Iterator[Site]:
    """The running server; `site.pages["/v1/chat/completions"]` may be replaced."""
    with running() as site:
        site.pages["/v1/chat/completions"] = answering(model, **options)
        site.pages["/v1/models"] = Reply(b'{"data": []}')
        yield site


def in_turn(*replies: Any) -> Callable[[Any], Reply]:
    """Each request gets the next reply, the last one again and again."""
    left = list(replies)

    def reply(handler: Any) -> Reply:
        found = left.pop(0) if len(left) > 1 else left[0]
        return found if isinstance(found, Reply) else found(handler)

    return reply
