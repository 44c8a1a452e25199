"""The pages of the desk, one noun per file; each has `ROUTES`."""
