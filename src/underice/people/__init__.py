"""Who is who: Korean names in every script."""
