"""Commands that take a single option once, and one form of output: the parser would silently keep the last."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from openness.project.errors import BadValueError

FORMS = ("--json", "--jsonl", "--csv")
"""Options that each say how a result is printed."""


class Strict(TyperCommand):
    """A command that refuses an option given twice, unless it may be given several times, and two forms of output."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """Parse the arguments once before, only to see what was given."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        given = Counter(one for one in order if isinstance(one, TyperOption) and not one.multiple)
        for option, times in given.items():
            if times > 1:
                name = "/".join([*option.opts, *option.secondary_opts])
                raise BadValueError(f"{name} is given {times} times, expected once")
        forms = [name for name in FORMS for option in given if name in option.opts]
        if len(forms) > 1:
            raise BadValueError(f"{' and '.join(forms)} are given, expected one of them")
        return super().parse_args(ctx, args)


class App(typer.Typer):
    """An application whose commands are all strict."""

    def command(self, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        """Return the decorator of typer's own, for a strict command."""
        return super().command(*args, **{"cls": Strict, **kwargs})
