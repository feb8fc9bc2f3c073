"""The house as a test enters it: acts through `perform`, questions through the queries, each in a context of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Flask

from gemportal.kernel.actor import Actor
from gemportal.kernel.acts import perform

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class House:
    """One application with its database. No context stays open, so that nothing is shared between two steps of a test."""

    app: Flask

    def perform(self, act: Callable[Concatenate[Actor, P], R], actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one act and commit it, as a page or a command does."""
        with self.app.app_context():
            return perform(act, actor, *args, **kwargs)

    def ask(self, question: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer of a query (or any function that reads), in a transaction of its own."""
        with self.app.app_context():
            return question(*args, **kwargs)

    def run(self, *words: str) -> Any:
        """A `flask` command; fails with its output when the command fails."""
        result = self.app.test_cli_runner().invoke(args=list(words))
        if result.exit_code != 0:
            raise AssertionError(
                f"flask {' '.join(words)} exited with {result.exit_code}: {result.output}"
            ) from result.exception
        return result
