"""How a page is laid out: rows, segments and paragraphs of its words, for the stages that read it."""
