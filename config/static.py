"""How static files are kept: under names with their hash, compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = (r"""(?P<matched>from "(?P<url>\./[\w-]+\.js)")""", 'from "%(url)s"')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our scripts import each other by plain names; those are hashed too, so that a browser never mixes two versions.

    Django's own switch for this reads every script, and stops at one of django-htmx's that we don't use.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (_IMPORTS,)))
