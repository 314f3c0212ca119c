#!/usr/bin/env bash
# Builds the container image of the Containerfile with podman or docker. Usage: scripts/image.sh
# ENGINE chooses one, IMAGE is the image's name (ipcbench), FLAGS are more flags of its build command.
set -euo pipefail
cd "$(dirname "$0")/.."
engine=${ENGINE:-}
for one in podman docker; do
	[ -n "$engine" ] || ! command -v "$one" >/dev/null || engine=$one
done
if [ -z "$engine" ]; then
	echo "image: there is neither podman nor docker (install one, such as by apt-get install podman)" >&2
	exit 2
elif ! command -v "$engine" >/dev/null; then
	echo "image: there is no $engine (ENGINE names podman, docker or what takes the same commands)" >&2
	exit 2
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/ipcbench-build-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
arch=$(go env GOHOSTARCH)
ARCHES=$arch scripts/dist.sh "$work/dist" >&2
mkdir -p "$work/context/root/tmp"
chmod 755 "$work/context" "$work/context/root"
chmod 1777 "$work/context/root/tmp"
mv "$work/dist/ipcbench-linux-$arch" "$work/context/root/bench"
chmod 755 "$work/context/root/bench"
read -ra flags <<<"${FLAGS:-}"
"$engine" build "${flags[@]}" --platform "linux/$arch" -t "${IMAGE:-ipcbench}" -f Containerfile "$work/context"
echo "built: ${IMAGE:-ipcbench} (run: $engine run --rm ${IMAGE:-ipcbench} -ipc.list)"
