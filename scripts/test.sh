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
# All but the race detector's tests compile in one way, that of scripts/dist.sh: each other way would compile all modules
# again. vet is the first to compile, on all CPUs.
export CGO_ENABLED=0 GOFLAGS="-trimpath ${GOFLAGS:-}"
scripts/compile.sh go vet ./...

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
beside=
trap 'for one in $beside; do kill -- "-$one" 2>/dev/null || true; done; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# go tool would compile these, and the Go library for them, without -trimpath. The broker is taken from PATH.
scripts/compile.sh go build -o "$work/tools/" gotest.tools/gotestsum honnef.co/go/tools/cmd/staticcheck \
	github.com/nats-io/nats-server/v2
PATH+=:$work/tools
status=0
# run FLAGS PACKAGES: go test, whose events are kept for the summary. What follows runs too if it fails. Only compilers
# do without garbage collection.
run() {
	local c=0 # only the race detector needs C, what tests compile does not
	[[ " $* " != *" -race "* ]] || c=1
	CGO_ENABLED=$c scripts/compile.sh "$work/tools/gotestsum" --format standard-quiet --hide-summary all \
		--jsonfile "$(mktemp "$work/XXXXXX.json")" -- \
		-timeout 12m -vet=off -exec "env -u GOGC -u GOMEMLIMIT CGO_ENABLED=0" "${extra[@]}" "$@" || status=$?
}
extra=("$@")

# The race detector applies where goroutines of one process share memory. It cannot see what two processes share. The
# first of these measure, the others do not. bench/plan and bench/record have no goroutines.
all=$(go list ./...)
ours() { printf 'ipcbench/%s\n' "$@"; }
racy=$(grep -E '^ipcbench/bench(/|$)' <<<"$all" | grep -vE '/(pattern|plan|record)$'; ours internal/cpu internal/floor)
waiting=$(ours bench/pattern internal/proc internal/remote internal/sys internal/turns mechanisms/inproc)
# Tests of bench/sample that decide by nothing that a busy machine changes.
calm='FaultsAreNamed|FaultsInAnOpenLoop|StrangersGetIn|DuplexDoesNotStick|TwoSlotsLose|SetupLeaves'
# These are tested without it: they measure, and it would be measured too; or they start so many processes, each of
# which shares nothing, that they would take long.
plain='TheClocksCost|PercentilesAreThose|FloorsDoWhat|CPUTimeIsThat|PrecisionIntervalsAreHonest|AreProbed|PacedLatencies|RandomArrivalsWait|ADelayCounts'
many='RandomFaults|LastingDamage|StrangersAreKeptOut|ALongTMPDIR|SyscallsAreThose'
# The ends of these spin most.
spinning=$(ours mechanisms/socket mechanisms/memory)
browser=$(ours report/internal/page)
elsewhere="$racy"$'\n'"$waiting"$'\n'"$spinning"$'\n'"$browser"$'\n'ipcbench/internal/e2e
rest=$(grep -vxF "$elsewhere" <<<"$all")
rest_mechanisms=$(grep /mechanisms/ <<<"$rest")
rest_report=$(grep /report <<<"$rest")
rest=$(grep -v '/mechanisms/\|/report' <<<"$rest")
race=-race
if ! command -v "$(go env CC)" >/dev/null; then
	race=
	echo "no C compiler ($(go env CC)): testing without the race detector" >&2
fi
# Each process with the race detector would else end a second late, waiting for reports of others.
export GORACE="atexit_sleep_ms=0 ${GORACE:-}"
if [ -n "$race" ]; then
	# What their tests need is compiled on all CPUs, not for one test after the other.
	deps=$(go list -deps -test -f '{{if and (not .ForTest) (not .Standard)}}{{.ImportPath}}{{end}}' $racy $waiting |
		grep -v '\.test$')
	CGO_ENABLED=1 scripts/compile.sh go build -race $deps
fi
# What measures runs alone, for it would find little on a busy machine; the others some at a time.
run $race -p 1 -skip "${race:+$plain|}$many|$calm" $racy
if [ -n "$race" ]; then
	run -p 1 -run "$plain" $(ours bench bench/sample bench/worker)
fi
# Lanes run beside each other, each of them one suite at a time: what waits for hosts and containers, the other tests of
# whole programs, and the list of the others, from which the first two lanes take, too, when they are through. With more
# lanes, ends that spin would take each other's CPUs, and need more CPU time for the same. What only looks at the code
# takes what CPU time the lanes leave. On one CPU they run in turn.
far='Host|FarSide|FarAway|EndOfAnother|NotServed|OneCoordinator|LostSSH|LinkThatGoes|ScopesRun|RightToMake|Crosses|Container|Dist|Image|Fleet|Quota'
hosts() {
	run -run "$far" ./internal/e2e
	others
}
programs() {
	run -skip "$far" ./internal/e2e
	others
}
others() {
	local suite
	while suite=$(flock "$work/lock" sed -i -e '1w /dev/stdout' -e 1d "$work/others") && [ -n "$suite" ]; do
		"$suite"
	done
}
spins() { run -p 1 $spinning; }
mechanisms() { run -p 1 $rest_mechanisms; }
racing() { run $race -p 1 $waiting; }
page() { run $browser; }
report() { run -p 1 $rest_report; }
hostile() { run -run "$many" ./bench/sample; }
faulty() { run $race -run "$calm" ./bench/sample; }
small() { run -p 1 $rest; }
printf '%s\n' mechanisms page spins racing hostile report faulty small >"$work/others"
looks() {
	nice -n 19 scripts/compile.sh "$work/tools/staticcheck" ./... || status=$?
	if ! scripts/licences.sh | diff docs/licences.md -; then
		echo "docs/licences.md is not what it should be (run scripts/licences.sh >docs/licences.md)" >&2
		status=1
	fi
}
cpus=$(nproc)
for lane in looks hosts programs; do
	set -m # a process group of its own, which ends with the script
	("$lane" && exit "$status") &
	set +m
	beside+=" $!"
	[ "$cpus" -gt 1 ] || wait $! || status=$?
done
others
for one in $beside; do
	wait "$one" || status=$?
done

# What was skipped and why, what failed, and how many there were of each.
cat "$work"/*.json >"$work/all"
"$work/tools/gotestsum" --format pkgname --raw-command -- cat "$work/all" | awk '/^(===|DONE)/ { show = 1 } show' || true
exit "$status"
