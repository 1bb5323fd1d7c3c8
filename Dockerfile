# syntax=docker/dockerfile:1
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image is Node 24 already, so the pinned `node` package stays an empty shell: no install script runs.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data HTTP_HOST=0.0.0.0 PLAYGROUND=off
WORKDIR /app
RUN install -d -o node -g node -m 700 /data
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY config config
COPY src src
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT || 8787}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# On another base image the first file says which Node it takes.
CMD ["node", "--max-semi-space-size=8", "--import", "./src/node-version.js", "src/main.ts"]
