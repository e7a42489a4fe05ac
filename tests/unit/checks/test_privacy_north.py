"""Identity numbers by their northern abbreviations, driving licences, and accounts and telephones of firms."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONS = (
    ("Signed by Eirik Moen (f.nr. 140671 31968).", "140671 31968"),
    ("Signed by Eirik Moen, fnr 14067131968.", "14067131968"),
    ("Eirik Moen, fødselsnr. 140671-31968, is the heir.", "140671-31968"),
    ("The seller is Anna Berg, personnr 640823-3234.", "640823-3234"),
    ("The seller is Anna Berg (pers.nr 6408233234).", "6408233234"),
    ("The seller is Mette Holm, CPR-nr. 211062-5629.", "211062-5629"),
    ("The seller is Aino Salo, hetu 131052-308T.", "131052-308T"),
    ("The seller is Aino Salo (hlötunnus: 131052A308T).", "131052A308T"),
    ("The seller is Jón Páll, kt. 120174-3399, of Akureyri.", "120174-3399"),
    ("The seller is Mari Kask (i.k. 37605030299).", "37605030299"),
    ("The seller is Anna Ozola, personas kods 161175-19997.", "161175-19997"),
    ("Guarantor: Paul Riddick (Ohio operator's license RT458821).", "RT458821"),
    ("Paul Riddick (Michigan operator’s license R 630 745 812 339) drove.", "R 630 745 812 339"),
    ("Paul Riddick, driver's lic. no. D4471-220-81, drove.", "D4471-220-81"),
    ("The driver (MORGA657054SM9IJ) was fined.", "MORGA657054SM9IJ"),
    ("Titular del permiso de conducir 12345678Z.", "12345678Z"),
    # Somebody's account, whoever keeps it and whoever pays.
    ("Pay the account of Nora Lisle at Tolland Bank Limited, IBAN DE89370400440532013000.", "DE89370400440532013000"),
    ("The salary is paid to IBAN DE89370400440532013000 by Halden Foods DAC.", "DE89370400440532013000"),
    ("Pay the employee of Halden DAC at IBAN DE89370400440532013000.", "DE89370400440532013000"),
    ("Pay it to Halden DAC, IBAN DE89370400440532013000 (for Nora Lisle).", "DE89370400440532013000"),
    ("Notices go to Marl & Stone LLP, Sarah Whitmore, 44 Quay Row, Hull, telephone 0113 496 0220.", "0113 496 0220"),
    ("Ask Sarah Whitmore of Marl & Stone LLP, 44 Quay Row, Hull (tel. 0113 496 0220).", "0113 496 0220"),
    ("The tenant of Marl Ltd is Nora Lisle, telephone 0113 496 0220.", "0113 496 0220"),
    ("Attention: Sarah Whitmore, Managing Partner, Telephone (417) 555-0142.", "(417) 555-0142"),
    ("Attention: Oluchi Tarrant, Telephone (417) 555-0142.", "(417) 555-0142"),
)  # fmt: skip
NOBODYS = (
    "The seller is Fjordlaks AS (org.nr. 923 609 016).",
    "The seller is Fiskur ehf., kt. 450401-3150.",
    "It carries 5 kt, or 120174 and 3399 loads.",
    "The land is gnr. 45 bnr. 12 f.nr. 3.",
    "The haulier's operator's licence OK1234567 is on file.",
    "Pay it to the account of Halden Logic DAC at the bank, IBAN DE89370400440532013000.",
    "Pay it to IBAN DE89370400440532013000 in the name of Halden Logic CLG.",
    "Pay it to IBAN DE89370400440532013000 (BIC COBADEFF, account holder: Halden Polska Sp. z o.o.).",
    "Account name: Halden Foods DAC\nBank: Tolland\nIBAN: DE89370400440532013000",
    "Kontoinhaber: Halden Handels GmbH & Co. KG\nIBAN: DE89370400440532013000",
    "Titulaire : Menuiserie Lagarde SARL, IBAN DE89370400440532013000",
    "Its agents are Marl & Stone LLP, 44 Quay Row, Hull HU1 1AA (telephone 0113 496 0220,\nor by letter).",
    "Send it to Marl & Stone LLP (tel. 0113 496 0220).",
    "If to Seller, to 55 Boone Road, Dexter, Missouri 65802, Attention: Managing Partner, Telephone (417) 555-0142.",
)


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_what_is_a_persons_is_found(text: str, expected: str) -> None:
    assert quotes("privacy.identifiers", text) == [expected]


@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_a_firms_is_left_alone(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []
