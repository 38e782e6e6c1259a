"""Everything SSH. The only place (with the demo's server) that imports paramiko and sshtunnel."""
