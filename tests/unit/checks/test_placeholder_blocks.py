"""Blanks to be signed, forms to be filled in, and gaps that somebody forgot."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

TO_SIGN = (
    "By: ______________\nName: Jane Roe\nTitle: Director\n",
    "Tenant signature: ________ Date: ________\n",
    "Initials: ____ / ____\n",
    "Date of signature: ____________\nPlace of signature: ____________\n",
    "Seller: ____________\nBy: ____________\nName: ____________\n",
    "BUYER:\nBuyer: ________________\nSigned: ________________\nTelephone: ________ Text ________ Facsimile:"
    " ________\n",
    "Signature: __________\nEmail #1 __________ Email #2 __________\n",
    "Signed by: ________\nEmployed by: ________\nRepresenting: ________\nDate signed ________\n",
    "DATED AT ____________ this ____ day of ____________, 20__.\n\n____________\nWitness\n",
    "Dated this ___ day of ______ 2024.\n\nBy: ________\n",
    "Signed at ____________ on ____________ 2024\n\nBy: ____________\n",
    "IN WITNESS WHEREOF, the parties have signed.\n\nHalden Mills LLC\n\nBy: ________\nCompany name:"
    " ________\nContact name: ________\nAddress: ________\n",
    "IN WITNESS WHEREOF, the parties have signed.\n\nExecuted this ____ day of ________, 2024.\n\nBy: ________\nIts:"
    " ________\n",
    "Halden GmbH ………………………….\n\nDate: ..............................\nName: ..............................\n",
    "Green Club Ltd ………………………….\nExecutive Director\nSignature: ……………………\n",
    "Given under my hand this ____ day of ______, 2024.\n\nNotary Public: ____________\n",
    "Ort, Datum: ____________\nUnterschrift: ____________\n",
    "Fait à ____________, le ____________\nSignature : ____________\n",
    "Place: ________\nDate: ________\nSignature: ________\n",
    "Acknowledged and agreed:\n\n____________________ (Guarantor)\nPrint name: ____________\nDate: ____________\n",
    "By:_______________________ By:_______________________\nName:_____________________ Name:_____________________\n",
    "LANDLORD: ________________    TENANT: ________________\nBy: ________________    By: ________________\n",
    "Subscribed and sworn to before me this ____ day of ________, 20__.\n",
    "Signature of witness: ______  Name of witness: ______  Address of witness: ______  Occupation: ______\n",
    "The witness signs below.\n\nName of witness: ______\n",
    "Full name of the director: ______ Date: ______\n",
    "Witness 1: ________\nWitness 2: ________\nAddress of witness: ________\n",
    "| Signature | ________ |\n|---|---|\n| Name | ________ |\n| Date | ________ |\n",
)
FORMS = (
    "## Budget form (please complete)\n\nMonthly income: £ ..........\n\nOther loans: £ ..........\n",
    "Form of tender (to be completed by the bidder)\n\nName of bidder: [     ]\n\nSigned: [     ]  Position: [     ]\n",
    "Der Vorsitzende: ____________\n\nDie Verwaltung: ____________\n",
    "Blank copies of the sheet follow.\n\nPatient name: ________   Ward: ______   Assessed (Y/N): ____\n",
    "| Question | Answer |\n|---|---|\n| Name of the group | ________ |\n| Days on which it is open to all | ____ |\n"
    "| Amount asked for | £ ____ |\n",
    "| Entry | |\n|---|---|\n| Dates covered | ____ / ____ / ______ – ____ / ____ / ______ |\n"
    "| Number of boxes | ____ |\n| Method | ☐ shredded ☐ burnt |\n| Officer | ________ |\n",
    "Name of patient: ________\nDate of birth: ________\nAllergies: ________\nCurrent drugs: ________\n",
    "1. Policy number: ________\n2. Date of loss: ________\n3. Place of loss: ________\n4. Police report no.:"
    " ________\n",
    "Name: ____________\nStreet: ____________\nCity: ____________\nZip: ____________\n",
    "Please complete this form.\n\nYour name: ________\nYour address: ________\nYour telephone: ________\n",
)
FILLED_BY_OTHERS = (
    "☐ I agree   ☐ I do not agree   Initials: ____\n",
    "Name: ________  Account no.: ________\nWhat would you like us to do? ________\n",
    "I, ______________ (name of policyholder), accept the offer of £4,250.\n\nSignature: __________\n",
    "I/We ____________ of ________ appoint the chairman.\n\nSignature ________   Dated this ____ day of ______\n",
    "I consent to the procedure, explained by Dr ________.\n\nPatient's signature ............ Date ........\n",
    "We, the undersigned, offer to do the works for Rs. ________.\n\nSignature ______ in the capacity of ________\n",
    "Hiermit erkläre ich, ____________ (Name), geboren am ________, dass ich zustimme.\n",
    "Please send me ____ copies at £12.50 each.\nName ____________\nAddress ____________\n",
    "Title ______ First name ________ Surname ________\n",
    "For office use only\nCheque No.: ________   Posted by: ________\n",
    "Bulletin de réponse\n\nNom : ..............\nAdresse : ..............\n",
    "| Name | Firm | Signature |\n|---|---|---|\n| J. Marsh | Northgate | ______ |\n",
    "| Role | Name | Seen on |\n|---|---|---|\n| Engineer | A. Rao | __/__/__ |\n| Client | T. Leigh | __/__/__ |\n",
    "1. Rails   Yes / No   Remarks ____\n2. Ladders   Yes / No   Remarks ____\n3. Level   Yes / No   Remarks ____\n",
    "Fill in the blanks: The capital of France is ________.",
    'The form has a line "Name: ________" for the tenant.',
    "Checklist (to be filled in by the supervisor)",
    "**Signed:** \\_\\_\\_\\_\\_\\_\n\n**Name:** \\_\\_\\_\\_\\_\\_\n",
)
FORGOTTEN = (
    "Our ref: [matter no.]",
    "The price is [     ] per month, of course.",
    "Sales rose in May (TK: check with press office).",
    "Last year we had ?? applications for it.",
    "The gap was XX mm wide.",
    "An Herrn/Frau [Name, Vorname] im Hause",
    "Bitte geben Sie [Name und Anschrift] an.",
    "She lives with [relative – check wording with legal] now.",
    "Die Arbeiten (Firma XXX) beginnen am Montag.",
    "| Item | Amount |\n|---|---|\n| Rent | 400 |\n| Fee | ____ |\n| Fuel | 300 |\n",
    "The insured sum is EUR [Betrag einsetzen].",
    "See Table [no.] for details.",
    "Our valuer, [valuer's name], visited on 4 May.",
    "The survey ran from DD/MM/YYYY to 5 May.",
    "Sales grew by [ ]% in Q3.",
    "The premium is $XX,XXX per year.",
    "Dear [Sir/Madam],",
    "[Insert chart: revenue by region]",
    "The policy (no. ______) lapsed.",
    "Contact: {{adjuster.phone}}",
    "Diagnosis: TBD",
    "Impression: [pending pathology]",
    "Cost: £???",
    "as described in Section [__] below",
    "Reviewer: XXX",
    "The hearing is on [date TBC].",
    "Total: #REF!",
    "Patient is a [age]-year-old male.",
    "the sum of ________________ Dollars",
    "<Insert name of expert> confirms this.",
    "Loss date: __/__/2024",
    "[NTD: align with SPA]",
    "{insert address}",
    "Prepared by [analyst]",
    "(date to be inserted)",
    "The value is n/k [check].",
    "The Buyer pays ____________ within thirty days.\n\nBy: ________\nName: ________\n",
    "This Agreement is made as of ____________, 2024 between us.\n\nBy: ________\nDate: ________\n",
    "The deductible is $________ per event.",
    "Claimant: Jane Roe\nDeductible: ________\nPolicy: HO-12\n",
    "Prepared for: ________\n\nThe claim was received in May.",
    "The term is ______ months from the Effective Date.",
    "courts located in ____________________.\nEach person who signs is bound.\n",
    "The loss occurred on ___ March 2024 in Leeds.",
    "The patient is ___ years old.",
    "Our fee is ____% of the sum.",
    "between ____________ (the “Lender”) and us",
    "We value the firm at EUR ____ million.",
    "The survey reached ____ households.",
    "by and between ____________, a ____________ corporation, and Halden Mills LLC",
    "Payment is due on the ____ day of each month.",
    "Dated figures are given; the total of ____ is provisional.",
    "The witness, ____________, was heard on 3 May.",
    "He signed at ________ in the presence of two friends and later left for home.",
    "The name of the insurer is ____________ and its address is ____________.",
    "Insured: Jane Roe\nInsurer: Halden Mutual\nClaim no.: ________\n",
    "The report was read.\n\nName of client: ________\n\nIt is filed.",
    "The report „Das Dach ist dicht“ is old. Die Anlage [einfügen] ist beigefügt.",
    "„[Der Käufer] zahlt“, so das Gericht. Le montant est [à compléter].",
    "Die Fläche ist noch zu ergänzen; siehe Anlage.",
    "Tests are recommended. Text to follow.",
    "The tone is harsh. Delete before sending.",
    "Figure 3\n\nPhotograph to follow\n",
    "| Item | Value |\n|---|---|\n| Rent | 4,000 |\n| Deposit | ____ |\n",
    "| Item | Value |\n|---|---|\n| Rent | 4,000 |\n| Deposit | ____ |\n| Fee | ____ |\n",
    "The room is ☐ large ☐ small and the rent, as agreed by both of them then, is ____ a month.",
    "I attach my invoice for $______.\n\nSincerely,\n\nJ. Roe\n",
    "The suit is heard by ________ courts. The undersigned signs below.\n\nDate ________\n",
    "The rent is ________\nThe deposit is ________\nThe term is ________\n",
    'It is made as of ______, 2024 (the \'Deed") between ________ ("Agency") and us.',
    "The sample (n = XX) was small.",
    "The path runs for a distance of [x] metres.",
    "We spoke to [x] tenants of the block.",
    "Die Gruppe verbesserte sich um xx Meter.",
    "Die Frist beträgt XX Wochen.",
    "L'attente est de XX minutes.",
    "A total of XX applications came in.",
    "a nodule that measures __ x __ mm",
    "The notice is of __ days.",
    "It was signed on __ March 2024 in Leeds.",
    "The rent was paid [instructing solicitors please confirm] in May.",
    "The bridge opens in 200x.",
    "| Site | Mean |\n|---|---|\n| North | 4.2 |\n| South | NaN |\n",
    "Mean score: NaN\n",
    "The floor is let for office use only at a rent of ____ a month.",
    "Permitted use: office\n\nThe rent for it is ____ a month.\n",
    "The mill sold [x] tonnes of flour.",
    "We inspected __ of the 40 flats.",
    "Die Lieferung erfolgt binnen XX Werktagen.",
    "Der Wert liegt bei XX,XX EUR.",
    "Le prix est de XX XXX euros.",
    "[Anna – can you check this against the lease?]",
    "[Editor, please cut this if space is tight]",
    "The sales rose [chart missing] in May.",
    "The lease ends on 31 December 20[ ].",
    "| Part | Value |\n|---|---|\n| Rent | [ ] |\n| Deposit | 40 |\n",
    "The roof covers about [x] square metres.",
    "Notice is given within XX working days.",
    "The patient is a XX-year-old woman.",
    "The turbine yields X.X MW, and revenue was £XXm.",
    "The hearing took place on ... March 2025.",
    "[Design: swap this photo for the new one]",
    "[not sure about this, ask Tom]",
    "[see Anna's email for wording]",
    "The vessel left [port] on 4 June.",
    "[Bid team: copy the plan of last winter here and shorten]",
    "[JB: move this to section 4]",
    "[tidy this paragraph up before it goes out]",
    "[do we have a source for this?]",
    "The meeting of the __th of May was adjourned.",
    "We paid “[amount]” on 3 May, and he said “the price is [●]”.",
    "- [ ] Ring the bank\n\nThe fee is ____ a month.\n",
    "The works are to be completed by the contractor within ____ weeks of the order.",
    "The programme is to be completed by ____________ at the latest, and no later.",
    "The load was NaN kg on that day.",
)
STYLES = (
    "[●]", "[insert]", "[Name]", "TBD", "TBC", "XX/XX/2024", "{{client}}", "<<CLIENT>>", "[amount]", "____",
    "[to be confirmed]", "[Client to confirm]", "???", "#REF!", "[DATE]", "(insert date)", "[x]%", "$XX", "lorem ipsum",
    "[*]", "<insert name>", "%%NAME%%", "[tbc]", "FIXME", "[Author note: check]", "[SOURCE?]", "[XX]", "[…] days",
    "[pending]", "[missing]", "[fill in]", "[INSERT TABLE 3]", "[name of expert]", "XXXX", "20XX",
    "{client_name}", "[NAME OF COURT]", "[___]", "[check with J.]", "[add figure]", "(TBC)", "[Adresse]", "[einfügen]",
    "[à compléter]", "[insertar fecha]", "[Datum]", "[nom du client]", "N.N.", "[noch offen]", "[importe]",
)  # fmt: skip
NONE = (
    "[sic]", "[emphasis added]", "[2014] EWCA Civ 12", "[1]", "[3–5]", "[Smith 2019]", "[x] done",
    "Super Bowl XXX", "Chapter XXX", "World War II", "`{{ name }}`", "`____`", "foo__bar", "__init__.py", "x[i]",
    "[t]he", "[…]", "[redacted]", "[Exhibit 4]", "[in thousands]", "Article XX", "Louis XIV", "TBC Bank", "[0, 1]",
    "<br>", "List<String>", "a < b > c", "XX chromosome", "size XXL", "****1234", "XXX-XX-1234", "p < .05", "#5",
    "the insert", "to be confirmed by the board", "no more than 5 ... 6", "wait...", "[Signed]", "[Seal]",
    "[signature page follows]", "☐ Yes ☒ No", "[Laughter]", "DD/MM/YYYY format", "[his]", "[the insurer]",
    "[translated]", "[our translation]", "[footnote omitted]", "R[2]", "[unaudited]", "[kg]", "[95 % CI 1.2–3.4]",
    "[¶ 12]", "[Doc. 12-3]", "[App. A]", "[hereinafter “X”]", "Pope John XXIII", "XX. Jahrhundert", "[Ca2+]",
)  # fmt: skip


LAWFUL = (
    "We do not print the whole number here for your safety.",
    "I accept / do not accept (delete as appropriate)\n\nSigned: __________ Date: ______\n",
    "Was it him ?? Nobody knew.",
    "const a = b ?? other;",
    "The card XXXX XXXX XXXX 4821 was used.",
    "The Techniker Krankenkasse (TK) paid.",
    "Volume XX mentions it, and so does Section XXX.",
    "Signed for and on behalf of Halden Ltd\n\n______________\nDirector\n",
    "The court added [in italics] a line.",
    "He said “[the driver] fled”.",
    "Das Gericht sagt „die [Adresse] des Mieters“ und schweigt.",
    "Das Gericht sagt „der Käufer [Datum] zahlt“, dann „der [Betrag] ist fällig“.",
    "The text to follow is short.",
    "The club may serve XXX stout.",
    "☑ approved ☐ declined",
    "[Fn 3]",
    "See [12, at 34].",
    "array[i][j] = 0",
    "The <div> element",
    "Volume XXX of the series",
    "The code `TODO` marks work.",
    "Q3 2023 [restated]",
    "[Translator’s note: idiom]",
    "The Insert Company Ltd sells.",
    "[2021] UKUT 12 (AAC)",
    "5...10 mg",
    "Name ........................ 12\n",
    "N.N. Roe wrote it.",
    "[Crown copyright]",
    "Fill in Form B2.",
    "the XXXI Olympiad",
    "{1, …, n}",
    "a [sic] b",
    "The name, date and amount are given.",
    "[¶¶ 3–5]",
    "[Exit: use the stairs]",
    'The stamp reads "XXX" and nothing more.',
    "He was fined for selling XXX films.",
    "The xx plays tonight.",
    "The regulation (EU) 2016/679 [GDPR] applies.",
    "| Task | Done |\n|---|---|\n| Paint | [x] |\n| Sand | [ ] |\n",
    "The list [] is empty.",
    "An array of [x] and [y] values.",
    "A dummy text is used in tests.",
    "“It happened on ... March 2025,” she said.",
    'The error "#REF!" appears when a row is deleted.',
    "The abbreviation TBC means to be confirmed, and where nobody knows we write TBC.",
    "[Speaker 2: use of the term is disputed]",
    "[The Chair: can we move on?]",
    'The word "XXX" in the log hides digits.',
    'The words "Dear {{first_name}}" were still in the letter.',
    "The placeholder “[client name]” is replaced when the letter is made.",
    "Templates write “[insert date]” where a date belongs.",
    "The work goes to TBD Harbour Engineering Ltd, of Hull.",
    'Search the file for "TBC" first; the note "TBD" means that nobody has answered.',
    "Der Platzhalter „[Name]“ wird beim Druck ersetzt.",
    "The mask xxxx hides four digits.",
    "For office use only: received on ________ by ________ reference ________",
    "To be signed by the client on award: name ________, position ________, date ________.",
    "Vom Amt auszufüllen: eingegangen am ________ durch ________",
    "**For official use only**\n\nPaid in on ________ by ________, seen by the clerk in ________\n",
    "[ ] I agree.\n\n[ ] I do not agree.\n\nThe images sent are those from ________ to ________ (insert dates).\n",
    "- [x] Pages renumbered\n- [x] days of leave entered\n",
    "The value of [x] is known.",
    "Volume XX pages are yellow.",
    "Of the XX embryos and XY embryos, half were kept.",
    "It is 200x faster, a gain of 200x over the old one.",
    "What is undefined is NaN.",
    "No figure is ever NaN, and NaN is not equal to NaN.",
    "The mean is not a number (NaN).",
    "See [LICENSE](LICENSE) and [Name](name).",
    "It gives `message [code at place]` and `/v1/checks/{name}`, see `{start, end}` too.",
    "The __init__ file and __all__ of x.",
    "The title __Ten days__ days is bold.",
)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_a_text_may_say_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", text) == []


@pytest.mark.parametrize("text", TO_SIGN)
def test_a_block_to_be_signed_is_finished(text: str) -> None:
    assert quotes("text.placeholders", f"The rest is agreed.\n\n{text}") == []


@pytest.mark.parametrize("text", FORMS)
def test_a_form_meant_to_be_filled_in_is_finished(text: str) -> None:
    assert quotes("text.placeholders", text) == []


@pytest.mark.parametrize("text", FILLED_BY_OTHERS)
def test_what_somebody_else_fills_in_is_finished(text: str) -> None:
    assert quotes("text.placeholders", text) == []


@pytest.mark.parametrize("text", TO_SIGN + FORMS)
def test_blanks_of_forms_can_be_asked_for(text: str) -> None:
    assert quotes("text.placeholders", text, params={"forms": True})


@pytest.mark.parametrize("text", FORGOTTEN)
def test_a_gap_in_the_text_is_left_over(text: str) -> None:
    assert quotes("text.placeholders", text)


@pytest.mark.parametrize("form", STYLES)
def test_a_placeholder_is_found_in_a_sentence(form: str) -> None:
    assert quotes("text.placeholders", f"We note that the value is {form} as of today.")


@pytest.mark.parametrize("form", NONE)
def test_a_look_alike_is_left_alone(form: str) -> None:
    assert quotes("text.placeholders", f"We note that {form} is of use here.") == []


@pytest.mark.parametrize(
    "piece",
    [
        *("__ ", "__\n", "Name: ____\n", "a ____ ", ".... ", ".....\n", "By: __ ", "[", "N.N. "),
        *("Agent: ____ ", "[it][there] ", "lots ??. ", "NAME HERE ", "A, _ _ of ", "(filled in by the board): __ "),
        *("FORM OF OLD NOTICE\n[name]\n", "“TBD” or “XXX” ", "Sale of Goods [SG] ", "(   ) ", "nn-nn ", "a@tbc "),
    ],
)
def test_repeats_are_read_in_linear_time(piece: str) -> None:
    assert len(quotes("text.placeholders", piece * (50_000 // len(piece)))) <= 201


def test_a_text_is_asked_once_what_it_says_of_its_brackets_and_forms() -> None:
    """A text full of brackets, marks and forms, with what explains each at its other end."""
    brackets = "".join(f"[item {at}][] and sums of lots{'abcdefghij'[at % 10]} ??. " for at in range(3_000))
    forms = "".join(f"Form of notice\n\nTo [name] of house {at}.\n\n" for at in range(3_000))
    links = "".join(f"[item {at}]: https://host.example/{at}\n" for at in range(3_000))
    assert quotes("text.placeholders", f"{'The list. ' * 40}\n\n{forms}{brackets}\n\n{links}") == []


def test_old_and_foreign_letters_are_read_as_those_they_stand_for() -> None:
    assert (
        quotes("text.placeholders", "Declared and \u017fworn in the city of Bern this ____ day of ________, 20__.\n")
        == []
    )
    assert quotes("text.placeholders", "Halden ______\nthe S\u0131gnature buyer\n") == []


@pytest.mark.parametrize(
    "last",
    [
        "Le président : ________________ Le secrétaire : ________________",
        "Ort, Datum: ____________________   Unterschrift: ____________________",
        "Release approved by: ____________________\n",
        "Der Sachverständige: ______________________",
    ],
)
def test_labels_that_end_a_text_are_signed_on(last: str) -> None:
    body = "The committee met in the hall and heard the report of the treasurer, which was taken as read. " * 8
    assert not quotes("text.placeholders", f"{body}\n\n{last}")
    assert quotes("text.placeholders", f"{last}\n\n{body}")
