# One image for every service: the command says which process it is. See docker-compose.yml.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# Installs packages by the lock, generates the database client, bundles the processes, builds the web application.
RUN node lib/supervisor/boot.mjs build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY --from=build --chown=node:node /app /app
USER node
CMD ["node", ".build/web.mjs"]
