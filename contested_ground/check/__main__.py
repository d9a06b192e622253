"""`python -m contested_ground.check`."""

import sys

from contested_ground.check.schema import main

sys.exit(main())
