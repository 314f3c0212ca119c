#!/usr/bin/env bash
# Runs the benchmark matrix in shuffled, interleaved rounds, writes results/<stamp>.txt, and renders it.
# Usage: scripts/bench.sh MATRIX ROUNDS BENCHTIME [BUDGET]   (make bench and make quick call it)
set -euo pipefail
matrix=${1:?matrix: quick, default, full or gate} rounds=${2:?least number of samples of each cell}
benchtime=${3:?time or count of each measured pass, such as 200ms}
# How long to measure in all; 0 for those rounds only.
budget=${4:-0}
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Before the rounds: a compiler beside a benchmark is noise. First what the programs are made of, by one go command, as
# two at once would compile what both need twice; then the programs at once, as a linker uses one CPU only. The broker's
# package comes first: it is the largest, and nothing else could be compiled meanwhile at the end.
echo "compiling the benchmarks, the report and the NATS broker; the first time that takes a minute or two ..." >&2
nats=github.com/nats-io/nats-server/v2
scripts/compile.sh go build $nats/server ./bench ./mechanisms/catalogue ./report/internal/...
# -w leaves out what only a debugger reads.
scripts/compile.sh go build -ldflags=-w -o "$work/" ./report $nats &
compiler=$!
scripts/compile.sh go test -c -ldflags=-w -o "$work/ipcbench.test" .
wait "$compiler"
echo "measuring ..." >&2

if commit=$(git rev-parse HEAD 2>/dev/null); then
	[ -z "$(git status --porcelain 2>/dev/null | head -1)" ] || commit+=-dirty
	export IPCBENCH_COMMIT=${IPCBENCH_COMMIT:-$commit}
fi
stamp=$(date -u +%Y%m%dT%H%M%SZ)
results=results/$stamp.txt
mkdir -p results
status=0
# What makes a channel, both directions at once, each mechanism's own path (a floor) and what a stranger can open are run
# in the first round only: they would take as long as all the rest. But the report judges claims by some of them, and
# their figures need intervals. An open loop and a reader that waits for a second are run in four rounds, since they take
# as long as it takes for messages to be due.
claims='Setup/mech=(pipe|fifo|unix-stream|tcp|file)$|Claim/what=(one-slot|two-slots|duplex)'
again="Latency|Throughput|Floor/what=[^p]|$claims"
few=(--few 'Paced|Claim/what=idle' --few-in 4)
# Later rounds have no percentiles: a mean takes less time, and more of them are wanted.
timed=(--timed 8)
if [ "$rounds" = 1 ]; then # of all but what tells how well a claim is known, which takes an interval: six samples
	rounds=6 again=$claims few=() timed=()
fi
"$work/report" rounds --out "$results" --rounds "$rounds" --budget "$budget" --again "$again" "${few[@]}" "${timed[@]}" \
	"$work/ipcbench.test" -test.benchtime="$benchtime" -ipc.matrix="$matrix" ${IPCBENCH_FLAGS:-} || status=$?
if [ "$status" -gt 1 ]; then
	exit "$status"
fi
ln -sfn "$stamp.txt" results/latest.txt
echo "results: $results · page: results/latest/index.html · tables: results/latest/summary.md"
# The summary ends with what matters on this machine.
"$work/report" -o results/latest "$results" || status=$?
exit "$status"
