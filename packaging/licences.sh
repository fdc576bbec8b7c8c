#!/usr/bin/env bash
# Writes docs/licences.md and THIRD-PARTY.md from Cargo.lock; with --check it only says whether they are up to date. Needs
# cargo-about (`cargo install --locked cargo-about --features cli`) and the sources of the crates (`cargo fetch`).
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo about generate --locked --offline --fail packaging/licences.hbs >"$work/both"
sed 's/[[:space:]]*$//' "$work/both" | cat -s | csplit -s -f "$work/" - '/^@@@@$/'
sed -i 1d "$work/01"
if [ "${1:-}" = --check ]; then
  cmp "$work/00" docs/licences.md && cmp "$work/01" THIRD-PARTY.md ||
    { echo "The lists of licences are out of date: run packaging/licences.sh" >&2; exit 1; }
else
  cp "$work/00" docs/licences.md
  cp "$work/01" THIRD-PARTY.md
fi
