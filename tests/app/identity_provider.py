"""A small OpenID provider for tests: signs everyone in as the person that it was started with."""

from __future__ import annotations

import argparse
import json
import secrets
import time
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey


def provider(issuer: str, claims: dict[str, Any]) -> FastAPI:
    app = FastAPI()
    key = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
    codes: dict[str, dict[str, str]] = {}

    @app.get("/.well-known/openid-configuration")
    def configuration() -> dict[str, Any]:
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [key.as_dict(private=False)]}

    @app.get("/authorize")
    def authorize(request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        code = secrets.token_hex(8)
        codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    @app.post("/token")
    def token(code: Annotated[str, Form()], code_verifier: Annotated[str, Form()]) -> dict[str, Any]:
        asked = codes.pop(code)
        assert code_verifier
        now = int(time.time())
        body = {
            **claims,
            "iss": issuer,
            "aud": asked["client_id"],
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "test"}, body, key)
        return {"access_token": "unused", "token_type": "Bearer", "id_token": signed}

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--claims", required=True)
    given = parser.parse_args()
    issuer = f"http://127.0.0.1:{given.port}"
    uvicorn.run(provider(issuer, json.loads(given.claims)), host="127.0.0.1", port=given.port, log_level="warning")
