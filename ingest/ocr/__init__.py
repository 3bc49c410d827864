"""Scans: page images -> words (Tesseract) -> the sheets that the PDF reader's layout path takes.

    tesseract.py   the program: is it there, has it Swedish, a page image -> hOCR
    hocr.py        hOCR -> lines of words, in pixels
    ink.py         what the picture tells beside the words: bullets, weight of the type
    sheets.py      lines and ink of all pages -> sheets in points: straight, of settled sizes
    read.py        PDF -> Document

The program is called directly. Measured on the corpus's three scans (seven pages, askew by up to
half a degree, JPEG in greys and CCITT), against pytesseract and ocrmypdf: pytesseract makes the
same call and would only be a dependency more; ocrmypdf's hidden text layer, read as any PDF's,
keeps neither the bullets, which Tesseract takes for dirt, nor sizes nor weight, and gave less than
half of the items right, in three times the time.
"""
