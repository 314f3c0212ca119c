#!/usr/bin/env bash
# Compares ipcbench's loops with the same loops in plain C: builds both and hands them to scripts/fidelity. Extra
# arguments are passed on (-help lists them). CFLAGS=-DTHROUGH_POINTER makes C call its mechanisms as ipcbench does,
# CFLAGS=-DMONITOR=50000 gives its processes a thread like the Go runtime's monitor, with that timer slack in ns.
set -euo pipefail
cd "$(dirname "$0")/.."

cc=${CC:-cc}
if ! command -v "$cc" >/dev/null; then
	echo "skip: no C compiler ($cc) to build the reference programs with" >&2
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# shellcheck disable=SC2086 # CFLAGS are several words
"$cc" -O2 -Wall -Wextra ${CFLAGS:-} -o "$work/reference" scripts/fidelity/c/*.c
go build -o "$work/" ./scripts/fidelity ./scripts/peers github.com/nats-io/nats-server/v2
# Both programs keep their files below the same directory, which goes away however this ends.
mkdir "$work/tmp"
TMPDIR=$work/tmp "$work/fidelity" --reference "$work/reference" --peers "$work/peers" "$@"
