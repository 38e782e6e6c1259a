"""What the operating system tells and does: sleep and wake, the network, programs. One file per concern."""
