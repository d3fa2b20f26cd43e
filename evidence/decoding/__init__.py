"""Films and papers as pictures: decoded in a process of their own (`engine`), asked for by the worker (`asking`)."""
