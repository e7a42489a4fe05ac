"""The application factory: the only place that joins the layers."""

from __future__ import annotations

from flask import Flask, Response

from qa_service import api, web
from qa_service.api.context import reply
from qa_service.config import Settings
from qa_service.services import access
from qa_service.storage.engine import Store
from qa_service.storage.migrate import current_revision, newest_revision
from qa_service.telemetry import configure_logging


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """Build the service on a migrated store."""
    configure_logging(settings.log_level)
    store = store or Store(settings.url)
    app = Flask("qa_service", static_folder=None)
    app.extensions["qa_store"] = store
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_mib << 20
    app.config["RATINGS_MAX_CONTENT_LENGTH"] = max(settings.max_ratings_mib, settings.max_body_mib) << 20
    app.config["EVENT_STREAMS"] = settings.threads // 2
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body_mib << 20
    with store.write() as uow:
        access.bootstrap(uow)
        app.secret_key = settings.secret_key or access.cookie_secret(uow)
    api.register(app)
    web.register(app, store, settings)
    _probes(app, store)
    return app


def _probes(app: Flask, store: Store) -> None:
    @app.get("/healthz")
    def healthz() -> Response:
        """Alive: this process answers."""
        return reply({"status": "ok"})

    @app.get("/readyz")
    def readyz() -> Response:
        """Ready: the store answers and is at the newest revision."""
        ready = current_revision(store) == newest_revision()
        return reply({"status": "ok" if ready else "migration needed"}, 200 if ready else 503)
