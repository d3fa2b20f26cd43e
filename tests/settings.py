"""The product's own settings on a data folder that goes with the run; only what tests must have is changed."""

import atexit
import importlib
import os
import shutil
import tempfile
from pathlib import Path

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="juli-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("SECOND_FACTOR", "required")

Path(os.environ["DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)  # whitenoise looks for it

importlib.import_module("config.catalogue").compile_catalogue()
_product = importlib.import_module("config.settings")
globals().update({name: getattr(_product, name) for name in dir(_product) if name.isupper()})

# Argon2 is slow on purpose; how well it hashes is not what these tests are about.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = _product.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
