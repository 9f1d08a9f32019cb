"""`python -m hub`: serve, migrate, or open an account for a member of staff."""

import gc
import sys


def main() -> int:
    """Load the program and run it; answers its exit code."""
    # All that a start makes stays. To look in it for what may go takes a quarter of the start,
    # and again as often as cycles are freed while the house waits.
    gc.disable()
    from hub import program  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
