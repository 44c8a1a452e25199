"""`python -m underice` does what the command `underice` does."""

from underice.cli.main import main

if __name__ == "__main__":
    main()
