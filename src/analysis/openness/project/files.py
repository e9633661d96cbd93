"""Files that people write by hand."""

from typing import Any

import yaml

from openness.project.errors import BadFileError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes | str, name: str, *, unique_keys: bool = False) -> Any:
    """Parse YAML; with `unique_keys`, a key that a mapping has twice is refused. An error names the line."""
    text = data.decode("utf-8", errors="replace") if isinstance(data, bytes) else data
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise BadFileError(f"{name}, line {number}: merge-conflict marker {line[:7]!r}")
    try:
        return yaml.load(text, Loader=_UniqueKeys if unique_keys else LOADER)  # noqa: S506 - a SafeLoader in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadFileError(f"{name}{line}: not valid YAML: {getattr(error, 'problem', None) or error}") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise BadFileError(f"{name}: not valid YAML: {error}") from error


class _UniqueKeys(LOADER):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if (key.tag, str(key.value)) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add((key.tag, str(key.value)))
        return super().construct_mapping(node, deep)
