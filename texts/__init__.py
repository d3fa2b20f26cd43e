"""What sentences say and how they fit: promises read from a chat, tone, brush-offs, letters. Pure Python, no Django.

It stands on `law` alone and gives back values; `escalation` keeps them with the case.
"""
