#!/usr/bin/env bash
# Builds what runs on a machine without Go: for each architecture a directory with the benchmark, the report and the
# broker that nats needs beside the benchmark, all static; then the licences and the checksums of all files.
# The same commit and the same Go give the same bytes, wherever the sources lie. Usage: scripts/dist.sh [DIRECTORY]
# ARCHES="amd64 arm64" and PROGRAMS="ipcbench.test report nats-server" choose a part.
set -euo pipefail
out=${1:+$(realpath -m "$1")}
cd "$(dirname "$0")/.."
out=${out:-$PWD/dist}
read -ra arches <<<"${ARCHES:-amd64 arm64}"
read -ra programs <<<"${PROGRAMS:-ipcbench.test report nats-server}"
nats=github.com/nats-io/nats-server/v2
for word in "${arches[@]}" "${programs[@]}"; do
	case $word in
	amd64 | arm64 | ipcbench.test | report | nats-server) ;;
	*)
		echo "dist: there is no $word to build (ARCHES: amd64 arm64; PROGRAMS: ipcbench.test report nats-server)" >&2
		exit 2
		;;
	esac
done
if [ -e "$out" ] && [ ! -f "$out/BUILD" ] && [ -n "$(ls -A "$out")" ]; then
	echo "dist: $out has files that this script did not make (name an empty directory)" >&2
	exit 2
fi

commit=${IPCBENCH_COMMIT:-}
if [ -z "$commit" ] && commit=$(git rev-parse HEAD 2>/dev/null); then
	[ -z "$(git status --porcelain 2>/dev/null | head -1)" ] || commit+=-dirty
fi
# What a user's environment may set, and bytes would depend on.
export CGO_ENABLED=0 GOOS=linux GOAMD64=v1 GOARM64=v8.0 GOFLAGS='' GOEXPERIMENT='' GOWORK=off
# -buildvcs=false: the go command would write what git says of the clone, which differs with its tags and its depth. The
# benchmark is told the commit instead, and writes it into result files. -w leaves out what only a debugger reads.
flags=(-trimpath -buildvcs=false "-ldflags=-w -X=ipcbench/bench/record.builtFrom=$commit")
rm -rf "$out"
mkdir -p "$out"
# First, as it marks the directory as made by this script, if it is interrupted.
{
	echo "commit: ${commit:-unknown}"
	echo "compiler: $(go env GOVERSION)"
	echo "command: scripts/dist.sh, with ARCHES='${arches[*]}' PROGRAMS='${programs[*]}'"
} >"$out/BUILD"
for arch in "${arches[@]}"; do
	export GOARCH=$arch
	dir=$out/ipcbench-linux-$arch
	mkdir "$dir"
	echo "building for linux/$arch: ${programs[*]}; the first time that takes minutes ..." >&2
	for program in "${programs[@]}"; do
		case $program in
		ipcbench.test) scripts/compile.sh go test -c "${flags[@]}" -o "$dir/$program" . ;;
		report) scripts/compile.sh go build "${flags[@]}" -o "$dir/$program" ./report ;;
		nats-server) scripts/compile.sh go build "${flags[@]}" -o "$dir/$program" "$nats" ;;
		esac
	done
	install -m 644 LICENSE docs/licences.md "$dir/"
	# The licences of the modules ask that their text goes with the programs.
	go list -deps -test -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}' . ./report "$nats" |
		LC_ALL=C sort -u | while read -r module directory; do
		find "$directory" -maxdepth 1 -type f \( -iname 'LICEN[CS]E*' -o -iname 'COPYING*' -o -iname 'NOTICE*' \) |
			LC_ALL=C sort | while read -r file; do
			printf '==== %s: %s ====\n\n' "$module" "$(basename "$file")"
			cat "$file"
			printf '\n\n'
		done
	done >"$dir/licence-texts.txt"
done
# shellcheck disable=SC2094 # SHA256SUMS is left out
(cd "$out" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
echo "built: $out (check: cd $out && sha256sum -c SHA256SUMS)"
