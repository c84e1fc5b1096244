"""Secrets: argon2 for what people and portals keep, SHA-256 for random tokens that live for hours."""

from __future__ import annotations

import secrets
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Argon2id as RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes are argon2-cffi's defaults.
_hasher = PasswordHasher()
_decoy = _hasher.hash(secrets.token_urlsafe(16))


def hash_secret(secret: str) -> str:
    return _hasher.hash(secret)


def verify_secret(hashed: str | None, secret: str) -> bool:
    """Whether the secret fits. Without a hash it says no in the same time: the clock tells no names."""
    try:
        return _hasher.verify(hashed or _decoy, secret) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a random token: it has 256 bits, so a plain hash suffices."""
    return sha256(token.encode()).hexdigest()
