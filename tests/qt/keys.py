"""Keys as the engine lists them, for the tests of their page."""

from towpath.model.keys import AgentInfo, CertificateInfo, KeyFormat, KeyInfo, KeysListed

FOLDER = "/home/ann/.ssh"
BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIJ0Wq3dTzVxk7c1Zr8uYt5mHn2LpQfXaGb4eSvRj9KcD"
AGENT = AgentInfo(socket="/run/agent", name="ssh-agent", keys=1)


def key(
    name: str,
    *,
    kind: str = "ED25519",
    bits: int = 256,
    form: KeyFormat = KeyFormat.OPENSSH,
    encrypted: bool = True,
    in_agent: bool = False,
    too_open: bool = False,
    used_by: tuple[str, ...] = (),
    certificate: CertificateInfo | None = None,
) -> KeyInfo:
    """A private key file whose comment is its name."""
    return KeyInfo(
        path=f"{FOLDER}/{name}",
        has_private=True,
        type=kind,
        bits=bits,
        fingerprint=f"SHA256:{name}0123456789",
        randomart="+--[ED25519]--+\n|  .o. |\n+----[SHA256]-----+",
        comment=name,
        format=form,
        encrypted=encrypted,
        in_agent=in_agent,
        public_line=f"ssh-ed25519 {BLOB} {name}",
        too_open=too_open,
        permissions="0644" if too_open else "0600",
        used_by=used_by,
        certificate=certificate,
    )


def certificate(*, since: float = 0.0, until: float = 0.0) -> CertificateInfo:
    """One for ann."""
    return CertificateInfo(
        file=f"{FOLDER}/id-cert.pub",
        key_id="ann's",
        serial=7,
        principals=("ann",),
        valid_after=since,
        valid_before=until,
        authority="SHA256:authority",
    )


def listed(*keys: KeyInfo, agents: tuple[AgentInfo, ...] = (AGENT,), folder_too_open: bool = False) -> KeysListed:
    """What `ListKeys` is answered with."""
    return KeysListed(keys=keys, agents=agents, folder=FOLDER, folder_too_open=folder_too_open)
