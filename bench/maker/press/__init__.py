"""A second press: documents laid out as HTML and printed by headless Chromium, as ERPs, portals and offices print.

It tells the same stories as the first one (`bench.maker.story`), in two pairs of halves of its own: C and E to learn
from, D and F held out until they were opened (ADR 23). E and F came later, from a hand that had seen no family of C and
D. G, by a fourth hand, is for judging alone and never opened: six suppliers who keep most of the agency's words. H, by
a fifth hand, is to learn from: the agency's models, management software, letters, forms filled in by hand. So is I, by
a sixth: small suppliers' office papers, commercial software, web forms, and what stands beside the values asked for.
And J, by a seventh: the agency's models as suppliers rework them, accounting programs, a certificate in sentences, a
dense form, a portal's signed papers. K, by an eighth, has the agency's models in three tools, a hospital vendor's ERP,
a sheet of imaging projects, a billing service, a deed, and a form typed over or filled in by hand in combs. L, by a
ninth: a two-page form, a printed sheet, numbered articles, cards, a listing, a web page's confirmation, questions and
replies, a typed letter. M, by a tenth: a form of numbered boxes, a hospital group's order, a coloured sheet, a
one-person firm's papers, a check-list, a fillable form, a director's letter, a print-out in landscape. N, by an
eleventh: a confirmation for a window envelope, a form of four columns, a workbook's grid, an order form in French and
English, a page in two halves, a sworn letter, a subscription's bill, a questionnaire answered in many marks. O, by a
twelfth: the agency's models as they are retyped, typed over, filled in by hand, set in a dense page, in numbered rows,
in two parties' columns, in an online form or in sentences with blanks. P, by a thirteenth: what hospitals buy and
mid-size vendors sell by: an order out of a hospital's accounts, a purchasing group's, an invoice as the State's portal
prints it, a quotation that stands as an order, minutes of a meeting, a form of bordered fields, an e-mail printed out,
a letterhead with small paragraphs in two columns. Q, by a fourteenth: the agency's model retyped, an ERP's order under
a shaded bar, a small-business invoicing program, a dense form of ruled cells, a confirmation with a column at its left,
a sworn paper with dotted lines filled in by hand or typed, a spreadsheet in landscape, a portal's cards.
R, by a fifteenth: a start-up's designed paper, a large vendor's
print-out in one width, the State's model in a bordered table, a contract behind its particular conditions, a signing
portal's form, an integrator's letterhead, an imaging reseller's workbook, a form filled in by hand over dots.
S, by a sixteenth: a word processor's form under shaded bands, a fixed-pitch print-out in boxes of dashes, a young
company's coloured paper, a customer manager's sections in two columns, a deed of engagement in lettered parts, an
imaging vendor's single table, a form with tiny labels in its cells, a client's letter with its values in a table.
T, by a seventeenth: a cloud tool's confirmation in cards, an installer's work order, an imaging vendor's two columns, a
laboratory program's frames, a hospital's own printed form sent back, an integrator's letter in sentences, a word
processor's content controls, an office suite's tables inside tables.
U, by an eighteenth: a self-employed installer's papers from a free tool, a large publisher's dense print, the agency's
form in another order under a logo band, an imaging group's internal form, a form filled in by hand in capitals,
numbered declarations in the first person, an online questionnaire's export, a contract behind a page of particular
conditions. V, by a nineteenth: suppliers who made the published models their own: the form retyped under a letterhead,
a landscape page of two columns, an ERP's order with the agency's paragraphs below its price, a publisher's framed
fields, a medical house's order, an accounting program's invoice, a ticketing portal's page, a form filled in by hand.
W, by a twentieth: an accounting program's order with a two-column annex, an open-source ERP's order with custom fields,
a letterhead's sentences with blanks, a spreadsheet on one page, a publisher's form captioned under its lines, a
signature service's boxes, an e-invoicing platform's blocks, a carbon-copy pad filled in by hand.
X, by a twenty-first: an auditor's memory: a hospital vendor's three pages, the agency's model filled in carelessly, a
small publisher's two columns about a rule, a web CRM's print-out, a radiology vendor's numbered clauses, a laboratory
program's one table of four columns, a group's invoice with three addresses, a form filled in by hand in capitals.
Y, by a twenty-second who had the same task: the agency's model filled in carelessly, a page in two columns under a
rule, a laboratory program's one table, a group's papers with three addresses.
Z, by a twenty-third: an engineer's papers drawn up by program: a PDF library's framed fields, a report as LaTeX sets
it, a landscape sheet of three panels, a mobile application's receipt.

- `families/<name>.toml` is one supplier's tool: its faces, titles, headings and its wording of each balise's label;
  `families/<name>.html` is its paper, a Django template that prints the story's values by balise or by block;
- `templates/` holds what papers share: the ways questions, boxes and mentions stand, the service's evidence page;
- `content` makes what a template may print out of a story, with `marks` (boxes), `pens` (signatures, stamps) and
  `asides` (other people, dates and numbers, the lines of the price);
- `strangers` are the papers that must be rejected, and `chromium` prints.

All wordings are written without looking at the reader's vocabulary or at the first press's, and stay so.
"""

PAIRS = (("C", "D"), ("E", "F"))
"""A half to learn from and the one held out from it: they share no wording."""
JUDGE = "G"
"""For judging alone: no half to learn from stands beside it, and labels may be those of any other half."""
LATER = ("H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z")
"""To learn from, without held-out halves of their own: G judges what they teach."""
HALVES = (*(half for pair in PAIRS for half in pair), JUDGE, *LATER)
