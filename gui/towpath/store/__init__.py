"""What survives a restart: the configuration file and the secrets in the system's keyring."""
