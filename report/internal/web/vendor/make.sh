#!/usr/bin/env bash
# Makes plot.js, licences.txt and packages.txt anew, and axe-core for the tests of the page, from the npm packages that
# package-lock.json names and has the sha512 of. Needs npm and the network; building ipcbench needs neither.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp package.json package-lock.json entry.js "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund >&2

cd "$here"
go run github.com/evanw/esbuild/cmd/esbuild "$work/entry.js" --bundle --minify --format=esm --target=es2020 \
	--legal-comments=none --metafile="$work/meta.json" --outfile="$here/plot.js" >&2

# Of each package that something was taken from: name, version, licence, sha512, and the licence's text.
cd "$work"
node - >"$here/packages.txt" <<'NODE'
const fs = require("fs");
const lock = JSON.parse(fs.readFileSync("package-lock.json")).packages;
const inputs = Object.values(JSON.parse(fs.readFileSync("meta.json")).outputs)[0].inputs;
const names = new Set();
for (const [path, {bytesInOutput}] of Object.entries(inputs)) {
	const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
	if (found && bytesInOutput > 0) names.add(found[1]);
}
const texts = new Map();
for (const name of [...names, "axe-core"].sort()) {
	const {version, license, integrity} = lock["node_modules/" + name];
	console.log([name, version, license, integrity].join("\t"));
	if (name === "axe-core") continue; // only tests use it, and it has its licence beside it
	const file = fs.readdirSync("node_modules/" + name).find(f => /^licen[cs]e/i.test(f));
	const text = fs.readFileSync(`node_modules/${name}/${file}`, "utf8").trim();
	texts.set(text, [...texts.get(text) ?? [], `${name} ${version}`]);
}
fs.writeFileSync("licences.txt", "This script contains the following, from npm.\n\n" +
	[...texts].map(([text, who]) => who.join(", ") + "\n\n" + text + "\n").join("\n----\n\n"));
NODE
cp licences.txt "$here"

axe=$here/../../page/testdata/axe
mkdir -p "$axe"
cp node_modules/axe-core/axe.min.js node_modules/axe-core/LICENSE "$axe"
