# One image for both processes: the API (the default command) and the worker. The sources run as they are, through tsx.
FROM node:22.22.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package that is needed here has to be built or fetched by a script of its own; Temporal's brings all systems along.
RUN npm ci --omit=dev --ignore-scripts \
  && npm cache clean --force \
  && rm -rf node_modules/@temporalio/core-bridge/releases/*-apple-* node_modules/@temporalio/core-bridge/releases/*-pc-*

# The pages are built with packages that nothing needs afterwards.
FROM node:22.22.0-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts && npm cache clean --force
COPY domain domain
COPY api api
COPY web web
COPY client client
RUN npm run build

FROM node:22.22.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DEMO=off
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json tsconfig.json config.ts heap.ts ./
COPY domain domain
COPY workflows workflows
COPY activities activities
COPY codec codec
COPY db db
COPY ingest ingest
COPY imports imports
COPY jobs jobs
COPY links links
COPY publishing publishing
COPY channels channels
COPY api api
COPY worker worker
COPY --from=pages /app/web/dist web/dist
# Once, here: a worker then starts without making it, on a file system that it cannot change.
RUN node --import tsx worker/bundle.main.ts
USER node
EXPOSE 3000
CMD ["node", "--import", "tsx", "api/main.ts"]
