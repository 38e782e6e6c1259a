#!/bin/sh
# check.sh PACKAGE [NEWER]: does the package install, work, upgrade while it runs, and go without a trace?
# As root, on a Debian or Ubuntu machine that may be thrown away (a container): packages come and go.
set -eu
package=$(realpath "$1")
newer=$(realpath "${2:-$1}")
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
work=$(mktemp -d)
chmod 755 "$work"

say() { echo "== $*"; }
fail() { echo "FAIL: $*" >&2; exit 1; }
install() { apt-get install --yes --quiet=2 --no-install-recommends "$@" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }; }
remove() { apt-get purge --yes --quiet=2 --auto-remove towpath >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }; }
files() {
    # Not: homes, and what packages themselves write when they come and go.
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /home -o -path /root \
        -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/log \) -prune -o -print | sort
}
as_user() { runuser --user towpath-tester -- env HOME=/home/towpath-tester "$@"; }

apt-get update --quiet=2 >/dev/null
id towpath-tester >/dev/null 2>&1 || useradd --create-home towpath-tester
files >"$work/before"

say "apt installs $(basename "$package") and what it depends on"
install "$package"
dpkg --verify towpath
# The loader looks where the programs have it look; none of the libraries may miss another.
find /usr/lib/towpath -type f -name '*.so*' | while read -r file; do
    LD_LIBRARY_PATH=/usr/lib/towpath/_internal ldd "$file" 2>/dev/null | grep 'not found' | sed "s|^|$file: |"
done | sort -u >"$work/missing"
[ ! -s "$work/missing" ] || { cat "$work/missing"; fail "libraries are missing"; }

say "it works as root and as a user"
towpath --version
towpath --help >/dev/null
towpath demo --check >"$work/demo" || fail "$(cat "$work/demo")"
(cd /home/towpath-tester && as_user towpath demo --check) >"$work/demo" || fail "$(cat "$work/demo")"
tail -n 1 "$work/demo"
QT_QPA_PLATFORM=offscreen towpath demo --check --screenshot "$work/window.png" >/dev/null
[ -s "$work/window.png" ] || fail "no picture of the window"

say "nothing starts by itself"
[ ! -e /home/towpath-tester/.config/autostart ] || fail "launch at login was switched on"
(cd /home/towpath-tester && as_user towpath autostart on)
entry=$(grep '^Exec=' /home/towpath-tester/.config/autostart/*.desktop)
echo "$entry"
echo "$entry" | grep -q '^Exec="\?/usr/\(bin\|lib/towpath\)/towpath-gui"\? --hidden$' || fail "another program would be started"
(cd /home/towpath-tester && as_user towpath autostart off)
[ -z "$(ls -A /home/towpath-tester/.config/autostart)" ] || fail "launch at login was not switched off"

say "purged, it leaves nothing outside homes"
remove
files >"$work/after"
diff "$work/before" "$work/after" || fail "files were left, or taken"

say "the window comes up on a display, and lives through an upgrade"
install "$package" xvfb xauth x11-utils dbus
cd /home/towpath-tester
as_user xvfb-run --auto-servernum --error-file=display dbus-run-session -- sh -c '
    towpath-gui & program=$!
    for _ in $(seq 300); do
        xwininfo -root -tree | grep -q "\"Towpath\"" && towpath status >/dev/null 2>&1 && break
        sleep 0.1
    done
    xwininfo -root -tree | grep "\"Towpath\"" || exit 1
    grep -q libqxcb /proc/$program/maps || exit 1
    touch ready
    while [ -e ready ]; do sleep 0.1; done
    towpath status && towpath keys list || exit 1
    kill "$program"
    wait "$program"
' >"$work/window" 2>&1 &
shown=$!
while [ ! -e ready ] && kill -0 $shown 2>/dev/null; do sleep 0.1; done
apt-get install --yes --quiet=2 --reinstall --no-install-recommends "$newer" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
rm -f ready
wait $shown || { cat "$work/window" display; fail "no window, or it did not live on"; }
cat "$work/window"
towpath --version
remove
[ ! -e /usr/lib/towpath ] || fail "files were left"
userdel --remove towpath-tester 2>/dev/null
rm -r "$work"
say "all is well"
