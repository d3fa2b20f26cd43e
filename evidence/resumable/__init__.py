"""Uploads that go on after a lost line: tus 1.0.0 with creation, termination, checksum and expiration (https://tus.io)."""
