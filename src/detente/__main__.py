"""``python -m detente``: the command line."""

from detente.app.cli import main

if __name__ == "__main__":
    main()
