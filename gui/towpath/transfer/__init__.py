"""Files from one machine to another: copied, compared, synchronised. It knows file systems, not SSH."""
