#!/usr/bin/env bash
# Builds the package for Debian into target/debian. Needs cargo-deb (`cargo install --locked cargo-deb`).
set -euo pipefail
cd "$(dirname "$0")/../.."

cargo build --release
rm -rf target/packaging
mkdir -p target/packaging/completions
program=target/release/twintrack
"$program" man target/packaging/man
"$program" completions bash >target/packaging/completions/twintrack.bash
"$program" completions zsh >target/packaging/completions/_twintrack
"$program" completions fish >target/packaging/completions/twintrack.fish
cargo deb --no-build
