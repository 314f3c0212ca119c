#!/usr/bin/env bash
# Compares ipcbench's loops with the same loops in plain C: builds both and hands them to scripts/fidelity. Extra
# arguments are passed on (-pairs N).
set -euo pipefail
cd "$(dirname "$0")/.."

cc=${CC:-cc}
if ! command -v "$cc" >/dev/null; then
	echo "skip: no C compiler ($cc) to build the reference programs with" >&2
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
"$cc" -O2 -Wall -Wextra -pthread -o "$work/pingpong" scripts/fidelity/c/pingpong.c
go test -c -o "$work/ipcbench.test" .
go build -o "$work/fidelity" ./scripts/fidelity
"$work/fidelity" -bench "$work/ipcbench.test" -reference "$work/pingpong" "$@"
