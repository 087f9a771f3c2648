"""``python -m dateline`` is the command ``dateline``."""

import sys

from ._command import main

sys.exit(main())
