#!/usr/bin/env bash
# Prints docs/licences.md: the modules that ipcbench is built of or tested with, and the licence that each comes with. make test compares.
set -euo pipefail
cd "$(dirname "$0")/.."

# kind names the licence in a module's directory by words that only it has.
kind() {
	local file
	file=$(find "$1" -maxdepth 1 -type f -iname 'LICEN[CS]E*' -o -maxdepth 1 -type f -iname 'COPYING*' | LC_ALL=C sort | head -n 1)
	if [ -z "$file" ]; then
		echo "none found"
	elif grep -q 'Apache License' "$file"; then
		echo "Apache 2.0"
	elif grep -q 'Mozilla Public License' "$file"; then
		echo "MPL 2.0"
	elif grep -q 'Permission is hereby granted, free of charge' "$file"; then
		echo "MIT"
	elif grep -qi 'Neither the name' "$file"; then
		echo "BSD 3-clause"
	elif grep -q 'Redistribution and use in source and binary forms' "$file"; then
		echo "BSD 2-clause"
	elif grep -q 'FreeType' "$file"; then
		echo "FreeType Licence"
	elif grep -qi 'Creative Commons Attribution 4.0' "$file"; then
		echo "CC BY 4.0"
	else
		echo "see $(basename "$file")"
	fi
}

cat <<'HEAD'
# Licences

The modules that ipcbench is built of or tested with, by `scripts/licences.sh`. go.mod has the versions.

| module | licence |
| --- | --- |
HEAD
go list -deps -test -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}' ./... golang.org/x/perf/cmd/benchstat honnef.co/go/tools/cmd/staticcheck |
	LC_ALL=C sort -u | while read -r module dir; do
	echo "| $module | $(kind "$dir") |"
done
