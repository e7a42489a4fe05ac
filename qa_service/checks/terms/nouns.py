"""What kind of word a capitalised phrase ends or begins with: things that contracts define, or names of the world."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from qa_service.documents.searching.word_sets import word_set

# Heads of names of bodies, places, laws and days: such phrases need no definition.
NAMED = word_set(
    "inc llc ltd corp corporation company limited plc gmbh lp llp pty pte sdn bhd ag kg spa srl nv bv aps ab oy "
    "bank university college school hospital institute "
    "county city state street avenue road court tribunal commission department ministry exchange state america act "
    "code law regulation directive treaty convention constitution january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr "
    "new york "
    "delaware california texas england wale nasdaq association committee republic kingdom commonwealth province "
    "council "
    "authority agency union church museum society foundation federation parliament senate congress government office "
    "bureau circuit district division centre center airport river lake sea ocean island mountain valley bay gulf "
    "bridge "
    "park hotel tower war amendment protocol charter times journal gazette tribune herald christmas easter index "
    "inventory scale"
)
OFFICES = word_set(
    "president officer director secretary manager board directors executive counsel chairman chairwoman chair "
    "treasurer attorney judge minister governor commissioner handler analyst north south east west"
)
# Bodies that a contract may name by this word alone: "the Company".
BODIES = word_set(
    "company corporation bank authority council partnership fund trust association agency foundation university "
    "regulator ombudsman initiative alliance consortium"
)
# What parties set up themselves, or the world has, as the words before tell.
SET_UP = word_set("council committee board protocol law amendment inventory division center centre")
# What names end in, and what is run for money, so that fees and periods are called after it: "Charter Fee".
PAYING = word_set("charter hotel school park exchange airport bank museum index")
# Parts of papers, by number or letter: "Schedule Two"; and adjectives of bodies: "Federal Reserve".
PARTS = word_set("section article exhibit schedule clause annex appendix chapter table figure part paragraph")
PART_NAMES = word_set("term form page sheet particular detail summary condition overview statement")
PUBLIC = word_set(
    "federal national royal international central financial general regional imperial municipal continental european "
    "british american african asian atlantic pacific"
)
# Phrases that are written with capitals by custom.
CUSTOMARY = word_set(
    "third party;intellectual property;trade secret;due diligence;good faith;net worth;common stock;force majeure;"
    "governing law;entire agreement;business day;private placement;supreme court;high court;district court;"
    "federal government;public law;right reserved;one part;other part;first part;second part;"
    "fair market value;social security;social security number;social work;data protection;human resource;real estate;"
    "bank holiday;public holiday;business rate;intellectual property right;moral right;statutory declaration;"
    "value added tax;letter of credit;bill of sale;certificate of insurance;date of birth;term of reference;"
    "term of use;term of service;right of way;right of first refusal;condition of sale;condition of employment;"
    "social service;emergency service;public service;civil service;health service;"
    "living wage;minimum wage;standard time;summer time;local time;mean time;commercial invoice;tax invoice;"
    "packing list;ordnance survey;central time;eastern time;pacific time;mountain time;bill of lading;"
    "flexible spending account;health saving account;employee assistance program;employee assistance programme;"
    "statement of work;statement of claim;statement of case;statement of defence;statement of defense;"
    "letter of intent;power of attorney;certificate of incorporation;"
    "article of association;certificate of formation;certificate of good standing;article of incorporation;"
    "certified public accountant;chartered accountant;notary public",
    ";",
)
# What contracts give a name to: papers, times, doings, money, things, persons in a role.
CONTRACTUAL = word_set(
    "agreement contract deed lease licence license loan note bond share security option interest right liability "
    "obligation "
    "duty undertaking covenant warranty representation guarantee indemnity condition term period date day "
    "deadline part "
    "default breach termination expiry completion closing transfer assignment sale purchase transaction "
    "acquisition merger "
    "offer tender proposal request notice consent approval application certificate invoice document "
    "documentation material "
    "information data record property asset equipment good product service work deliverable software premise "
    "site use purpose activity party person employee personnel representative affiliate contractor subcontractor "
    "processor "
    "customer client supplier vendor buyer seller purchaser tenant landlord lessee lessor licensee licensor borrower "
    "lender guarantor recipient discloser provider participant beneficiary price fee charge cost expense "
    "expenditure payment "
    "amount sum rent deposit retention instalment installment rate royalty damage loss compensation consideration "
    "account balance threshold adjustment specification requirement procedure change control variation dispute "
    "matter item "
    "commitment risk event cap covenant schedule form damage meeting study room card owner broker use ip know-how "
    "level point alteration improvement penalty milestone target hour vehicle device subscription quantity "
    "volume percentage "
    "margin assumption outgoing indebtedness"
)
# Other common nouns that contracts and policies make terms of; none of them tells a name from a term by itself.
COMMON = word_set(
    "area staff lead yard author team group unit facility plan program programme project system network platform "
    "standard rule policy guideline manual handbook process phase stage step zone region field sector market "
    "channel store shop outlet venue stand booth plot plant building structure fixture fitting furniture garden "
    "space lot garage entrance lobby corridor lift fund pool reserve budget bonus salary wage pension allowance "
    "benefit commission discount rebate premium claim award prize ticket pass badge visitor guest member resident "
    "student patient pupil teacher artist editor translator reviewer engineer architect surveyor adjuster inspector "
    "auditor expert mediator arbitrator trustee partner shareholder investor founder heir agent carrier driver "
    "vessel aircraft cargo container consignment shipment route journey season show performance tour film series "
    "episode recording song track album book title manuscript edition illustration photograph image logo mark brand "
    "domain website app tool feature module component version release update patch incident fault defect outage "
    "backup server database file key credential content council committee board protocol office division inventory "
    "code territory collateral matter proceeding business technology month quarter week year base basis main start "
    "end source result finding outcome test sample method model drawing design report survey study review audit "
    "inspection training support maintenance repair delivery order invoice receipt statement credit debt balance "
    "tax duty levy contribution advance draw interest limit excess retention bond guarantee pledge charge mortgage "
    "lien hearing settlement action land house machine policyholder insurer operator publisher cottage barn boat yacht "
    "horse animal user location place address subject measure leaver supply demand forecast deadlock lawsuit suit "
    "claimant respondent institution sponsor investigator researcher charterer subscriber registrar administrator "
    "subscription engagement assignment appointment occupier occupant neighbour pet driver passenger traveller "
    "harvest crop herd wine beer ingredient recipe menu room kitchen cellar roof yard boundary fence "
    "port berth terminal cancellation delay absence illness injury accident hazard emergency crisis salary overtime "
    "probation holiday vacation termination dismissal resignation retirement redundancy restriction exclusion "
    "exception limitation qualification capital dividend surplus deficit profit revenue turnover income proceed "
    "receipt earning saving allocation grant scholarship donation subsidy facility tranche drawdown prepayment "
    "correction alteration extension renewal expansion installation equipment apparatus instrument component spare "
    "meter sensor line cable pipe pump engine battery warehouse depot factory laboratory clinic "
    "trial study experiment medicine drug dose vaccine treatment therapy diagnosis procedure protocol formula "
    "patent trademark privacy invention discovery improvement prototype design artwork script lyric "
    "licence permit registration inspection certification accreditation qualification examination course lesson "
    "lecture tuition curriculum placement apprentice trainee candidate applicant nominee "
    "delegate proxy voter ballot quorum resolution majority minority veto objection complaint appeal grievance "
    "instruction direction stand minimum maximum shortfall judgment ruling injunction witness evidence allegation "
    "counterclaim effect leave novel picture play screenplay composition work lot consumable specimen batch "
    "solution issue item order slot window session ride trip crew cast "
    "criteria criterion media value list prospectus artiste footage negative location locality campaign "
    "publication background factor surcharge time environment block connection output input catalogue freight "
    "merchandise laytime wayleave encumbrance feedback downtime uptime knowledge grid deduction spec "
    "range pickup tier basket deductible designee indemnitee invitee transferee payee addressee associate kit "
    "physician livestock machinery stock recall handover adviser advisor access deal log roster tracker dataset "
    "dashboard bidder bid pitch auction custodian questionnaire checklist worksheet portal repository "
    "workstream workshop visit standstill blackout embargo "
    "absentee acquirer adjudication adoption allotment alternate annuity appliance apportionment appraisal arrears "
    "assessment attendee automobile bailee barge bearer beverage bicycle boarder boiler booking capacity caretaker "
    "caterer chattel chemical clearance closure commodity complainant concession concessionaire consignee consignor "
    "contaminant contingency conversion coupon courier crane creditor curator custody debenture debtor decision "
    "declaration decommissioning deferral demolition dependant depositor deputy determination detour devisee "
    "directive disability disbursement disposal distribution distributor diversion donee donor draft "
    "dwelling easement elevation emission endowment entitlement entrant errand escrow evacuation evaluation "
    "excavation exemption exhibit exporter extract extraction feedstock filing fine flat fleet forfeiture franchise "
    "freehold garment gift goodwill handset harvester headcount helmet hire hirer holding importer incentive "
    "inception indemnifier inhabitant inquiry insolvency insured internship investigation invitation keyholder "
    "kiosk landing layout leasehold legatee locker lodger mandate manifest manufacturer membership mooring motorist "
    "nuisance occupancy occurrence offence offeree offeror organiser organizer outlay overpayment oversight "
    "packaging pallet panel parcel parking passcode password pattern peril permittee pilot pipeline pledgee pledgor "
    "pollutant pollution portfolio position preference prescription privilege producer proponent proprietor quay "
    "quota quotation rack ramp ratepayer rating receiver recruit referral refund refurbishment register "
    "reimbursement reinstatement relief remainder remedy remittance remuneration renovation replacement resale "
    "residence residue retailer rider rota sailing sanction scaffold score secondment settlor shift shipper "
    "signature sitting spectator spillage squad stake stallholder stipend stockist storey streaming "
    "substance substitute subtenant successor supervisor surety surrender suspension tanker tariff taxpayer tenure "
    "testator threat timetable toll toolkit tower trader transcript translation trench trigger turbine uplift "
    "utility vacancy valuation valuer venture verification vintage volunteer voyage waiver warrant waste wholesaler "
    "windfall withdrawal worker workforce"
)
# Adjectives and nouns that tell one thing of contracts from another.
DESCRIBING = word_set(
    "prime key net gross new initial final first second third last next full joint sole senior junior prior early late "
    "minimum maximum total annual monthly weekly quarterly yearly daily core target reference working background "
    "foreground base basic opening closing long short short-term long-term term-time peak off-peak fixed extra "
    "personal good bad new old high low hourly nightly standard special common public private free open safe usage "
    "fair noise brand head lead live real raw true clean green dry wet hot cold heavy light weekend night "
    "summer winter spring autumn adverse severe remote entire black white compete solicit pro rata source object stop "
    "faulty risky costly lengthy guilty unhealthy healthy dirty empty lawful unlawful wrongful wilful willful harmful "
    "successful unsuccessful useful economic periodic specific electronic toxic systemic corrupt latent inherent "
    "abrupt correct incorrect strict distinct direct indirect mutual incomplete discrete separate ultimate proximate "
    "immediate adequate inadequate accurate inaccurate aggregate appropriate legitimate"
)
# Nouns that name the same thing: who writes another one means no other.
KINDS = {
    word: kind
    for kind, words in enumerate(
        (
            "information data material",
            "document documentation",
            "sum price amount consideration payment",
            "fee charge",
            "rate tariff",
            "date day",
            "period term duration",
            "account statement",
            "good product",
            "person individual",
            "area zone region territory",
            "commitment obligation",
            "schedule timetable",
            "insurance cover coverage",
            "staff personnel employee",
            "property premise",
            "plan programme program",
            "buyer purchaser",
            "seller vendor",
            "salary wage pay remuneration",
            "quantity volume",
            "location locality",
            "direction instruction",
            "notice notification",
            "medium media conduit",
        )
    )
    for word in words.split()
}
# A thing of contracts that is often named by custom or by a heading, whoever wrote it.
_PROCESSES = word_set("procedure policy contractor representative service party schedule")
# What a document may call itself by its title.
PAPERS = word_set(
    "agreement contract deed lease licence license policy plan note letter report memorandum order notice opinion "
    "consent resolution instrument rider"
)
# Roles and things that stand for themselves: "the Seller", "the Premises".
LONE = word_set(
    "seller buyer purchaser vendor supplier customer client tenant landlord lessee lessor licensee licensor "
    "borrower lender "
    "guarantor recipient discloser provider contractor subcontractor consultant franchisee franchisor assignee "
    "assignor "
    "employer employee executive premise property deposit work deliverable warranty services service product good "
    "fee price rent loan closing completion transaction purpose term territory trademark software licence license "
    "share asset outgoing equipment project material representative affiliate"
)
# What happens once and is named without an article: "before Completion".
EVENTS = word_set("completion closing admission commencement handover launch exchange signing")
# What an employment contract turns on; a capital alone tells that a term is meant: "without Cause".
STATES = word_set("cause;disability;good reason;garden leave;change of control", ";")
# Roles that need no article: "Tenant shall".
ROLES = word_set(
    "seller buyer purchaser vendor supplier customer client tenant landlord lessee lessor licensee licensor borrower "
    "lender guarantor recipient discloser provider contractor subcontractor consultant franchisee franchisor assignee "
    "assignor company employer employee executive institution sponsor investigator distributor manufacturer agent "
    "processor controller subscriber author publisher insurer dealer owner charterer carrier principal consultant "
    "beneficiary depositor exhibitor organiser organizer grantor grantee pledgor trustee promoter hirer mortgagor "
    "mortgagee obligor issuer underwriter carer resident member shareholder partner"
)
# What a phrase of common words may end in.
LONE_THINGS = (LONE | CONTRACTUAL | COMMON) - BODIES
# "Buy-Out Price", "Build-Up Days".
_PARTICLES = frozenset({"up", "out", "off", "in", "on", "down", "over", "back", "through"})
# "Pre-Existing Materials", "Non-Standard Items"; hyphens part words here.
_PREFIXES = frozenset({"pre", "post", "non", "self", "mid"})
# Places and products that are called by a name of their own: "the Cottonwood Room".
CHRISTENED = word_set(
    "room area site building field yard space lot region terminal vessel yacht boat software system platform app tool "
    "device machine equipment survey"
)
_ADVERBS = frozenset({"fully", "newly", "wholly", "partly", "duly", "early"})
_OTHER_DESCRIBING = DESCRIBING | _PREFIXES | _PARTICLES | _ADVERBS
# Who works as one may have a title of his own: "the Duty Control Engineer".
PROFESSIONS = word_set(
    "engineer surveyor architect inspector auditor teacher editor translator reviewer physician researcher "
    "administrator registrar adjuster designer driver"
)
# A fund that a contract sets up, and no body.
_FUNDED = word_set("trust retention reserve sinking escrow maintenance repair service indemnity")
# One use of these is not enough: whoever runs or writes them gave them the name.
_PUBLISHED = word_set(
    "handbook guideline standard code website list team group shop store garden plant house cottage barn kitchen tour "
    "show film album song app tax duty levy market"
)
# Parts, papers, bodies and what is published have names by custom, whatever adjective stands before them.
NAMED_BY_CUSTOM = (PAPERS | PART_NAMES | PARTS | SET_UP | BODIES | _PUBLISHED) | word_set(
    "procedure policy representative"
)
_THINGS = (
    (CONTRACTUAL | {"waiver", "count"} | ((COMMON | LONE) - PAPERS - _PUBLISHED))
    - PART_NAMES
    - _PROCESSES
    - SET_UP
    - BODIES
)
# Days with a name of their own, not kinds of a defined "Day".
HOLIDAYS = frozenset(
    f"{name} day"
    for name in word_set(
        "memorial independence thanksgiving christmas boxing labor labour veteran veterans may canada victoria"
    )
)
# Written with a capital by custom, or in the lines for a signature and an address.
CUSTOMARY_LONE = word_set(
    "internet web party euro dollar government netherland philippine title name signature facsimile suite esq attn "
    "attention answer summon pleading telephone phone email wherea therefore signed not you"
)
_THING = re.compile(r"(?:er|or|ee|ant|ion|ment|ing|ity|ory|ogy|kage|rage|tage|dage)\Z")
# No place ends so, as Windsor and Dover do like agents.
_ABSTRACT = re.compile(r"\w{3,}(?:ion|ment|ity|age)\Z")
# Adjectives that tell which of many things are meant, and begin no name: "Applicable Law".
SELECTING = word_set(
    "net gross applicable relevant permitted approved eligible excluded restricted designated specified qualifying "
    "prohibited"
)
# Participles with which titles, trades and names begin: "Chartered Surveyor".
_ENTITLED = word_set(
    "chartered registered certified accredited listed limited united allied advanced associated consolidated "
    "authorised authorized incorporated integrated qualified skilled gifted licensed combined applied unified sacred"
)
_ORDINALS = word_set("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
_QUALIFYING = re.compile(r"\w{2,}(?:ed|ing|al|ive|ary|ory|able|ible|ent|ant|ior|ous|ion|ment|ance|ence|less)\Z")
# An adverb and a participle begin no name.
_STATE = re.compile(
    r"(?!(?:early|daily|only|family|assembly|anomaly|italy|sicily|july) )[a-z]{3,}ly [a-z]{3,}(?:ed|own|en)"
)
_ENDING = re.compile(r"(?:ee|or|er|ed|ing|ion|ations?|atives?|ments?|al|ive)\Z")
_SAME = {"or": "er", "ation": "ion", "ations": "ion"}


@lru_cache(maxsize=1 << 14)
def qualifies(word: str) -> bool:
    """Whether a small-letter word is formed like an adjective, a participle or a noun of action."""
    return len(word) > 5 and _QUALIFYING.match(word) is not None


def names_thing(word: str) -> bool:
    """Whether a small-letter word is formed like the name of a person in a role, a doing or a property."""
    return _THING.search(word) is not None


def names_state(key: str) -> bool:
    """Whether a phrase tells a state that contracts define: "without Cause", "has not been Publicly Disclosed"."""
    return key in STATES or _STATE.fullmatch(key) is not None


def may_stand_alone(word: str, parts: Collection[str]) -> bool:
    """Whether a single word may be a term: no paper or part of one, no office, no ``parts`` of a defined term."""
    if word in LONE:
        return True
    return word not in parts and word not in PAPERS and word not in CUSTOMARY_LONE and not names_part([word])


def selects(word: str) -> bool:
    """Whether an adjective tells which of many things are meant, and begins no name: "Retained Woodland"."""
    return word in SELECTING or (len(word) > 5 and word.endswith("ed") and word not in _ENTITLED)


def names_common_thing(words: Sequence[str]) -> bool:
    """Whether common words end in one that contracts and policies make terms of, and name no body."""
    head = words[-1]
    if head in BODIES or (len(words) > 1 and head in SET_UP):
        return False
    return head in LONE_THINGS and all(map(may_describe, words[:-1]))


def may_describe(word: str) -> bool:
    """Whether a word in small letters may tell one thing from another, and so begins no name by itself."""
    return is_common(word) or word in _OTHER_DESCRIBING or _ABSTRACT.match(word) is not None


def is_common(word: str) -> bool:
    """Whether a small-letter word is a common noun or formed like an adjective, and so begins no name by itself."""
    return word in COMMON or word in CONTRACTUAL or qualifies(word)


@lru_cache(maxsize=1 << 14)
def is_plain(key: str) -> bool:
    """Whether a phrase ends in a thing that contracts and policies make terms of: "confidentiality period"."""
    words = key.split()
    head = words[-1]
    if not 1 < len(words) < 4 or " ".join(words[:2]) in CUSTOMARY:
        return False
    if head == "rule" and "arbitration" in words:
        return False
    if not PUBLIC.isdisjoint(words) or "based" in words or (words[0] in ROLES and head in ROLES):
        return False
    if head == "fund" and len(words) == 2:
        return words[0] in _FUNDED
    if "of" in words:
        return words[1] == "of" and words[0] in _THINGS and is_common(head)
    # The more words, the likelier a name: "the Research Data Store".
    if len(words) == 2 and selects(words[0]) and head not in NAMED_BY_CUSTOM:
        return True
    short = len(words) == 2 or words[1] in _PARTICLES
    return head in _THINGS and ((head not in PAPERS and short) or is_described(key))


@lru_cache(maxsize=1 << 14)
def is_described(key: str) -> bool:
    """Whether the words before the last one of a phrase are common ones, which tell one thing from another."""
    return all(map(may_describe, key.split()[:-1]))


def names_part(words: Sequence[str]) -> bool:
    """Whether a phrase names a part of a paper or an office."""
    part = words[0] in PARTS or (words[0] in _ORDINALS and words[-1] in PARTS)
    return part or not OFFICES.isdisjoint(words)


def counterparts(one: str, other: str) -> bool:
    """Whether two words differ in an ending that changes the sense: licensor and licensee, not vendor and vender."""
    short, long = sorted((one, other), key=len)
    if short.endswith("e") and long.startswith(short) and long[len(short) :] in ("d", "e", "r"):
        return True
    left, right = _ENDING.search(one), _ENDING.search(other)
    if left is None or right is None or one[: left.start()] != other[: right.start()]:
        return False
    return _SAME.get(left.group(), left.group()) != _SAME.get(right.group(), right.group())
