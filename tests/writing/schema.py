"""The order of elements that the Office Open XML schema asks for (ECMA-376, part 1, annex A), where we write any."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p tbl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins evenAndOddHeaders "
    "characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol "
    "listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "body": "p tbl sectPr",
}
"""Children in order; a `choice` of the schema (trPr, r) needs none.  In `body`, `tc` and `tbl` some may alternate."""
_ALTERNATING = {"body": {"p", "tbl"}, "tc": {"p", "tbl"}}


def out_of_order(root: etree._Element) -> Iterator[str]:
    """Every element whose children the schema doesn't know there, or not in that order."""
    for element in root.iter():
        name = etree.QName(element).localname
        if name not in ORDER:
            continue
        order = ORDER[name].split()
        free = _ALTERNATING.get(name, set())
        last = -1
        for child in element:
            tag = etree.QName(child).localname
            if tag not in order:
                yield f"{name}/{tag}"
                continue
            at = min(order.index(t) for t in free) if tag in free else order.index(tag)
            if at < last:
                yield f"{name}: {tag} after {order[last]}"
            last = max(last, at)


def uneven_rows(root: etree._Element) -> Iterator[str]:
    """Every row of a table whose cells don't fill the table's columns, and every cell that ends without a paragraph."""
    for table in root.iter(f"{W}tbl"):
        width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for number, row in enumerate(table.findall(f"{W}tr")):
            cells = row.findall(f"{W}tc")
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            if sum(int(s.get(f"{W}val", "1")) if s is not None else 1 for s in spans) != width:
                yield f"row {number}"
            if any(cell[-1].tag != f"{W}p" for cell in cells):
                yield f"row {number}: a cell ends without a paragraph"
