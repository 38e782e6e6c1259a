#!/usr/bin/env python3
"""Every task of this repository, from a bare machine: `python3 dev.py demo`, `python3 dev.py test`, ...

Needs nothing but Python 3.11 or newer. Each task first makes sure of what it needs: system packages (on
Debian and its relatives, only those that are missing) and the virtual environment in .venv, installed from
requirements.lock. A second run finds both in place and starts at once. What follows a task's name is passed
on to the program it runs: `python3 dev.py test -k tray`.
"""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "towpath-setup"
BUILD = ROOT / "build"

# Debian packages, each with the thing in it that is looked for: a name with ".so" is a shared library,
# one with "/" in front a file (a pattern), one with "python:" in front a module, any other a program.
PYTHON_PACKAGES = {"python3-venv": "python:ensurepip"}
QT_PACKAGES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    "libwayland-client0": "libwayland-client.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libwayland-egl1": "libwayland-egl.so.1",
    "libx11-xcb1": "libX11-xcb.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
    "libbrotli1": "libbrotlidec.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}
TEST_PACKAGES = {
    "age": "age",
    "binutils": "objdump",
    "chromium": "chromium",
    "curl": "curl",
    "dbus-daemon": "dbus-run-session",
    "appstream": "appstreamcli",
    "dconf-cli": "dconf",
    "dconf-gsettings-backend": "/usr/lib/*/gio/modules/libdconfsettings.so",
    "desktop-file-utils": "desktop-file-validate",
    "dex": "dex",
    "dropbear-bin": "dropbear",
    "firefox-esr": "firefox-esr",
    "git": "git",
    "gnome-keyring": "gnome-keyring-daemon",
    "gsettings-desktop-schemas": "/usr/share/glib-2.0/schemas/org.gnome.system.proxy.gschema.xml",
    "iproute2": "ip",
    "libglib2.0-bin": "gsettings",
    "libkf5config-bin": "kwriteconfig5",
    "libpam-oath": "/usr/lib/*/security/pam_oath.so",
    "libsecret-tools": "secret-tool",
    "mousepad": "mousepad",
    "oathtool": "oathtool",
    "openbox": "openbox",
    "openssh-client": "ssh",
    "openssh-server": "sshd",
    "pcmanfm": "pcmanfm",
    "procps": "ps",
    "putty-tools": "psftp",
    "python3-xdg": "/usr/lib/python3/dist-packages/xdg/DesktopEntry.py",
    "rsync": "rsync",
    "trayer": "trayer",
    "util-linux": "setpriv",
    "wget": "wget",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "xvfb": "Xvfb",
}
RUN_ALONE = ("ssh", "e2e", "soak")
"""Folders of tests that share servers and displays, and of which some measure time: one process, and none beside it."""
MOST_PROCESSES = 4
"""For the others: each file runs in one of them."""
INSTALLER_PACKAGES = {
    "binutils": "objdump",
    "dpkg": "dpkg-deb",
    # PyInstaller packs the interpreter as this library; Debian's own `python3` has it built in.
    f"libpython3.{sys.version_info.minor}": "{}/{}".format(*sysconfig.get_config_vars("LIBDIR", "INSTSONAME")),
    "lintian": "lintian",
    "patchelf": "patchelf",
}
BENCH_PACKAGES = {"filezilla": "filezilla", "rclone": "rclone"}
# Debian's own switch: with this file there, installing openssh-server starts no server on this machine.
SSHD_STAYS_OFF = "/etc/ssh/sshd_not_to_be_run"
SBIN_TOO = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])


def main(arguments: Sequence[str]) -> int:
    """Run one task; the exit status is that of the first program that failed."""
    name, *rest = arguments or ["help"]
    if rest and rest[0] == "--":
        rest = rest[1:]
    task = TASKS.get(name)
    if task is None:
        tasks = "\n".join(f"  {name:12}{task.__doc__}" for name, task in TASKS.items())
        print(f"usage: python3 dev.py TASK [ARGUMENT ...]\n\n{tasks}")
        return 0 if name in ("help", "-h", "--help") else 2
    os.chdir(ROOT)
    try:
        task(rest)
    except subprocess.CalledProcessError as failure:
        print(f"dev.py: {shlex.join(map(str, failure.cmd))}: exit {failure.returncode}", file=sys.stderr)
        return failure.returncode if failure.returncode > 0 else 1
    except KeyboardInterrupt:
        return 130
    return 0


# --- tasks --------------------------------------------------------------------------------------------------


def demo(arguments: Sequence[str]) -> None:
    """try Towpath on a small network inside this machine (without a display: check it and save a picture)"""
    prepare(QT_PACKAGES)
    if has_display():
        run(SCRIPTS / "towpath", "demo", *arguments)
        return
    picture = BUILD / "demo.png"
    BUILD.mkdir(exist_ok=True)
    run(SCRIPTS / "towpath", "demo", "--check", "--screenshot", picture, *arguments, offscreen=True)
    print(f"There is no display here; the window's picture is in {picture.relative_to(ROOT)}")


def test(arguments: Sequence[str]) -> None:
    """check, then run the tests"""
    prepare({**QT_PACKAGES, **TEST_PACKAGES})
    check([])
    if arguments:
        pytest(*arguments)
        return
    folders = sorted({path.parent.relative_to("tests").parts[0] for path in Path("tests").rglob("test_*.py")})
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    pytest(f"-n{processes}", "--dist=loadfile", *(f"tests/{name}" for name in folders if name not in RUN_ALONE))
    pytest("--durations=15", *(f"tests/{name}" for name in RUN_ALONE))


