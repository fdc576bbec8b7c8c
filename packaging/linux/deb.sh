#!/usr/bin/env bash
# Builds the Debian package into target/debian. Needs cargo-deb (`cargo install --locked cargo-deb`).
set -euo pipefail
cd "$(dirname "$0")/../.."

cargo build --locked --release
rm -rf target/packaging
mkdir -p target/packaging/completions
program=target/release/twintrack
"$program" man target/packaging/man
"$program" completions bash >target/packaging/completions/twintrack.bash
"$program" completions zsh >target/packaging/completions/_twintrack
"$program" completions fish >target/packaging/completions/twintrack.fish
# Debian wants two lists of changes: that of the program, and that of the package.
gzip -9nc CHANGELOG.md >target/packaging/changelog.gz
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
printf 'twintrack (%s-1) unstable; urgency=medium\n\n  * Version %s.\n\n -- %s  %s\n' "$version" "$version" \
  "$(sed -n 's/^maintainer = "\(.*\)"/\1/p' Cargo.toml)" "$(git log -1 --format=%cD)" >target/packaging/debian-changelog
cargo deb --locked --no-build
