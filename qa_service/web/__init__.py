"""The pages: server-rendered, keyboard first, usable without script; thin over the use cases."""

from __future__ import annotations

from qa_service.web.blueprint import error_page, register

__all__ = ["error_page", "register"]
