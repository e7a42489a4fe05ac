"""Forms that placeholders take, and what looks like them and is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks.running import quotes, run

CARRIERS = (
    "The fee is {} under the agreement.",
    "The insurer shall notify {} of the loss, and nobody else.",
    "| Item | Value |\n|---|---|\n| Deductible | {} |\n",
    "Prepared for: {}\n\nThe claim was received in May.",
    "As shown in {}, revenue rose in the second half.",
)
SENTENCES = ("The value is {} in this case.", "We note {}; the rest is settled.")
# fmt: off
LEFT_OVER = (
    "TBD", "T.B.D.", "TBC", "tbc", "(TBC)", "TBA", "[TBS]", "TKTK", "[TK]", "XXX", "[XXX]", "XXXX", "[PLACEHOLDER]",
    "PLACEHOLDER", "[placeholder for table]", "FIXME", "TODO", "TODO: check figure", "???", "[???]", "[?]",
    "[date?]", "[amount?]", "[check]", "[verify]", "[verify with client]", "[check figure]", "[source?]",
    "[source needed]", "[citation needed]", "[cite]", "[ref]", "[NTD]", "[NTD: confirm]",
    "[Drafting note: align with clause 4]", "[Note to draft: confirm]", "[Note: client to confirm]",
    "[Drafter to confirm]", "[translator: check]", "[editor: please verify]", "[AU: confirm spelling]", "[side]",
    "[buyer]", "[open]", "[open point]", "[to be discussed]", "[insert]", "[insert name]", "[INSERT DATE HERE]",
    "[Insert claimant's address]", "[enter amount]", "[please complete]", "[please insert]",
    "[Please provide details]", "[to be completed]", "[to be agreed]", "[to be advised by broker]", "[to come]",
    "[to follow]", "[if applicable]", "[as applicable]", "[delete as appropriate]", "[select one]",
    "[choose option]", "[Option A/Option B]", "[is/is not]", "[he/she]", "[has/have]", "[yes/no]", "[seller/buyer]",
    "[Month Day, Year]", "[Month] [Day], [Year]", "[DD Month YYYY]", "[dd/mm/yyyy]", "[date of agreement]",
    "[Date of Loss]", "[Street, City, Postcode]", "[Your Company]", "[Your Name Here]", "[Company Name, Inc.]",
    "[Name of Insured]", "[client's name]", "[Client]", "[CLIENT]", "[Insured]", "[Policyholder]",
    "[Policy Number]", "[policy no.]", "[claim #]", "[Claim No. XXXX]", "[●]", "[ ● ]", "[•]", "[*]", "[__]",
    "[____]", "[ ]", "[    ]", "[X] days", "[XX] days", "[x]%", "$[●]", "$[ ]", "$[amount]", "€[X]", "[€ amount]",
    "USD [amount]", "[#]", "[##]", "[###]", "[number]", "[percentage]", "[jurisdiction]", "[State]",
    "[governing law]", "[currency]", "[hyperlink]", "[URL]", "[link]", "[logo]", "[Insert Figure 3 here]",
    "[Table 2 about here]", "[image of roof]", "[phone number]", "[email address]", "[signatory name]", "[Party A]",
    "[Party 1]", "[Lender]", "[Effective Date]", "[Term]", "[Territory]", "[Purpose]", "[summary]",
    "[description of services]", "[describe the loss]", "[explain]", "[attach report]", "[specify]",
    "[state reasons]", "[list of exhibits]", "[amount in words]", "[amount in figures]", "[●] 2024",
    "[day] of [month] 2024", "[First Name] [Last Name]", "[Firstname Lastname]", "[Full Name]", "[Surname]",
    "[Title]", "[Position]", "[Department]", "[Reviewer]", "[Author]", "[reviewer initials]", "[[client_name]]",
    "[[Name]]", "{{client}}", "{{ client.name }}", "{{client_name|upper}}", "{{{x}}}", "{client_name}",
    "{ClientName}", "{Client Name}", "{CLIENT}", "{{#if vat}}", "{% if vat %}", "<% name %>", "<%= client.name %>",
    "${amount}", "${client.name}", "#{name}", "%NAME%", "%%x%%", "%%name%%", "%%CLIENT_NAME%%", "%FIRST_NAME%",
    "<<name>>", "<<Client Name>>", "<Client>", "<CLIENT NAME>", "<insert name>", "<date>", "<name of insurer>",
    "<your name>", "<client_name>", "«Field»", "«Client_Name»", "«First Name»", "##NAME##", "##client_name##",
    "@@NAME@@", "$$NAME$$", "__NAME__", "*|FNAME|*", "{!Account.Name}", "{ MERGEFIELD Client_Name }",
    "MERGEFIELD ClientName \\* MERGEFORMAT", "[object Object]", "____", "________", "___%", "$____", "____ days",
    "20__", "___/___/20__", "__/__/____", "_ _ _ _ _", "\\_\\_\\_\\_", "......", "..........", "……", "…………",
    ". . . . . .", "(____)", "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!",
    "#BEZUG!", "#WERT!", "#VALEUR!", "########", "Error! Reference source not found.",
    "Error! Bookmark not defined.", "Error! No text of specified style in document.",
    "Fehler! Verweisquelle konnte nicht gefunden werden.", "Erreur ! Source du renvoi introuvable.",
    "¡Error! No se encuentra el origen de la referencia.", "NaN%", "lorem ipsum",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "dolor sit amet", "sed do eiusmod tempor",
    "Click or tap here to enter text.", "Click here to enter text.", "Click to add text",
    "Click or tap to enter a date.", "Choose an item.", "Type text here", "Enter text here", "Your text here",
    "dummy text", "Placeholder text", "insert text here", "insert name here", "[Type the company name]",
    "Name Surname", "Firstname Lastname", "First Name Last Name", "Your Name", "Your Company Name",
    "client name here", "DD/MM/YYYY", "dd/mm/yyyy", "DD.MM.YYYY", "MM/DD/YYYY", "DD-MMM-YYYY", "YYYY-MM-DD",
    "DD Month YYYY", "TT.MM.JJJJ", "JJ/MM/AAAA", "XX/XX/XXXX", "XX/XX/20XX", "xx.xx.2024", "XX Month 2024", "20XX",
    "202X", "20YY", "FY20XX", "00/00/0000", "$X,XXX", "$XX,XXX.XX", "$XXX", "$X.X million", "£X", "€XX",
    "USD XX,XXX", "USD XXX", "XX%", "X.X%", "XX.X%", "XX days", "XXX days", "12,XXX", "1,XXX", "X,XXX",
    "(insert date)", "(insert name of client)", "(delete as appropriate)", "(name to be confirmed)", "(date TBC)",
    "(to be completed)", "(enter amount here)", "INSERT DATE", "INSERT NAME HERE", "ENTER AMOUNT", "(XXX)", "[xx]",
    "[X.X]", "[YYYY]", "[MM/YY]", "[TBD]", "[tbd: pending appraisal]", "[pending]", "[awaiting client]",
    "[awaiting confirmation from broker]", "[confirm]", "[confirm with adjuster]", "[Q: is this right?]",
    "[Comment: update after closing]", "[update]", "[needs source]", "[add reference]", "[missing]", "[blank]",
    "[text]", "[Text]", "[lorem]",
)
MORE_LEFT_OVER = (
    "the content goes here",
    "[Client Name][Date]",
    "paid by ___ within a week",
    "[Insert policy limit here]", "[INSERT: claimant's date of birth]", "<<INSERT CLIENT>>", "<TBD>", "{TBD}",
    "[tbd]", "TBD.", "to be confirmed (TBC)", "[XX/XX/XXXX]", "[xx%]", "[figure TBC]", "[amount TBC]",
    "[Name of Landlord]", "[Landlord's name]", "[Tenant]", "[Guarantor name and address]",
    "[insert number of days]", "[insert figure]", "[●]%", "£[●]", "[•] months", "EUR [●] million", "[__]%",
    "[___] days", "___________ (the “Borrower”)", "$_______", "______%", "No. ____", "{{policy.number}}",
    "{{ date | long }}", "{{{client}}}", "{insured_name}", "[[insert chart]]", "<<policy_number>>",
    "<Policy Number>", "<INSERT DATE OF LOSS>", "«Insured_Name»", "%%POLICY_NO%%", "%POLICY_NUMBER%",
    "${policy_number}", "$[amount in words]", "##CLIENT##", "[CHECK WITH CLIENT]", "[check this]", "[confirm date]",
    "[Confirm with J. before sending]", "[QUERY: is this the right policy?]", "[NOTE TO SELF: recheck]",
    "[Editor's query: date?]", "[author to supply]", "[AUTHOR: please supply reference]", "[JD to confirm]",
    "[client to provide]", "[subject to confirmation]", "[date to be inserted]", "[awaiting figures]",
    "[source to follow]", "[citation]", "[citation to come]", "[quote here]", "[insert quotation]", "[graph here]",
    "[see attached – to be attached]", "[description]", "[short description of the property]",
    "[insert if applicable]", "[OPTIONAL]", "[optional clause]", "[delete if not applicable]",
    "[England and Wales/Scotland]", "[shall/may]", "[three/six] months", "[himself/herself]", "[Mr/Mrs]",
    "Lorem Ipsum", "Consectetur adipiscing elit", "Ut enim ad minim veniam", "Click or tap here to enter text",
    "Tap to enter text", "[Type here]", "[Type text]", "Insert text here", "Enter name here", "Your title here",
    "YOUR TITLE HERE", "Add your text here", "Jane/John Doe [replace]", "[replace with actual]", "XXXXX", "XX,XXX",
    "$XX.X million", "£XX,XXX", "X.X million", "xx.x%", "QX 20XX", "Month XX, 20XX", "XX March 2025", "DD.MM.YY",
    "dd-mm-yyyy", "YYYY/MM/DD", "MM/YYYY", "#REF! #REF!", "#NAME? ", "#SPILL!", "Error! Not a valid link.",
    "Error! Unknown document property name.", "Error! Use the Home tab to apply Heading 1", "#####",
    "[Surname, First name]", "Mr. [Surname]", "Dear [Name],", "Dear XXX,", "Dear ________,", "………………………",
    ".............", "(..........)", "……… days", "[…] days", "[...] %", "[to be inserted by broker]",
    "[TO BE COMPLETED BY ADJUSTER]", "(to be completed by adjuster)", "(insert)", "[no. of pages]", "[Appendix X]",
    "Section [X]", "Exhibit [●]", "Clause [__]", "page XX", "p. XX", "see page ___", "Figure XX", "[Figure X]",
    "[insert table]", "PLACEHOLDER TEXT", "TODO(jane)", "TO DO: confirm", "FIXME:", "XXX: check", "@@TODO@@",
    "[wip]", "[WIP]", "[draft]", "[DRAFT]", "[Redraft]", "Figure ??", "table ??", "(?? mm/s)", "?? kPa", "19XX", "19xx",
    "[Signature block]", "[Name des Auftraggebers]", "[Datum der Unterschrift]", "[por definir]", "[a definir]",
    "[à définir]", "[noch zu klären]", "[nader te bepalen]", "within ... days", "of … months", "DRAFTING NOTE – delete",
    "**DRAFTING NOTE – delete before sending**", "(delete this note before filing)", "__%", "$ __", "$CLIENT",
    "$CLIENT_NAME", "555-XXXX", "(212) 555-xxxx", "EUR n.nn", "$nn.nn", "£N,NNN", "12 Main Street, Anytown",
)
MORE_LAWFUL = (
    "[see Schedule 1]", "[as amended]", "[as defined above]", "[Holt]", "[the Company's]", "[ed.]",
    "[Ed.: The spelling is original.]", "[trans.]", "[in original]", "[my emphasis]", "[underlining added]",
    "[paragraph break omitted]", "[internal citations omitted]", "[quoting Smith]", "[cleaned up]",
    "[2023] UKSC 41", "[2023] 3 WLR 963", "(2019) 12 BLR [145]", "at [98]–[109]", "[98]-[109]", "[18F]FDG", "[Na+]",
    "[H2O]", "[CI 1.2–3.4]", "[95% CI 1.1 to 2.0]", "[IQR 3–7]", "[min, max]", "[k€]", "[€ million]", "[£000]",
    "[$m]", "[EURm]", "[in %]", "[%]", "[sq. ft.]", "[m²]", "[°C]", "[net]", "[gross]", "[adjusted]",
    "[provisional]", "[audited]", "[restated]", "[pro forma]", "[a]", "[b]", "[i]", "[iv]", "[A]", "[B], [C]",
    "[App. 12]", "[Ex. 4]", "[R.12]", "[CB/12]", "[JD1]", "[PX-12]", "[Transcript, p. 4]", "[Day 3, p. 12]",
    "[Witness nods]", "[pause]", "[crying]", "[phone rings]", "[unintelligible]", "[sound of door]",
    "[off the record]", "[break taken]", "[Recess]", "[Signed]", "[Initialled]", "[Stamped]", "[Emblem]",
    "[blank page]", "[Page 2 of 5]", "[continued overleaf]", "[End of document]", "[this page left blank]",
    "[Schedule follows]", "[Exhibits follow]", "[remainder omitted]", "<0.05", "p<.001 and n>30", "x < y > z",
    "<ul><li>one</li></ul>", "<img src=\"a.png\">", "<!-- comment -->", "<?xml version=\"1.0\"?>",
    "std::vector<int>", "Array<string>", "{1, 2, 3}", "{x, y}", "{ \"name\": \"Ada\" }", "\\{a\\}", "f{x}",
    "`[Client Name]`", "`<name>`", "$5.00", "$1,000", "5%", "100%", "50 % off", "#5", "Item #12", "# 12", "C#",
    "No. 5", "Page 5", "Table 3", "Figure X-1", "Generation X", "Company X", "Product X", "Plan X", "X-axis",
    "XX century", "World War II", "XXVI", "XXXII", "192.168.XX.1", "XXX-XXX-1234", "****1234",
    "xxxx-xxxx-xxxx-1234", "ext. 5XX", "5xx errors", "to do list", "to be determined by the court",
    "to be agreed between the parties", "will be confirmed in writing", "shall be completed by May",
    "insert the key", "Enter", "Choose", "select an item from the list", "your name and your signature",
    "the client's name", "name, surname and address", "first name and last name", "date format is DD/MM/YYYY",
    "Date (DD/MM/YYYY): 05/03/2024", "YYYY-MM-DD format", "time in HH:MM", "“... and so on”",
    "“the insured ... shall”", "“[The] insured [must] give notice”", "“[Insured] shall”", "“text [name] text”",
    "etc.…", "Well…", "3…5", "a.....b", "1.2.3.4", "__name__", "_x_", "foo_bar", "a__b", "**bold**", "~~strike~~",
    "“a term of … months”", "\"within ... days\"", "no. 19X", "vraiment ??", "What??", "$PATH", "$AAPL", "$HOME",
    "drafting notes are kept", "delete before sending any file", "text to follow the rules", "a XXX stout", "XXX Gin",
    "the brand XXX Spirits", "hat seinen Vortrag noch zu ergänzen und", "[Signature page follows]",
    "[Signature blocks follow]", "foo__%s",
    "[x] done", "[X] Yes [ ] No", "[ ] Approved [x] Rejected", "☑ done",
)
LAWFUL = (
    "a karyotype of 47,XXX", "“How often do you buy <brand> there?”",
    "[sic]", "[sic!]", "[emphasis added]", "[emphasis in original]", "[emphasis mine]", "[Emphasis supplied.]",
    "[citations omitted]", "[internal quotation marks omitted]", "[footnote omitted]", "[alteration in original]",
    "[brackets in original]", "[2014] EWCA Civ 12", "[2019] 1 WLR 123", "[1]", "[12]", "[1–3]", "[1, 2]",
    "[1-4, 7]", "[para 14]", "[at 45]", "[45]–[47]", "[Smith 2019]", "[Smith et al., 2019]", "[Smith 2019, p. 4]",
    "[see above]", "[see Exhibit 3]", "[hereinafter the Policy]", "[p. 12]", "[pp. 3-4]", "[Slide 4]", "[Annex I]",
    "[Section 3]", "[Clause 12.1]", "[Signature page follows]", "[Remainder of page intentionally left blank]",
    "[Intentionally omitted]", "[Reserved]", "[RESERVED]", "[Seal]", "[L.S.]", "[s]", "[Corporate Seal]",
    "[signed]", "[Official translation]", "[translation ours]", "[our translation]", "[in German]",
    "[translated from German]", "[redacted]", "[REDACTED]", "[name redacted]", "[name withheld]", "[confidential]",
    "[illegible]", "[inaudible]", "[inaudible 00:12]", "[laughter]", "[crosstalk]", "[author's note]",
    "[unaudited]", "[restated]", "[USD]", "[USD million]", "[in millions]", "[mg/L]", "[kg]", "[m/s]", "[0, 1]",
    "[0,1)", "(0, 1]", "[a, b]", "[1.2, 3.4]", "[−0.5, 0.5]", "95% CI [1.2, 3.4]", "x[i]", "arr[0]", "list[str]",
    "dict[str, int]", "[Fig. 1]", "[Table 2]", "[Figure 3]", "[Exhibit A]", "[Doc. 12]", "[R. 45]", "[Tr. 12:3]",
    "[Dkt. No. 12]", "[D.E. 5]", "[Aff. ¶ 5]", "[link text](https://example.org/a)", "[text](#anchor)",
    "[report][1]", "[^1]", "[^note]", "[...]", "[…]", "[. . .]", "[* * *]", "[***]", "state[d]", "[t]he claim",
    "“[t]he claim fails”", "“[The insurer] paid the claim in full”", "“the [insured] must give notice”",
    "“[Company] shall pay the fee to us”", "“all loss . . . caused by fire”", "“all loss … caused by fire”",
    "“The court held .... The appeal fails.”", "`[insert name]`", "`{{ name }}`", "`____`", "snake_case_name",
    "__init__", "file__name.txt", "_emphasis_", "__bold text__", "List<String>", "Map<String, Integer>",
    "a < b and c > d", "<5% or >10%", "<https://example.org>", "<jane@example.org>", "<br>", "<b>bold</b>",
    "{a, b}", "{\"a\": 1}", "{x | x > 0}", "f(x) = {a, b}", "$\\frac{a}{b}$", "\\textbf{name}", "Chapter XXX",
    "Super Bowl XXX", "Article XXX", "Volume XX", "XXX-XX-1234", "XXXX-XXXX-XXXX-4321", "account ending XXXX1234",
    "XX chromosomes", "XXL", "XXIII", "4xx errors", "Malcolm X", "Exhibit X", "Brand X", "X-ray",
    "the format DD/MM/YYYY", "dates in YYYY-MM-DD notation", "damages to be determined at trial",
    "an amount to be agreed by the parties in writing", "the date to be confirmed by the court", "TBC Bank",
    "The Boring Company (TBC)", "the insert date field of the form", "please insert the key into the lock",
    "the name of the insured", "your name and address", "the client name and the policy number", "a blank page",
    "the placeholder pattern in software design", "the todo list of the project", "50% of the sum", "100 % certain",
    "and/or", "he/she", "yes/no", "N/A", "n/a", "A • B • C", "really??", "etc... and so on", "wait... what",
    "1...n", "#1 priority", "item #12", "C# and F#", "# of claims", "issue #4", "Q&A",
    "[law on international matters]", "[Plaintiff's Exhibit 4]", "[paragraph 14]", "[note 3]", "[EMPHASIS ADDED]",
    "[his]", "[the defendant]", "[did]", "[and]", "[not]", "[Judge Smith]", "[Mr. Quayle]", "[ECF No. 12]",
    "[Bates 00123]", "[WL 123456]", "[Civ.]", "[Laughter.]", "[Applause]", "[End of excerpt]", "[End of document]",
    "[This page is intentionally blank]", "[Figures in EUR thousand]", "[Source: annual report 2023]",
    "[Translator's note: the term is dated]", "[Note: figures may not add up due to rounding]",
    "[Interpreter speaks]", "[00:14:05]", "[3H]thymidine", "[Ca2+]", "[18F]FDG", "[AB12]", "[C-123/45]", "[X v Y]",
    "☐ Yes ☒ No", "day of ___August___", "the quick brown fox", "Lorem, a town", "Mr. X", "$5", "5 %", "<0.001",
    "p < .05", "(n = 12)", "(see above)", "(date of loss)", "(name and address)", "(the “Insured”)", "(if any)",
    "(as applicable)", "(or equivalent)", "(please see Annex 2)", "(enter)", "(complete)", "(add 5 days)",
    "Fill in the form", "Enter the building", "undefined terms", "null and void", "Error! he cried",
    "Type A losses", "#hashtag", "%d of sales", "$HOME", "@jane",
)
LAWFUL_BLOCKS = (
    "As our licence says, the content here is licensed to all.\n",
    "a. ___License grant.___\n\n1. It is free.\n",
    "![](how-to-enable-notifications.gif)\n",
    "Sign up for a [Client Account][home] or see [Company Name].\n\n[home]: /start\n[Company Name]: https://example.org/\n",
    "Contents\n\nTown Officers ............................ Page 6\n\nFinancial Affairs ................. p. 7\n",
    "- [ ] open\n- [x] closed\n",
    "[ ] Yes [x] No\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "By: ________\nName: _______\nTitle: ______\n",
    "________________\nSignature\n",
    "Introduction ........ 5\nBody ............... 7\n",
    "Introduction…………… 5\nBody……………… 7\n",
    "See [the report][a].\n\n[a]: https://example.org/report\n",
    "A <name>field</name> of XML.\n",
    "IN WITNESS WHEREOF, the parties have signed.\n\nACME LTD                 BETA LLC\n\n"
    "By: ______________       By: ______________\nName: Jane Roe           Name: John Poe\n"
    "Title: Director          Title: Manager\nDate: ____________       Date: ____________\n",
    "Signed: ____________________   Date: ____________\n",
    "_______________________\nJane Roe, Partner\n",
    "_______________________        _______________________\nLessor                         Lessee\n",
    "SIGNED by ____________________\nfor and on behalf of Acme Ltd\n",
    "Witness: ______________________\nAddress: ______________________\nOccupation: ______________________\n",
    "X ______________________\nClaimant's signature\n",
    "/s/ Jane Roe\n______________\nJane Roe\n",
    "Text\n\n____\n\nMore text\n",
    "Text\n\n......\n\nMore\n",
    "(____________ officer's signature)\n(____________ officer's printed name)\n",
    "Agreed and Accepted:\n____________________________________ (Recipient)\nBy: _______________\n",
    "Sworn before me this ____ day of ______, 2024.\nNotary Public\nMy commission expires: ________\n",
    "```\n[insert name]\n```\n",
    "> the court said “the [insured] must pay” [emphasis added]\n",
)
# fmt: on


@pytest.mark.parametrize("form", LEFT_OVER)
def test_a_placeholder_is_found_once_wherever_it_stands(form: str) -> None:
    for carrier in CARRIERS:
        text = carrier.replace("{}", form)
        found = run("text.placeholders", text)
        at = text.index(form)
        assert len([each for each in found if each.start < at + len(form) and each.end > at]) == 1, text
        assert len(found) == 1, text


@pytest.mark.parametrize("form", MORE_LEFT_OVER)
def test_a_placeholder_is_found_in_a_sentence(form: str) -> None:
    assert all(quotes("text.placeholders", carrier.replace("{}", form)) for carrier in SENTENCES)


@pytest.mark.parametrize("form", MORE_LAWFUL)
def test_a_look_alike_in_a_sentence_is_left_alone(form: str) -> None:
    assert not any(quotes("text.placeholders", carrier.replace("{}", form)) for carrier in SENTENCES)


@pytest.mark.parametrize("form", LAWFUL)
def test_what_looks_like_a_placeholder_is_left_alone(form: str) -> None:
    for carrier in CARRIERS:
        assert quotes("text.placeholders", carrier.replace("{}", form)) == []


@pytest.mark.parametrize("text", LAWFUL_BLOCKS)
def test_blocks_of_signatures_boxes_and_leaders_are_left_alone(text: str) -> None:
    assert quotes("text.placeholders", text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Made on the ____ day of ________, 20__ between us.", ["____ day of ________, 20__"]),
        ("Call xxx-xxx-xxxx after six.", ["xxx-xxx-xxxx"]),
        ("Signed on [Month] [Day], [Year] in Leeds.", ["[Month] [Day], [Year]"]),
        (
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.\n\nThe roof leaks.",
            ["Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod"],
        ),
        ("Between ____________ (Buyer) and ____________ (Seller).", ["____________", "____________"]),
        ("From [Name], [Address] to [City].", ["[Name]", "[Address]", "[City]"]),
    ],
)
def test_the_pieces_of_one_gap_are_one_placeholder(text: str, quoted: list[str]) -> None:
    assert quotes("text.placeholders", text) == quoted


def test_two_paragraphs_of_filler_are_two_placeholders() -> None:
    assert len(quotes("text.placeholders", "Lorem ipsum dolor sit amet.\n\nDuis aute irure dolor.")) == 2


def test_an_abbreviation_that_the_text_introduces_is_no_marker() -> None:
    text = "The Boring Company (“TBC”) dug the tunnel. TBC was paid in May; the date is TBD."
    assert quotes("text.placeholders", text) == ["TBD"]


PIECES = ("[", "]", "____", "TBD", "x", "XXX", "<", ">", "{", "}", "$", " ", "\n", ".....", "…", "insert ", "name", ":")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
)
def test_any_text_gives_spans_in_order_without_overlaps(text: str) -> None:
    found = run("text.placeholders", text)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["(ci-après « la Cible »)", "le règlement (« RGPD »)", "Er sagte «Nein» und ging.", "le «Registre» des titres"],
)
def test_quotations_in_guillemets_are_no_fields(text: str) -> None:
    assert quotes("text.placeholders", text) == []


def test_a_form_that_is_said_to_be_one_is_filled_in_later() -> None:
    head = "ATTACHMENT 3 - STATEMENT\n\n{}Unit No. 0318            Month of ______________, 20__\n\nLine 1   Sales\n"
    assert quotes("text.placeholders", head.format("(Form to be completed by you each month)\n\n")) == []
    assert quotes("text.placeholders", head.format("")) == ["______________, 20__"]


def test_two_sizes_in_brackets_are_a_choice_left_open() -> None:
    text = "AGREEMENT\n\nThis Agreement is made between Kiowa Inc. and Divide LLC.\n\n1. The pipe is the {} line.\n"
    assert quotes("text.placeholders", text.format("[16-inch] [20-inch]")) == ["[16-inch]", "[20-inch]"]
    assert quotes("text.placeholders", text.format("16-inch")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("3. (insert further customers, if any)", ["(insert further customers, if any)"]),
        ("3. Text to follow from the Harbour Master's office.", ["Text to follow"]),
        ("3. The key (insert or delete) is pressed.", []),
        ("3. Lakehead: list to follow before signature.", ["list to follow"]),
        ("3. The marks TALLGRASS, XXX-TRACTION and ROWMASTER.", []),
    ],
)
def test_items_that_wait_for_their_words(line: str, found: list[str]) -> None:
    assert quotes("text.placeholders", f"1. The Coal Quay.\n2. The Fish Quay.\n{line}\n") == found
