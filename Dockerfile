# fd012 in an image, from its packed file alone:
#
#   npm pack && docker build --build-arg SHA256="$(sha256sum fd012-*.tgz | cut -d ' ' -f 1)" -t fd012 .
#   docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined --device /dev/fuse -v "$PWD/reports:/reports" fd012 run --runtime unshare
#
# The runtimes to validate are added in an image of yours, or mounted; unshare needs none.
ARG BASE=docker.io/library/node:24.11.1-bookworm-slim
FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends util-linux mount procps && rm -rf /var/lib/apt/lists/*
COPY fd012-*.tgz /tmp/fd012.tgz
ARG SHA256=""
RUN test -z "$SHA256" || echo "$SHA256  /tmp/fd012.tgz" | sha256sum --check --strict
# It depends on no other package: no registry is asked.
RUN npm install --global --offline --ignore-scripts --no-audit --no-fund /tmp/fd012.tgz && rm /tmp/fd012.tgz
ENTRYPOINT ["fd012"]
