"""Underice: whom does a text expose, before it is published."""

__version__ = "0.1.0"
