#!/usr/bin/env bash
# Measures what distance costs: each mechanism that reaches another host, within this machine and between two hosts, in
# shuffled, interleaved rounds (make hosts). What may be set:
#   HOST    the second host, as -ipc.host takes it: netns, ssh://user@name or connect:ADDRESS (default: netns)
#   BUDGET  how long to measure (default: 6m)
#   SIZES   message sizes (default: 64,64KiB)
# Other flags of the benchmarks, such as -ipc.token-file: IPCBENCH_FLAGS.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Before the rounds: a compiler beside a benchmark is noise.
echo "compiling the benchmarks, the report and the NATS broker; the first time that takes a minute or two ..." >&2
scripts/compile.sh go build -ldflags=-w -o "$work/" ./report github.com/nats-io/nats-server/v2
scripts/compile.sh go test -c -ldflags=-w -o "$work/ipcbench.test" .

if commit=$(git rev-parse HEAD 2>/dev/null); then
	[ -z "$(git status --porcelain 2>/dev/null | head -1)" ] || commit+=-dirty
	export IPCBENCH_COMMIT=${IPCBENCH_COMMIT:-$commit}
fi
flags=(-ipc.host="${HOST:-netns}" -ipc.sizes="${SIZES:-64,64KiB}" ${IPCBENCH_FLAGS:-})
# What is wrong with the flags, or that there is no second host, is said before a result file is begun. The list also
# says which mechanisms reach it.
"$work/ipcbench.test" -test.bench='Latency|Throughput' "${flags[@]}" -ipc.list >"$work/list"
mechanisms=$(grep -o '^BenchmarkLatency/mech=[^/]*' "$work/list" | sed 's/.*=//' | sort -u | paste -sd,)
if [ -z "$mechanisms" ]; then
	sed 's/^skip [^:]*: /make hosts: /' "$work/list" | sort | uniq -c | sort -rn | sed -n '1s/^ *[0-9]* //p' >&2
	exit 2
fi
stamp=$(date -u +%Y%m%dT%H%M%SZ)
results=results/hosts-$stamp.txt
mkdir -p results
status=0
"$work/report" rounds --out "$results" --rounds 6 --budget "${BUDGET:-6m}" --first 'Latency|Throughput' \
	--again 'Latency|Throughput' "$work/ipcbench.test" -test.benchtime=20ms -ipc.scopes=process,host \
	-ipc.mechs="$mechanisms" "${flags[@]}" || status=$?
if [ "$status" -gt 1 ]; then
	exit "$status"
fi
"$work/report" -o results/latest-hosts "$results" || status=$?
echo "results: $results · page: results/latest-hosts/index.html · tables: results/latest-hosts/summary.md"
exit "$status"
