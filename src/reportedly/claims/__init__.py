"""Attributions -> claims: the same proposition across articles, who supports and who denies it, its origins and its status."""
