"""Films, papers and photographs coded like films, as pictures: decoded in a process of their own (`engine`), asked for by the
worker (`asking`).
"""
