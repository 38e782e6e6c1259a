"""An SSH gateway, an intranet behind it, and nobody else's machines: Towpath can be tried without a server."""
