"""What is remembered: passwords and passphrases in the keyring, or in memory."""
