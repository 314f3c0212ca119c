#!/usr/bin/env bash
# Measures the mechanisms of one family at every power of two from 8 B to 4 MiB, in shuffled, interleaved rounds, longest
# where figures are known least, and draws their curves: make curves FAMILY=pipe. What may be set:
#   FAMILY  memory, file, pipe, queue, socket, signal, rpc or inproc (default: pipe)
#   LIMIT   minutes to measure, unless one round takes longer (default: 10)
#   ROUNDS  how many samples each cell is to have at least, if there is time (default: 8)
#   WAITS   wait strategies, such as block,spin (default: each mechanism's first)
set -euo pipefail
cd "$(dirname "$0")/.."
families=(memory file pipe queue socket signal rpc inproc)
family=${FAMILY:-pipe} limit=${LIMIT:-10} rounds=${ROUNDS:-8}

refuse() { echo "make curves: $1" >&2 && exit 2; }
printf '%s\n' "${families[@]}" | grep -qxF -e "$family" ||
	refuse "FAMILY=$family: no such family; choose one of ${families[*]}"
[[ $limit =~ ^[1-9][0-9]{0,3}$ ]] || refuse "LIMIT=$limit: not a number of minutes, such as 10"
[[ $rounds =~ ^[1-9][0-9]{0,3}$ ]] || refuse "ROUNDS=$rounds: not a number of rounds, such as 8"

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Before the rounds: a compiler beside a benchmark is noise.
echo "compiling the benchmarks and the report; the first time that takes a minute or two ..." >&2
programs=(./report)
[ "$family" != rpc ] || programs+=(github.com/nats-io/nats-server/v2)
scripts/compile.sh go build -ldflags=-w -o "$work/" "${programs[@]}"
scripts/compile.sh go test -c -ldflags=-w -o "$work/ipcbench.test" .

if commit=$(git rev-parse HEAD 2>/dev/null); then
	[ -z "$(git status --porcelain 2>/dev/null | head -1)" ] || commit+=-dirty
	export IPCBENCH_COMMIT=${IPCBENCH_COMMIT:-$commit}
fi
flags=(-ipc.matrix=curves "-ipc.families=$family")
[ -z "${WAITS:-}" ] || flags+=("-ipc.waits=$WAITS")
# What is wrong with the flags is said before a result file is begun.
"$work/ipcbench.test" -test.bench='Latency|Throughput' "${flags[@]}" ${IPCBENCH_FLAGS:-} -ipc.list >"$work/list" ||
	exit "$?"

results=results/curves-$family-$(date -u +%Y%m%dT%H%M%SZ).txt
mkdir -p results
status=0
"$work/report" rounds --out "$results" --rounds "$rounds" --whole 0 --budget "${limit}m" --first 'Latency|Throughput' \
	--again 'Latency|Throughput' "$work/ipcbench.test" -test.benchtime=10ms "${flags[@]}" ${IPCBENCH_FLAGS:-} || status=$?
if [ "$status" -gt 1 ]; then
	exit "$status"
fi
finished=$(grep -c '^# round' "$results")
[ "$finished" -ge 3 ] || echo "rounds: $finished; knees take 3 or more, so raise LIMIT (minutes) to have them found" >&2
out=results/curves/$family
"$work/report" -o "$out" "$results" || status=$?
echo "results: $results · page: $out/index.html · tables: $out/summary.md"
exit "$status"
