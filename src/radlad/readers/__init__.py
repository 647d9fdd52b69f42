"""From a file to pages of words: containers, form fields, text layers, OCR."""
