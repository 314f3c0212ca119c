#!/usr/bin/env bash
# Measures the regression gate itself, on a quiet machine and beside a neighbour, and makes the table of docs/gate.md
# anew. Arguments are passed on to scripts/gatepower (--help lists them); without any, both series are run, which takes
# a day.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
go build -o "$work/report" ./report
go test -c -o "$work/handicap.test" ./scripts/gatepower/handicap
go build -o "$work/gatepower" ./scripts/gatepower
power() { "$work/gatepower" --report "$work/report" --program "$work/handicap.test" "$@"; }
if [ $# -gt 0 ]; then
	power "$@"
else
	power
	power --beside
fi
