#!/usr/bin/env bash
# The regression gate: compares a commit with the working tree, or two commands, in one sitting (docs/gate.md).
#
#   BASE=main scripts/ab.sh                       make ab BASE=main
#   A='./old.test …' B='./new.test …' scripts/ab.sh
#
# Variables: PKG (.), BUDGET (5m), CELLS, MATTER (regular expressions), LEAST (3%; or several: "5% grpc=10%"), FLAGS (of
# the benchmark programs: -ipc.matrix=gate), FORMAT (text, markdown, json, csv). Arguments are passed on to report ab. This
# script has its exit status: 0 nothing regressed, 1 regressed, 2 could not be measured, 3 undecided. (make ends with 2
# after any of the last three.)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
(cd "$here" && go build -o "$work/report" ./report)

arguments=()
add() { # add FLAG VALUE: the flag, if there is a value
	if [ -n "$2" ]; then arguments+=("$1=$2"); fi
}
add --base "${BASE:-}"
add --a "${A:-}"
add --b "${B:-}"
add --pkg "${PKG:-}"
add --budget "${BUDGET:-}"
add --cells "${CELLS:-}"
add --matter "${MATTER:-}"
add --flags "${FLAGS:-}"
add --format "${FORMAT:-}"
for least in ${LEAST:-}; do add --least "$least"; done
status=0
"$work/report" ab "${arguments[@]}" "$@" || status=$?
exit "$status"
