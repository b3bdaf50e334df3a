"""`/api/v1`: everything that the pages can do, for programs."""

from reportedly.web.api.more import router as more
from reportedly.web.api.routes import described, router

router.include_router(more)
__all__ = ["described", "router"]
