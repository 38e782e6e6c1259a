"""Options of `add` and `edit` that ssh_config has too."""

from typing import Any

import pytest

from tests.cli.verbs import Here


def settings_of(here: Here, name: str) -> dict[str, Any]:
    settings: dict[str, Any] = here.listed("show", name)["settings"]
    return settings


def test_they_are_kept_for_every_machine_on_the_way_and_can_be_taken_back(here: Here) -> None:
    here.do(
        *("add", "x", "h", "-J", "gate"),
        *("--cipher", "aes256-ctr,aes128-ctr", "--kex", "curve25519-sha256", "--mac", "hmac-sha2-256"),
        *("--host-key-algorithm", "ssh-ed25519", "--key-algorithm", "rsa-sha2-512,ssh-ed25519"),
        *("--known-hosts", "~/pinned", "--known-hosts", "~/more", "--global-known-hosts", "none"),
        *("--known-hosts-command", "/usr/bin/keys %H", "--hash-known-hosts"),
        *("--identity-agent", "~/.1password/agent.sock", "--add-keys-to-agent", "confirm 1h"),
        *("--address-family", "inet6", "--bind-address", "::1", "--no-tcp-keepalive"),
        *("--send-env", "LC_*", "--set-env", "A=b c", "--set-env", "E=", "--x11", "trusted"),
    )
    settings = settings_of(here, "x")
    for hop in (settings["target"], settings["jumps"][0]):
        assert hop["algorithms"] == {
            "ciphers": ["aes256-ctr", "aes128-ctr"],
            "key_exchange": ["curve25519-sha256"],
            "macs": ["hmac-sha2-256"],
            "host_keys": ["ssh-ed25519"],
        }
        assert hop["auth"]["public_key_algorithms"] == ["rsa-sha2-512", "ssh-ed25519"]
        assert (hop["known_hosts_files"], hop["global_known_hosts_files"]) == (["~/pinned", "~/more"], ["none"])
        assert (hop["known_hosts_command"], hop["hash_known_hosts"]) == ("/usr/bin/keys %H", True)
        assert hop["auth"]["identity_agent"] == "~/.1password/agent.sock"
        assert hop["auth"]["add_keys_to_agent"] == "confirm 1h"
        assert (hop["address_family"], hop["bind_address"], hop["tcp_keepalive"]) == ("inet6", "::1", False)
    assert (settings["send_env"], settings["set_env"]) == (["LC_*"], ["A=b c", "E="])
    assert settings["x11"] == "trusted"
    here.do(
        *("edit", "x", "--cipher", "default", "--known-hosts", "default", "--global-known-hosts", "default"),
        *("--known-hosts-command", "", "--no-hash-known-hosts", "--identity-agent", "none"),
        *("--add-keys-to-agent", "no", "--address-family", "any", "--bind-address", "", "--tcp-keepalive"),
        *("--send-env", "none", "--set-env", "none", "--x11", "no"),
    )
    settings = settings_of(here, "x")
    target = settings["target"]
    assert "ciphers" not in target["algorithms"]
    assert target["algorithms"]["macs"] == ["hmac-sha2-256"]
    assert (target["known_hosts_files"], target["global_known_hosts_files"]) == ([], [])
    assert (target["known_hosts_command"], target["hash_known_hosts"], target["bind_address"]) == ("", False, "")
    assert (target["auth"]["use_agent"], target["auth"]["identity_agent"]) == (False, "")
    assert (settings["send_env"], settings["set_env"], settings["x11"]) == ([], [], "no")


def test_who_forwards_an_agent_is_told_what_that_means(here: Here) -> None:
    done = here("add", "x", "carl@h", "--forward-agent", "yes")
    assert done.code == 0
    assert done.err == (
        "towpath: warning: whoever administers h can log in with your agent's keys while programs run there\n"
    )
    assert settings_of(here, "x")["forward_agent"] == "yes"
    here.do("edit", "x", "--forward-agent", "no")
    assert settings_of(here, "x")["forward_agent"] == ""


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--cipher", "+aes128-ctr", "not a list of algorithms"),
        ("--mac", "", "not a list of algorithms"),
        ("--set-env", "NAME", "write NAME=VALUE"),
        ("--set-env", "2A=b", "not a variable"),
        ("--add-keys-to-agent", "maybe", "write yes, no, confirm"),
    ],
)
def test_what_cannot_be_is_refused(here: Here, option: str, value: str, said: str) -> None:
    assert said in here.error_of("add", "x", "h", option, value, code=2)
