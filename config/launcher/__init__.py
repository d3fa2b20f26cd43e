"""`make run`: prepares the folder and keeps web, worker, clock and broker running, so that nobody installs a server."""
