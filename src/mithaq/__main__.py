"""`python -m mithaq` → the command line."""

from mithaq.cli.main import main

if __name__ == "__main__":
    main()
