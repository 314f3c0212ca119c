#!/usr/bin/env bash
# Runs a go command that compiles: scripts/compile.sh go build ./...
# A compiler that collects no garbage is quicker (empty caches, go build, go test -c, go vet and staticcheck of all
# packages, one run each: 162 s, and 201 s with GOGC=400). So there is no collection until a compiler has used its share
# of the memory.
set -euo pipefail
share=$(($(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo) / ($(nproc) + 1) / 1024))
if [ "$share" -ge 1500 ] && [ -z "${GOGC:-}${GOMEMLIMIT:-}" ]; then
	export GOGC=off GOMEMLIMIT=$((share < 4000 ? share : 4000))MiB
fi
exec "$@"
