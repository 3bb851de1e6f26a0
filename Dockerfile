# One image for the server and for workers. docs/operations.md says how it is run; test/platform/container.test.ts holds it to the code.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# Builds both apps, with everything that building needs.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1
COPY package.json package-lock.json turbo.json tsconfig.base.json ./
COPY packages packages
COPY apps apps
COPY test/package.json test/package.json
RUN npm ci --no-audit --no-fund
RUN npx turbo run build

# Only what runs: no tools, no embedded PostgreSQL, no second Node.
FROM ${NODE_IMAGE} AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages packages
COPY apps apps
COPY test/package.json test/package.json
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --workspace @parley/api

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production PORT=3000 PARLEY_HOST=0.0.0.0 PARLEY_DATA=/var/lib/parley PARLEY_DEMO=off PARLEY_LOG=json
RUN mkdir -p /var/lib/parley && chown node:node /var/lib/parley
COPY --from=libraries /app/node_modules node_modules
COPY --from=libraries /app/apps/api apps/api
COPY --from=libraries /app/packages packages
COPY package.json ./
COPY --from=build /app/apps/partner/dist apps/partner/dist
COPY --from=build /app/apps/admin/dist apps/admin/dist
USER node
# Kept secrets and checkpoints; everything else may be read-only.
VOLUME /var/lib/parley
EXPOSE 3000
STOPSIGNAL SIGTERM
# A worker has no PORT of its own: its health is on PARLEY_METRICS_PORT.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PARLEY_METRICS_PORT || process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/server.ts"]
