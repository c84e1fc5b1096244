"""Settings of answering, read once from `ZHENGWEN_*` by an entry point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerSettings:
    """The guest language model; without base_url and model there is none.

    base_url, model, api_key: an OpenAI-compatible endpoint. timeout: seconds a call. max_tokens: cap of one reply.
    daily_tokens: cap of all calls of one day, 0 for none.
    """

    base_url: str = ""
    model: str = ""
    api_key: str = ""
    timeout: float = 60.0
    max_tokens: int = 400
    daily_tokens: int = 0

    @property
    def has_model(self) -> bool:
        return bool(self.base_url and self.model)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> AnswerSettings:
        return cls(
            base_url=environment.get("ZHENGWEN_LLM_BASE_URL", ""),
            model=environment.get("ZHENGWEN_LLM_MODEL", ""),
            api_key=environment.get("ZHENGWEN_LLM_API_KEY", ""),
            timeout=float(environment.get("ZHENGWEN_LLM_TIMEOUT", "60")),
            max_tokens=int(environment.get("ZHENGWEN_LLM_MAX_TOKENS", "400")),
            daily_tokens=int(environment.get("ZHENGWEN_LLM_DAILY_TOKENS", "0")),
        )
