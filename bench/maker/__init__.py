"""Makes documents with their truth: invented facts × layouts × pens × capture conditions.

Everything is drawn from a seeded generator, so a document is named by its seed and recipe.
Nothing here looks at how `radlad.extract` works; only the vocabulary of `radlad.doctypes` is shared.
"""
