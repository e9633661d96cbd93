"""What is read or worked out once for each folder of raw data."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from openness.project import paths

F = TypeVar("F", bound=Callable[..., Any])


def once(most: int = 4) -> Callable[[F], F]:
    """Keep the ``most`` latest answers of a function of hashable arguments that looks at the raw data at hand."""

    def kept(function: F) -> F:
        @lru_cache(maxsize=most)
        def answer(_raw: Path, *arguments: Any) -> Any:
            return function(*arguments)

        @wraps(function)
        def ask(*arguments: Any) -> Any:
            return answer(paths.raw(), *arguments)

        return ask  # type: ignore[return-value]

    return kept
