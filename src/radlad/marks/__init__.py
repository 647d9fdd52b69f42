"""Tick boxes and signatures: what is drawn or written by hand, told apart from print."""
