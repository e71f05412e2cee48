"""Compares what LibreOffice read from a workbook with the tables that the program wrote beside it.

check_office.py FOLDER SHEETS LANGUAGE: the result folder, the sheets as CSV and the PDF that LibreOffice made.
"""
import csv
import pathlib
import sys

folder, sheets, language = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
names = {
    "en": ["Summary", "Exceedance", "Designs", "Liability", "Prices", "Rating factors", "Assumptions", "Measures"],
    "ja": ["概要", "超過確率", "補償設計", "責任分担", "保険料", "料率要因", "前提条件", "全指標"],
}[language]


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def same(read, written):
    if written == "" or read == "":
        return read == written
    a, b = float(read), float(written)
    return abs(a - b) <= 2e-15 * max(abs(a), abs(b)) * 10  # LibreOffice writes 15 digits


found = sorted(path.name[len("result-"):-len(".csv")] for path in sheets.glob("result-*.csv"))
assert found == sorted(names), (found, names)
written, read = rows(folder / "measures.csv"), rows(sheets / f"result-{names[-1]}.csv")
assert len(written) == len(read) > 100, (len(written), len(read))
for ours, theirs in zip(written[1:], read[1:]):
    ids, words, figures = theirs[:1] + theirs[2:4], theirs[1], theirs[4:7]
    assert ours[:3] == ids and words, (ours, theirs)
    assert all(same(a, b) for a, b in zip(figures, ours[3:6])), (ours, theirs)
# The factors of a policy multiply out to its premium.
factors = rows(sheets / f"result-{names[5]}.csv")
assert len(factors) > 1
for row in factors[1:]:
    product = 1.0
    for value in row[3:-1]:
        product *= float(value)
    assert abs(product / float(row[-1].replace(",", "")) - 1) < 1e-3, row
liability = rows(sheets / f"result-{names[3]}.csv")
assert len(liability) > 3, "no parties"
assert (sheets / "result.pdf").read_bytes()[:5] == b"%PDF-"
