"""The command line and the whole flow on one screen."""
