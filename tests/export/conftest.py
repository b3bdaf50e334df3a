from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from reportedly.export import Bundle, Options, export
from tests.export.samples import bundle


@pytest.fixture(scope="session")
def written() -> Callable[..., bytes]:
    """The bytes of a format; the bundle of samples unless another is given."""

    def write(format: str, given: Bundle | None = None, options: Options | None = None) -> bytes:
        out = io.BytesIO()
        export(given or bundle(), format, out, options)
        return out.getvalue()

    return write
