#!/usr/bin/env bash
# Checks the Debian package: its contents, that it installs into a fresh system with only what it depends on, that a double
# click opens a file, and that its removal leaves no trace. Needs root, the network and the packages of .ci/run; changes
# nothing outside a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
package=$(realpath "${1:-$(ls -t target/debian/*.deb | head -1)}")

# Processes and mounts of its own, which end with this script.
apart=(unshare --mount --pid --fork --kill-child --mount-proc)
if [ -z "${TWINTRACK_APART:-}" ] && "${apart[@]}" true 2>/dev/null; then
  TWINTRACK_APART=1 exec "${apart[@]}" "$0" "$package"
fi

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
lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package"

work=$(mktemp -d)
if [ -z "${TWINTRACK_APART:-}" ]; then
  trap 'rm -rf "$work"' EXIT
  dpkg-deb -x "$package" "$work"
  "$work/usr/bin/twintrack" --version
  say "NOT CHECKED: installing, opening and removing, since this system allows no mounts of one's own"
  exit 0
fi

say "installed into a fresh system"
root="$work/root"
tidy_up() {
  umount "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap tidy_up EXIT
# With a desktop: what opens files by their kind, and a driver that draws without a graphics card.
mmdebstrap --quiet --mode=root --variant=apt --include=libglib2.0-bin,shared-mime-info,desktop-file-utils,libgl1-mesa-dri \
  "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/"
within() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
within apt-get update -qq
traces() {
  (cd "$root" && find . -xdev -iname '*twintrack*' -not -path './proc/*' -not -path './home/*' -not -path './var/log/*')
  grep -rlis twintrack "$root/usr/share/applications" "$root/usr/share/mime" "$root/usr/share/icons" || true
}
[ -z "$(traces)" ] || fail "a fresh system already knows the program: $(traces)"
cp "$package" "$root/tmp/package.deb"
within apt-get install -y -qq --no-install-recommends /tmp/package.deb >"$work/log" 2>&1 || fail "$(cat "$work/log")"
within twintrack --version

say "opened through its desktop entry, by the kind of its file"
mkdir -p "$root/home/someone/run" && chmod 700 "$root/home/someone/run"
cp "$root/usr/share/doc/twintrack/examples/halden.org.ron" "$root/home/someone/"
sed 's/name: "Halden Skincare"/name: "Second Company"/' "$root/home/someone/halden.org.ron" \
  >"$root/home/someone/second.org.ron"
mkdir -p -m 1777 /tmp/.X11-unix "$root/tmp/.X11-unix"
mount --bind "$root/tmp/.X11-unix" /tmp/.X11-unix
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null)
read -r number <&3
export DISPLAY=":$number"
on_desktop() {
  within env DISPLAY="$DISPLAY" HOME=/home/someone XDG_RUNTIME_DIR=/home/someone/run LIBGL_ALWAYS_SOFTWARE=1 "$@"
}
gzip -k "$root/home/someone/halden.org.ron"
printf 'age-encryption.org/v1\n' >"$root/home/someone/halden.org.ron.age"
for file in halden.org.ron halden.org.ron.gz=-compressed halden.org.ron.age=-sealed; do
  kind=$(on_desktop gio info -a standard::content-type "/home/someone/${file%=*}" | sed -n 's/.*content-type: //p')
  expected="application/x-twintrack-organisation${file#"${file%=*}"}"
  [ "$kind" = "${expected/=/}" ] || fail "${file%=*} is of the kind '$kind'"
  on_desktop gio mime "$kind" | grep twintrack.desktop >/dev/null || fail "no desktop entry opens $kind"
done
titled() {
  for _ in $(seq 300); do
    [ -z "$(xdotool search --name "$1" 2>/dev/null)" ] || return 0
    sleep 0.2
  done
  fail "no window is called $1"
}
on_desktop gio open /home/someone/halden.org.ron
titled "Halden Skincare"

say "a second file comes to the same window"
on_desktop gio open /home/someone/second.org.ron
titled "Second Company"
[ "$(pgrep -xc twintrack)" = 1 ] || fail "a second program runs"
pkill -x twintrack

say "removed without a trace"
within apt-get purge -y -qq twintrack >"$work/log" 2>&1 || fail "$(cat "$work/log")"
[ -z "$(traces)" ] || fail "left behind: $(traces)"
