#!/usr/bin/env bash
# Prints docs/licences.md: the modules that ipcbench is built of or tested with, and the licence that each comes with.
# make test compares.
set -euo pipefail
cd "$(dirname "$0")/.."

# kind names the licence in a module's directory by words that only it has.
kind() {
	local file words name
	file=$(find "$1" -maxdepth 1 -type f -iname 'LICEN[CS]E*' -o -maxdepth 1 -type f -iname 'COPYING*' |
		LC_ALL=C sort | head -n 1)
	while IFS=: read -r words name; do
		if grep -qi "$words" "${file:-/dev/null}"; then
			echo "$name"
			return
		fi
	done <<'KINDS'
Apache License:Apache 2.0
Mozilla Public License:MPL 2.0
Permission is hereby granted, free of charge:MIT
Neither the name:BSD 3-clause
Redistribution and use in source and binary forms:BSD 2-clause
FreeType:FreeType Licence
Creative Commons Attribution 4.0:CC BY 4.0
KINDS
	echo "unknown: ${file:+see $(basename "$file")}"
}

cat <<'HEAD'
# Licences

The modules that ipcbench is built of or tested with, by `scripts/licences.sh`. go.mod has the versions.

| module | licence |
| --- | --- |
HEAD
go list -deps -test -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}' ./... \
	golang.org/x/perf/cmd/benchstat honnef.co/go/tools/cmd/staticcheck gotest.tools/gotestsum |
	LC_ALL=C sort -u | while read -r module dir; do
	echo "| $module | $(kind "$dir") |"
done
# From npm: what is bundled in the report's page, and what only tests of it use.
while IFS=$'\t' read -r name version licence _; do
	echo "| npm: $name $version | ${licence/-2.0/ 2.0} |"
done <report/internal/web/vendor/packages.txt
