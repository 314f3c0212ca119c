#!/bin/sh
# Each host measures itself, one after the other: the program goes there by ssh, runs, and its results come back.
# Usage: each.sh PROGRAM RESULTS HOST...     FLAGS has more flags of the program, as words of the shell over there.
# shellcheck disable=SC2016,SC2029 # what is quoted or sent is for the shell over there
set -eu
program=$1 results=$2 flags=${FLAGS:--ipc.matrix=default -test.count=5 -test.benchtime=20ms} status=0
shift 2
mkdir -p "$results"
# What the shell over there does. The program is its standard input.
there='d=$(mktemp -d) && trap "rm -rf \"$d\"" EXIT && trap "exit 1" HUP INT TERM &&
cat >"$d/ipcbench.test" && chmod +x "$d/ipcbench.test" &&
TMPDIR=$d "$d/ipcbench.test" -test.run="^$" -test.bench=. '
for host; do
	ssh "$host" "$there$flags" <"$program" >"$results/$host.txt" || {
		echo "$host: failed with status $?" >&2
		status=1
	}
done
exit "$status"
