"""Settings: the only place that reads the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.problem import BadRequest

_PREFIX = "ZHENGCE_"


class Settings(BaseSettings):
    """Read once from variables named ZHENGCE_<FIELD> and handed on as values."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    data: Path = Field(Path("data"), description="the folder that holds the built graph and indexes")
    model: str | None = Field(None, description="a sentence-transformers model, by name or folder")
    reranker: str | None = Field(None, description="a cross-encoder that orders the best passages, by name or folder")
    host: str = Field("127.0.0.1", description="the address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="the port to serve on")
    query_seconds: float = Field(10.0, gt=0, le=300, description="the longest a SPARQL query may run")
    query_rows: int = Field(10_000, gt=0, description="the most rows a SPARQL query may return")
    query_megabytes: int = Field(1024, gt=0, description="the most memory a SPARQL query may take")
    token: str = Field("", description="who has it may mark and add documents; empty: anyone, on a loopback address")
    uploads: bool = Field(False, description="whether documents may be added through the explorer")
    upload_megabytes: int = Field(20, gt=0, le=1000, description="the largest file that may be added")
    llm_base_url: str | None = Field(None, description="an OpenAI-compatible endpoint, such as http://host:8000/v1")
    llm_model: str | None = Field(None, description="the model that the endpoint is asked for")
    llm_key: SecretStr | None = Field(None, description="the endpoint's key, from the environment alone")
    llm_concurrency: int = Field(4, ge=1, le=64, description="how many requests the endpoint gets at once")
    llm_seconds: float = Field(120.0, gt=0, le=3600, description="the longest that a reply may take")
    llm_drafts: bool = Field(False, description="whether the model may draft queries for questions that are asked")
    request_characters: int = Field(20_000, gt=0, description="the longest question, query or body that is read")


def read(given: Mapping[str, Any]) -> Settings:
    """Return the settings: what is given, else the environment, else the defaults; raises BadRequest."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise BadRequest(
            f"{first['input']!r} is no {name} ({first['msg']})", f"correct {_PREFIX}{name.upper()} or --{name}"
        ) from error
