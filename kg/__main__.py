"""Run the command line as ``python -m kg``, where the script ``kg`` is not on the path."""

from kg.cli import main

if __name__ == "__main__":
    main()
