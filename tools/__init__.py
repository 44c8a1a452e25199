"""Developers' scripts. Nothing here is part of the installed package."""
