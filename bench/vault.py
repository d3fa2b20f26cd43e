"""What taking photographs in costs beside the bare work, and what a dossier takes: `python -m bench.vault`.

200 photographs of twelve megapixels go through the one door and get their previews; in the same run, on the same disk, the
same bytes are hashed, written, flushed and thumbnailed by ten lines without a product around them. Then a dossier with 30 of
them is set. On a fresh SQLite file; nothing is left behind.
"""

import argparse
import os
import sys
import tempfile
from importlib import import_module


def main() -> int:
    """Set Django up on a folder of its own, then measure."""
    parser = argparse.ArgumentParser(description="Measure the evidence vault.")
    parser.add_argument("--photographs", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="juli-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "only-for-measuring", "DATABASE_URL": "", "LOG_LEVEL": "ERROR"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "REDIS_URL": f"unix://{folder}/nobody.sock?db=0"}
        import_module("django").setup()
        return int(import_module("bench.photographs").measure(options.photographs))


if __name__ == "__main__":
    sys.exit(main())
