"""Makes documents with their truth: invented facts × layouts × wordings × pens × capture conditions.

Everything is drawn from a seeded generator, so a document is named by its split, seed and number.

- `story` what one document says (`people` invents who), `look` how its supplier's paper looks, `form` draws one as the
  other with `blocks`, `pairs`, `prose`, `prices`, `boxes`, `mentions`, `signing`, `ink` and `paper`;
- `words/` holds the wordings, as data, and `paraphrases` deals them into a half to tune on (A) and a half held out (B):
  they are written without looking at the reader's vocabulary, and stay so;
- `arrivals` turns the PDF into the file that arrives, with `capture`, `damage` and `text_layers`;
- `press` tells the same stories on other paper, printed from HTML by a browser, in eight halves more (C to J);
- `facts`, `forms` and `sheet` are the first, plain maker: `samples` draws the documents of `samples/` with them.
"""
