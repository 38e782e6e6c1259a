"""The page with the site rules: which web sites go through which connection."""
