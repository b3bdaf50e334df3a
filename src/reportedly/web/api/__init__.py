"""`/api/v1`: everything that the pages can do, for programs."""

from reportedly.web.api.routes import described, router

__all__ = ["described", "router"]
