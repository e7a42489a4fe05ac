"""The legal forms that companies bear behind their names, as patterns: "Ltd", "DAC", "S. à r.l.", "Sp. z o.o.".

None of them ends in a period, since a word boundary follows where they are used.
"""

from __future__ import annotations

# What is nothing but a legal form wherever it stands.
PLAIN_FORMS = (
    r"Inc|INC|Incorporated|INCORPORATED|Corp|CORP|Corporation|CORPORATION|LLC|L\.L\.C|LLP|L\.L\.P|LLLP|PLLC|P\.L\.L\.C|L\.P"
    r"|Ltd|LTD|Limited|LIMITED|PLC|plc|P\.L\.C|ULC|DAC|CLG|Teoranta|CIC|CIO|RLLP"
    r"|Pty|PTY|Pte|PTE|Pvt|PVT|Private Limited|Sdn\.? Bhd|Bhd|Berhad|Tbk|K\.K|G\.K"
    r"|GmbH|GMBH|gGmbH|mbH|KGaA|OHG|GbR|PartG(?: mbB)?|e\.V|e\.K|e\.G"
    r"|SARL|S\.?[àa] ?r\.?l|SAS|S\.A\.S|SASU|EURL|S\.A\.R\.L|S\.C\.A|SICAV|S\.A"
    r"|S\.L(?:\.U|\.P)?|S\.A\.U|S\.A\. de C\.V|S\.R\.L|S\.r\.l|Srl|SRL|S\.p\.A|SpA|S\.n\.c|S\.a\.s|Ltda|LTDA|Lda|EIRELI"
    r"|N\.V|B\.V|V\.O\.F|VOF|C\.V|BVBA|VZW|ASBL"
    r"|A/S|ApS|I/S|P/S|ASA|Oy|Oyj|Ab|ehf|hf|O\u00dc|UAB|SIA"
    r"|[Ss]p\. ?z ?o\.? ?o|[Ss]p\. ?[kj]|s\. ?r\. ?o|a\.s|d\. ?o\. ?o|d\.d|Kft|Zrt|Nyrt|EOOD|OOD|A\.\u015e|\u015eti"
)
# Two capitals, which may be other words or initials where no name stands right before.
SHORT_FORMS = r"AG|KG|SE|SA|UG|SL|NV|BV|CV|AB|AS|KB|HB|LP|P\.C|Co"
