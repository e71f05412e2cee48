"""Reads a workbook that the tests have made: every part is well-formed, every sheet has what a printed table needs."""
import sys
import xml.etree.ElementTree as xml
import zipfile

main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
with zipfile.ZipFile(sys.argv[1]) as book:
    assert book.testzip() is None
    parts = {name: xml.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels"))}
workbook = parts["xl/workbook.xml"]
names = [sheet.get("name") for sheet in workbook.iter(main + "sheet")]
assert len(names) == len(set(names)) == 7, names
defined = [(name.get("name"), name.get("localSheetId")) for name in workbook.iter(main + "definedName")]
for number in range(7):
    sheet = parts[f"xl/worksheets/sheet{number + 1}.xml"]
    assert ("_xlnm.Print_Area", str(number)) in defined, (names[number], "has no print area")
    assert sheet.find(f".//{main}pane[@state='frozen']") is not None, (names[number], "has no frozen heading")
    page = sheet.find(main + "pageSetup")
    assert page is not None and page.get("orientation") == "landscape" and page.get("paperSize") == "9", names[number]
    assert len(list(sheet.iter(main + "row"))) > 1, (names[number], "is empty")
    for cell in sheet.iter(main + "c"):
        value = cell.find(main + "v")
        assert value is None or value.text.lower() not in ("nan", "inf", "-inf"), (names[number], cell.get("r"))
formats = {one.get("formatCode") for one in parts["xl/styles.xml"].iter(main + "numFmt")}

assert "#,##0" in formats and "0.0%" in formats, formats
for part, kind in (("xl/charts/chart1.xml", "scatterChart"), ("xl/charts/chart2.xml", "barChart")):
    series = list(parts[part].iter(chart + "ser"))
    assert parts[part].find(f".//{chart}{kind}") is not None and series, part
    for one in series:
        points = [p for tag in ("yVal", "val") for p in one.findall(f"{chart}{tag}//{chart}f")]
        assert points and points[0].text, part
assert parts["xl/charts/chart1.xml"].find(f".//{chart}logBase") is not None
