"""Logs as one JSON object a line, for whoever collects them."""

import json
import logging
from datetime import UTC, datetime

_EXTRA = ("method", "path", "status", "ms", "user", "task", "complaint")


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger, message, the known extras, and the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: getattr(record, key) for key in _EXTRA if hasattr(record, key)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
