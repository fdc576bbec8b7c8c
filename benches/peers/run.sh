#!/usr/bin/env bash
# Twintrack's layout beside other programs' on the same trees, as one Markdown table on stdout. Needs node and npm;
# Graphviz joins in where `dot` is there. Installs into a folder that is removed afterwards. Not part of any check.
#   benches/peers/run.sh [PEOPLE...]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(1000 10000 100000 1000000 2100000)

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp "$here/peers.mjs" "$folder/"
cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund d3-hierarchy d3-flextree elkjs @dagrejs/dagre >&2

cd "$here/../.."
bench="$(cargo bench --bench layout --no-run --message-format=json 2>/dev/null |
  sed -n 's/.*"name":"layout".*"executable":"\([^"]*\)".*/\1/p' | tail -1)"
for people in "${sizes[@]}"; do
  "$bench" --write "$folder/$people.tree" "$people"
done
crate="$(sed -n '/^name = "tidy-tree"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)"
own="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)"
cd "$folder"
TWINTRACK="$own" TIDY_TREE="$crate" node peers.mjs "$bench" "${sizes[@]}"
