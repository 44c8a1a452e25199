"""Whom words expose: the reader of drafts, the population behind it, and the check that joins them."""
