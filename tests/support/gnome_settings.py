"""A desktop's settings of its own: gsettings over dconf on a private session bus, in a private home."""

import ast
import os
import shutil
import subprocess
from pathlib import Path

from tests.support import private_home
from tests.support.desktop import BUS_CONFIG, START_SECONDS, TOOL_SECONDS, SessionBus
from tests.support.wait import wait_for

DCONF_SERVICE = Path("/usr/share/dbus-1/services/ca.desrt.dconf.service")
SCHEMA = "org.gnome.system.proxy"


class GnomeSettings(SessionBus):
    """What browsers and the desktop's tools see as its settings, when they run with `env`, home and all.

    The bus starts dconf's service when it is asked for, and nothing else.
    """

    def __init__(self, desktop: str = "GNOME") -> None:
        super().__init__()
        self._desktop = desktop
        self._folders = private_home.folders(self.directory)

    def start(self) -> None:
        services = self.directory / "services"
        services.mkdir()
        shutil.copy(DCONF_SERVICE, services)
        config = self.directory / "bus.conf"
        with_dconf = BUS_CONFIG.replace("</busconfig>", f"<servicedir>{services}</servicedir></busconfig>")
        config.write_text(with_dconf.format(address=self.address))
        self.run(["dbus-daemon", "--nofork", f"--config-file={config}"], env=self.env)
        wait_for(self._answers, timeout=START_SECONDS, what=self.log_tail)

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, **self._folders, "XDG_CURRENT_DESKTOP": self._desktop}

    def proxy(self) -> tuple[str, str]:
        """Mode and PAC URL, as browsers see them."""
        return self.get("mode"), self.get("autoconfig-url")

    def get(self, key: str, schema: str = SCHEMA) -> str:
        """A text that is in force."""
        return str(ast.literal_eval(self._tool("gsettings", "get", schema, key)))  # GVariant quotes as Python does

    def set(self, key: str, value: str, schema: str = SCHEMA) -> None:
        """As a person does in the desktop's settings, or a program does."""
        self._tool("gsettings", "set", schema, key, value)

    def set_by_user(self) -> str:
        """All that is not a default, as dconf keeps it."""
        return self._tool("dconf", "dump", "/system/proxy/")

    def reset(self) -> None:
        """Nothing is set any more."""
        self._tool("dconf", "reset", "-f", "/system/proxy/")

    def _tool(self, *arguments: str) -> str:
        env = {**os.environ, **self.env}
        argv = list(arguments)
        ended = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=TOOL_SECONDS, check=True)
        return ended.stdout.strip()
