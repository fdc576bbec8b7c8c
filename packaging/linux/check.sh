#!/usr/bin/env bash
# Checks the package for Debian as somebody who installs it: what it holds, the file that opens by a double click, and
# that nothing stays behind. Needs a machine that may be changed, as root, with the packages of .ci/run.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(realpath "${1:-$(ls -t target/debian/*.deb | head -1)}")

say() { printf -- '-- %s\n' "$1"; }
fail() { echo "$1" >&2; exit 1; }

say "desktop entry, metadata, manual pages"
desktop-file-validate packaging/linux/twintrack.desktop
appstreamcli validate --no-net packaging/linux/twintrack.metainfo.xml
xmllint --noout packaging/linux/*.xml
for page in target/packaging/man/*.1; do
  warnings=$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
  [ -z "$warnings" ] || fail "$page: $warnings"
done

say "lintian"
lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package"

say "installed"
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq "$package" >/dev/null
dpkg -L twintrack | while read -r path; do [ -d "$path" ] || echo "$path"; done >"$work/files"
grep -q '^/usr/bin/twintrack$' "$work/files" || fail "the program is not installed"
twintrack --version

say "opened through its desktop entry, by the kind of its file"
cp /usr/share/doc/twintrack/examples/halden.org.ron* "$work/"
[ ! -f "$work/halden.org.ron.gz" ] || gunzip "$work/halden.org.ron.gz"
cp "$work/halden.org.ron" "$work/second.org.ron"
sed -i 's/name: "Halden Skincare"/name: "Second Company"/' "$work/second.org.ron"
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null)
read -r number <&3
export DISPLAY=":$number" HOME="$work/home" XDG_RUNTIME_DIR="$work/run" LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME
mkdir -p "$HOME" && mkdir -m 700 "$XDG_RUNTIME_DIR"
kind=$(gio info -a standard::content-type "$work/halden.org.ron" | sed -n 's/.*content-type: //p')
[ "$kind" = application/x-twintrack-organisation ] || fail "the file is of the kind '$kind'"
gio mime "$kind" | grep -q twintrack.desktop || fail "no desktop entry opens $kind"
titled() {
  for _ in $(seq 150); do
    windows=$(xdotool search --name "$1" 2>/dev/null | wc -l)
    [ "$windows" -lt 1 ] || return 0
    sleep 0.2
  done
  fail "no window is called $1"
}
gio open "$work/halden.org.ron"
titled "Halden Skincare"

say "a second file comes to the same window"
gio open "$work/second.org.ron"
titled "Second Company"
[ "$(pgrep -xc twintrack)" = 1 ] || fail "a second program runs"
pkill -x twintrack

say "removed without a trace"
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 purge -y -qq twintrack >/dev/null
while read -r path; do [ ! -e "$path" ] || fail "$path is left"; done <"$work/files"
[ ! -e /usr/share/doc/twintrack ] || fail "/usr/share/doc/twintrack is left"
! grep -rqs twintrack /usr/share/applications /usr/share/mime/globs2 || fail "the desktop still knows it"
