# Stage 1: an environment with the locked run-time dependencies and the service.
FROM python:3.11-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1

RUN python -m venv /opt/qa-service
WORKDIR /src

# Dependencies first: they change seldom, so this layer is usually taken from the cache.
COPY requirements-run.lock ./
RUN /opt/qa-service/bin/python -m pip install --require-hashes -r requirements-run.lock

COPY pyproject.toml README.md LICENSE ./
COPY docs ./docs
COPY migrations ./migrations
COPY rubrics ./rubrics
COPY qa_service ./qa_service
RUN /opt/qa-service/bin/python -m pip install --no-deps .


# Stage 2: that environment alone, run by an account without rights.
FROM python:3.11-slim

RUN groupadd --system --gid 10001 qa \
    && useradd --system --uid 10001 --gid qa --no-create-home --home-dir /data --shell /usr/sbin/nologin qa \
    && install --directory --owner=qa --group=qa --mode=0750 /data

COPY --from=build /opt/qa-service /opt/qa-service

# Inside the container every interface is meant: what is reachable is decided by the published port.
ENV PATH=/opt/qa-service/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    QA_BIND=0.0.0.0:8000 \
    QA_DATA_DIR=/data

USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8000

# Without a proxy handler, so that a proxy named in the environment is not asked for the local address.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["qa-service", "serve"]
