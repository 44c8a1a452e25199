"""The commands. Nothing here decides anything: what a command shows, a function of another room returns."""
