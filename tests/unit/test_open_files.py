"""The limit on open files is raised as far as the system allows, and never lowered."""

import resource
import subprocess
import sys


def limits_after(soft: int, hard: int) -> tuple[int, int]:
    """In a process of its own: a hard limit cannot be raised again."""
    script = (
        "import resource\n"
        "from towpath.net.open_files import raise_limit\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "raise_limit()\n"
        "print(*resource.getrlimit(resource.RLIMIT_NOFILE))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    now_soft, now_hard = map(int, done.stdout.split())
    return now_soft, now_hard


def test_the_soft_limit_follows_the_hard_one() -> None:
    hard = min(2048, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    assert limits_after(256, hard) == (hard, hard)
    assert limits_after(hard, hard) == (hard, hard)