def check(arguments: Sequence[str]) -> None:
    """formatting, lint, types and import contracts"""
    prepare({})
    folders = (
        "gui/towpath",
        "tests",
        "benchmarks",
        "docs/screenshots",
        "installers",
        "resources/translations",
        "dev.py",
    )
    checked = [path for path in folders if Path(path).exists()]
    run(SCRIPTS / "ruff", "format", "--check", "--quiet", ".")
    run(SCRIPTS / "ruff", "check", "--quiet", ".")
    run(SCRIPTS / "mypy", *checked, *arguments)
    run(SCRIPTS / "lint-imports", "--no-logo")


def soak(arguments: Sequence[str]) -> None:
    """run the tests that take many minutes, and show their figures"""
    prepare({**QT_PACKAGES, **TEST_PACKAGES})
    pytest("-m", "soak", "--capture=no", "-o", "faulthandler_timeout=0", *arguments)


def bench(arguments: Sequence[str]) -> None:
    """measure beside OpenSSH, each figure from one run on this machine"""
    prepare({**QT_PACKAGES, **TEST_PACKAGES, **BENCH_PACKAGES})
    for script in sorted(Path("benchmarks").glob("[!_]*.py")):
        run(PYTHON, "-m", f"benchmarks.{script.stem}", *arguments)


def screenshots(arguments: Sequence[str]) -> None:
    """make the pictures in docs/screenshots anew"""
    prepare(QT_PACKAGES)
    run(PYTHON, "-m", "docs.screenshots.make", *arguments, offscreen=True)


def icons(arguments: Sequence[str]) -> None:
    """make the icons for desktops anew from the drawings in resources/identity"""
    prepare(QT_PACKAGES)
    run(PYTHON, "-m", "installers.icons", *arguments, offscreen=True)


def translations(arguments: Sequence[str]) -> None:
    """gather the texts of the window, and make the files that have them in other languages"""
    prepare(QT_PACKAGES)
    run(PYTHON, "-m", "resources.translations.make", *arguments)


def installer(arguments: Sequence[str]) -> None:
    """build the installer of this platform into dist/"""
    prepare({**QT_PACKAGES, **INSTALLER_PACKAGES})
    made_by = {"win32": "installers.windows.setup", "darwin": "installers.macos.dmg"}
    run(PYTHON, "-m", made_by.get(sys.platform, "installers.linux.deb"), *arguments, offscreen=True)


def setup(_arguments: Sequence[str]) -> None:
    """only install what the other tasks need"""
    prepare({**QT_PACKAGES, **TEST_PACKAGES, **BENCH_PACKAGES})


TASKS: Mapping[str, Callable[[Sequence[str]], None]] = {
    task.__name__: task for task in (demo, test, check, soak, bench, screenshots, icons, translations, installer, setup)
}


def pytest(*arguments: str) -> None:
    """A choice of tests, or all."""
    run(PYTHON, "-m", "pytest", *arguments, offscreen=True)


def has_display() -> bool:
    """Whether a window can be shown."""
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run(*command: str | Path, offscreen: bool = False) -> None:
    """Run a program to its end; `offscreen` draws windows into memory unless the caller chose otherwise."""
    environment = dict(os.environ)
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    subprocess.run(command, check=True, env=environment)


# --- set-up -------------------------------------------------------------------------------------------------


def prepare(packages: Mapping[str, str]) -> None:
    """Make sure of system packages and of the virtual environment."""
    if sys.platform == "linux":
        install_packages([name for name, probe in {**PYTHON_PACKAGES, **packages}.items() if not found(probe)])
    install_environment()


def found(probe: str) -> bool:
    """Whether what a package would bring is on this machine already, from whatever source."""
    if probe.startswith("python:"):
        return importlib.util.find_spec(probe.removeprefix("python:")) is not None
    if probe.startswith("/"):
        return any(Path("/").glob(probe[1:]))
    if ".so" not in probe:
        return shutil.which(probe, path=SBIN_TOO) is not None
    try:
        ctypes.CDLL(probe)
    except OSError:
        return False
    return True


def install_packages(missing: Sequence[str]) -> None:
    """Install missing Debian packages if this may be done without asking; otherwise say how, and end."""
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None:
        sys.exit(f"dev.py: missing: {' '.join(missing)} (Debian's names; install what carries them on this system)")
    if os.geteuid() == 0:
        prefix = []
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    ):
        prefix = ["sudo", "-n"]
    else:
        sys.exit(f"dev.py: install these system packages and try again:\n  sudo {shlex.join(install)}")
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    if "openssh-server" in missing:
        run(*prefix, "mkdir", "-p", str(Path(SSHD_STAYS_OFF).parent))
        run(*prefix, "touch", SSHD_STAYS_OFF)
    run(*prefix, "apt-get", "update", "--quiet")
    run(*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *install)


def install_environment() -> None:
    """Make .venv from the lock file, with the package linked into it, unless that has been done already."""
    home = f"{sys.version} in {VENV}".replace("\n", " ")
    files = hashlib.sha256(b"".join(Path(name).read_bytes() for name in ("requirements.lock", "pyproject.toml")))
    done = STAMP.read_text().splitlines() if STAMP.is_file() else [home]
    if done == [home, files.hexdigest()]:
        return
    print(f"Setting up {VENV.name} (once)", flush=True)
    STAMP.unlink(missing_ok=True)
    # Another Python, or a checkout that was moved: nothing in there would run.
    anew = ["--clear"] if done[0] != home else []
    run(sys.executable, "-m", "venv", *anew, VENV)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run(*pip, "--require-hashes", "-r", "requirements.lock")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(f"{home}\n{files.hexdigest()}\n")


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - a person may start this with any python3
        sys.exit("dev.py: Towpath needs Python 3.11 or newer")
    sys.exit(main(sys.argv[1:]))
