"""Which license a base model is under, where its name settles it: one list, checked against the tags of the Hub.

A test compares it with the license tags of the newest edition of the Hub (`data/raw/hub/source.yml`): all 189
repositories of these publishers that it names agree. Models of images are not in that edition; their pages are linked
below.
"""

import re
from dataclasses import dataclass

_BASES = (
    (r"code-?llama", "meta-llama|codellama", "LicenseRef-llama-2"),
    (r"llama-?2", "meta-llama", "LicenseRef-llama-2"),
    (r"llama-?3[.-]1", "meta-llama", "LicenseRef-llama-3.1"),
    (r"llama-?3[.-]2", "meta-llama", "LicenseRef-llama-3.2"),
    (r"llama-?3[.-]3", "meta-llama", "LicenseRef-llama-3.3"),
    (r"llama-?3", "meta-llama", "LicenseRef-llama-3"),
    (r"llama-?4", "meta-llama", "LicenseRef-llama-4"),
    (r"gemma-(1\.1-)?[27]b|gemma-[23]n?(?=-)", "google", "LicenseRef-gemma"),
    (r"qwen-?2\.5-(coder-|math-)?(0\.5|1\.5|7|14|32)b", "qwen", "Apache-2.0"),
    (r"qwen-?2\.5-72b", "qwen", "LicenseRef-qwen"),
    (r"qwen-?2\.5-3b", "qwen", "LicenseRef-qwen-research"),
    (r"qwen-?3-\d", "qwen", "Apache-2.0"),
    (r"mistral-7b|mixtral-8x\d+b|mistral-nemo", "mistralai", "Apache-2.0"),
    (r"kimi-k2-(base|instruct)", "moonshotai", "LicenseRef-kimi-k2-modified-mit"),
    (r"phi-([234]|3\.5)", "microsoft", "MIT"),
    (r"bloom(z)?", "bigscience", "LicenseRef-bigscience-bloom-rail-1.0"),
    (r"starcoder2?", "bigcode", "LicenseRef-bigcode-openrail-m-v1"),
    (r"stable-diffusion-v1", "runwayml|compvis|stable-diffusion-v1-5", "LicenseRef-creativeml-openrail-m"),
    (r"stable-diffusion-xl-(base|refiner)", "stabilityai", "LicenseRef-openrail-pp-m"),
    (r"flux\.1-schnell", "black-forest-labs", "Apache-2.0"),
)
"""Pattern of the model's name, its publishers on the Hub, license. Sources beside the edition of the Hub:
https://huggingface.co/stable-diffusion-v1-5/stable-diffusion-v1-5, https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0,
https://huggingface.co/black-forest-labs/FLUX.1-schnell."""
_LIST = tuple(
    (re.compile(rf"(?:^|[^a-z0-9]|meta-)(?:{name})(?![0-9]|\.\d)"), frozenset(who.split("|")), license_)
    for name, who, license_ in _BASES
)


@dataclass(frozen=True)
class Base:
    """A base model and its license."""

    model: str
    license: str | None  # None: not known here
    known_by: str | None  # publisher, or name: somebody else's model that bears the family's name


def find(model: str) -> Base:
    """Return what the name of a base model settles."""
    owner, _, name = model.casefold().replace("_", "-").rpartition("/")
    for pattern, publishers, license_ in _LIST:
        if pattern.search(name):
            return Base(model, license_, "publisher" if owner in publishers else "name")
    return Base(model, None, None)
