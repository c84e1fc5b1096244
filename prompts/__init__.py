"""Prompt files for the guest language model, one Markdown file a prompt.

A file begins with `variables: name, name`, then `# system` (constant, so that servers can cache it) and `# user` (with
`{name}` where a value goes). Values are data: what looks like a delimiter or a variable inside them is made harmless.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PARTS = re.compile(r"\Avariables:(?P<names>[^\n]*)\n+# system\n(?P<system>.*?)\n# user\n(?P<user>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


class PromptError(ValueError):
    """A prompt file is malformed, or was given other values than it names."""


@dataclass(frozen=True)
class Prompt:
    """One prompt. system: constant rules; user: template of the data; sha256: of the whole file, for evaluations."""

    name: str
    system: str
    user: str
    variables: frozenset[str]
    sha256: str

    def fill(self, **values: str) -> str:
        """The user message. Raises PromptError when the values are not exactly the variables."""
        if set(values) != self.variables:
            raise PromptError(f"提示 {self.name} 需要 {sorted(self.variables)}，得到 {sorted(values)}")
        return _VARIABLE.sub(lambda match: harmless(values[match[1]]), self.user)


def harmless(text: str) -> str:
    """Data that cannot close the delimiters around it."""
    return text.replace("<", "＜").replace(">", "＞")


def parse_prompt(name: str, text: str) -> Prompt:
    """Raises PromptError when the parts are missing or the variables used are not those that the file names."""
    parts = _PARTS.match(text)
    if parts is None:
        raise PromptError(f"提示 {name} 应依次为 variables: 行、# system 和 # user 两节")
    named = frozenset(word for word in re.split(r"[,\s]+", parts["names"]) if word)
    used = frozenset(_VARIABLE.findall(parts["user"]))
    if named != used:
        raise PromptError(f"提示 {name} 写明的变量 {sorted(named)} 与用到的 {sorted(used)} 不一致")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Prompt(name, parts["system"].strip(), parts["user"].strip(), named, digest)


@lru_cache(maxsize=32)
def load_prompt(name: str) -> Prompt:
    """The prompt prompts/<name>.md. Raises PromptError."""
    return parse_prompt(name, files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8"))


def prompt_hashes() -> dict[str, str]:
    """The sha256 of every prompt file, by name: recorded with evaluations."""
    names = sorted(file.name[:-3] for file in files(__package__).iterdir() if file.name.endswith(".md"))
    return {name: load_prompt(name).sha256 for name in names}
