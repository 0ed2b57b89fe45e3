"""`python -m taizhang.cli`."""

from . import main

main()
