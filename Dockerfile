# One base for all stages. A tag can move: whoever runs a registry pins it to the digest that was looked at,
# as node:26.9.0-trixie-slim@sha256:…
FROM node:26.9.0-trixie-slim AS base
WORKDIR /app

FROM base AS dependencies
COPY package.json package-lock.json ./
# The optional packages are Node itself, for machines without it.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund \
  # Half of what comes is for those who write code: types and source maps.
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM base AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /usr/local/share /opt/yarn-* \
    /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
    /usr/local/bin/docker-entrypoint.sh \
  && install --directory --owner=node --group=node --mode=0700 /app/data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src

# What was removed above is in no layer of the image.
FROM scratch
COPY --from=runtime / /
ARG REVISION=unknown
# DEMO: never a demo because the token got lost on the way.
ENV PATH=/usr/local/bin:/usr/bin:/bin \
  NODE_ENV=production \
  DEMO=off \
  HTTP_HOST=0.0.0.0 \
  REVISION=${REVISION}
WORKDIR /app
USER 1000:1000
VOLUME /app/data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT || 8080}/healthz`).then(({ ok }) => { process.exitCode = ok ? 0 : 1 }, () => { process.exitCode = 1 })"]
# What `npm start` runs, without npm, which would keep a SIGTERM to itself.
CMD ["node", "--max-semi-space-size=2", "--no-parallel-scavenge", "--v8-pool-size=1", "--import", "./src/require-node.mjs", "--import", "./src/telemetry.ts", "src/main.ts"]
