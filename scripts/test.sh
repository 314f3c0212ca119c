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
scripts/compile.sh go build ./... # on all CPUs, which the -p of tests is for, too; dist's tests build without C
scripts/compile.sh go vet ./...
scripts/compile.sh go tool staticcheck ./...
if ! scripts/licences.sh | diff docs/licences.md -; then
	echo "docs/licences.md is not what it should be (run scripts/licences.sh >docs/licences.md)" >&2
	exit 1
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
beside=
trap 'kill $beside 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
parts=0 status=0
part() { # part N FLAGS PACKAGES: go test, whose events are kept for the summary
	local events=$work/$1.json
	shift
	go tool gotestsum --format standard-quiet --hide-summary all --jsonfile "$events" -- -timeout 12m "${extra[@]}" "$@"
}
run() { # run FLAGS PACKAGES: the others run too if it fails
	parts=$((parts + 1))
	part "$parts" "$@" || status=$?
}
extra=("$@")

# The race detector applies where goroutines of one process share memory. It cannot see what two processes share. The
# first of these measure, the others do not.
racy=$(go list ./bench/... ./internal/cpu ./internal/floor)
waiting=$(go list ./internal/proc ./internal/remote ./internal/sys ./internal/turns ./mechanisms/inproc)
# These are tested without it: they measure, and it would be measured too; or they start so many processes, each of
# which shares nothing, that they would take long.
plain='TheClocksCost|PercentilesAreThose|FloorsDoWhat|CPUTimeIsThat|SyscallsAreThose|RandomFaults|LastingDamage|StrangersAreKeptOut|ALongTMPDIR|PrecisionIntervalsAreHonest|AreProbed|PacedLatencies|RandomArrivalsWait|ADelayCounts'
# The others wait more than they compute. Those that take longest come first.
longest=$(go list ./report/internal/page ./mechanisms/socket ./mechanisms/memory ./report/internal/gate)
rest="$longest $(go list ./... | grep -vxF "$racy"$'\n'"$waiting"$'\n'"$longest"$'\n'ipcbench/internal/e2e)"
race=-race
if ! command -v "$(go env CC)" >/dev/null; then
	race=
	echo "no C compiler ($(go env CC)): testing without the race detector" >&2
fi
# Each process with the race detector would else end a second late, waiting for reports of others.
export GORACE="atexit_sleep_ms=0 ${GORACE:-}"
scripts/compile.sh go build $race $racy $waiting
go tool -n nats-server >/dev/null # the broker: tests of nats would build it, within their time limits
# What measures runs alone, for it would find little on a busy machine; the others some at a time.
run $race -p 1 ${race:+-skip "$plain"} $racy
if [ -n "$race" ]; then
	run -p 1 -run "$plain" ./bench/...
fi
# The tests of whole programs mostly wait: those of hosts and containers, and the others, run beside the rest. On one
# CPU they run in turn.
far='Host|FarSide|FarAway|EndOfAnother|NotServed|OneCoordinator|LostSSH|LinkThatGoes|ScopesRun|RightToMake|Crosses|Container|Dist|Image|Fleet|Quota'
cpus=$(nproc)
aside() { # aside N FLAGS PACKAGES: part, beside what follows
	part "$@" &
	beside+=" $!"
	[ "$cpus" -gt 1 ] || wait $! || status=$?
}
aside far -run "$far" ./internal/e2e
aside near -skip "$far" ./internal/e2e
aside waiting $race -p 1 $waiting
run -p "$((cpus < 2 ? 1 : 2))" $rest
for one in $beside; do
	wait "$one" || status=$?
done

# What was skipped and why, what failed, and how many there were of each.
cat "$work"/*.json >"$work/all"
go tool gotestsum --format pkgname --raw-command -- cat "$work/all" | awk '/^(===|DONE)/ { show = 1 } show' || true
exit "$status"
