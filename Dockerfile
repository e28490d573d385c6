# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin danchu \
    && install -D target/release/danchu /out/danchu

FROM debian:12-slim
# curl asks /readyz in the health check.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin danchu \
    && install -d -o danchu -g danchu -m 0750 /var/lib/danchu
COPY --from=build /out/danchu /usr/local/bin/danchu
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/danchu/

USER danchu
ENV DANCHU_LISTEN=0.0.0.0:8080 \
    DANCHU_DATA_DIR=/var/lib/danchu
VOLUME /var/lib/danchu
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "--max-time", "4", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["danchu"]
CMD ["serve"]
