"""The workbench: a ledger in a browser, and `/api/v1`. Needs the extra `web` (pip install 'reportedly[web]')."""

from fastapi import FastAPI

from reportedly.ledger import Ledger
from reportedly.web.app import Settings, build
from reportedly.web.desk import Desk
from reportedly.web.ledgered import LedgerDesk
from reportedly.web.memory import MemoryDesk

__all__ = ["Desk", "LedgerDesk", "MemoryDesk", "Settings", "app"]


def app(ledger: Ledger | Desk, settings: Settings | None = None) -> FastAPI:
    """The ASGI app over a ledger, or over anything that answers as a Desk; serve it with uvicorn or another ASGI server."""
    return build(LedgerDesk(ledger) if isinstance(ledger, Ledger) else ledger, settings)
