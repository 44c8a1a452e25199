"""Saying it with less: ladders from the exact word to none, and the cheapest steps that leave enough others."""
