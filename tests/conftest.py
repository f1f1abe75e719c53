"""What several test files share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold documents and retrieval sets beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared with gold documents and retrieval sets")
    return SHARED
