#!/usr/bin/env bash
# Runs every check of the code: formatting, vet, staticcheck, and all tests, with the race detector if there is a C
# compiler for it. Arguments are passed on to go test.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(gofmt -l .)
if [ -n "$unformatted" ]; then
	echo "not formatted (run gofmt -w): $unformatted" >&2
	exit 1
fi
go vet ./...
go tool staticcheck ./...
CGO_ENABLED=0 go build ./...
if ! scripts/licences.sh | diff docs/licences.md -; then
	echo "docs/licences.md is not what it should be (run scripts/licences.sh >docs/licences.md)" >&2
	exit 1
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
parts=0 status=0
run() { # run FLAGS PACKAGES: go test, whose events are kept for the summary; the others run too if it fails
	parts=$((parts + 1))
	go tool gotestsum --format standard-quiet --hide-summary all --jsonfile "$work/$parts.json" -- -timeout 4m "${extra[@]}" "$@" || status=$?
}
extra=("$@")

# The race detector applies where goroutines of one process share memory. It cannot see what two processes share.
racy=$(go list ./bench ./internal/pair ./internal/sys ./mechanisms/inproc)
# These take too long with it, thousands of faults or a pair of processes for each mechanism; or they measure, and it
# would be measured too.
long='TheClocksCost|PercentilesAreThose|RandomFaults|StrangersAreKeptOut|ALongTMPDIR|PursuitsAreHonest'
# These compute, and start nothing that spins.
calm=$(go list ./report/... ./internal/alternate ./internal/meter ./internal/stat ./internal/statusline ./scripts/... | grep -v gatepower/handicap)
# These wait more than they compute.
rest=$(go list ./... | grep -vxF "$racy"$'\n'"$calm")
race=-race
if ! command -v "$(go env CC)" >/dev/null; then
	race=
	echo "no C compiler ($(go env CC)): testing without the race detector" >&2
fi
# Each process with the race detector would else end a second late, waiting for reports of others.
export GORACE="atexit_sleep_ms=0 ${GORACE:-}"
# Compiled on all CPUs first: -p is for what compiles, too.
go build $race $racy
go build ./...
# What measures runs alone, for it would find little on a busy machine; the others two at a time, as two CPUs are all that many machines have.
run $race -p 1 ${race:+-skip "$long"} $racy
run -p 2 $rest
run $calm
if [ -n "$race" ]; then
	run -run "$long" ./bench
fi

# What was skipped and why, what failed, and how many there were of each.
cat "$work"/*.json >"$work/all"
go tool gotestsum --format pkgname --raw-command -- cat "$work/all" | awk '/^(===|DONE)/ { show = 1 } show' || true
exit "$status"
