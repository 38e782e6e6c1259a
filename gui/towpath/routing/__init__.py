"""Which way a web site goes, and the port that browsers go through. No SSH in here."""
