"""Citations: references without an entry, and legal citations with a wrong year, volume, page, title or form."""

from __future__ import annotations

from random import Random

from benchmarks.checks_seeding.mechanism import Form, Seed, Seeding, Trial, unmarked
from qa_service.documents import parse_document

Case = tuple[str, int, str, int, str, int]
# Well-known decisions: name, volume, reporter, first page, court, year.
CASES = (
    ("Marbury v. Madison", 5, "U.S.", 137, "", 1803),
    ("Erie R.R. Co. v. Tompkins", 304, "U.S.", 64, "", 1938),
    ("Wickard v. Filburn", 317, "U.S.", 111, "", 1942),
    ("International Shoe Co. v. Washington", 326, "U.S.", 310, "", 1945),
    ("Brown v. Board of Education", 347, "U.S.", 483, "", 1954),
    ("Gideon v. Wainwright", 372, "U.S.", 335, "", 1963),
    ("New York Times Co. v. Sullivan", 376, "U.S.", 254, "", 1964),
    ("Miranda v. Arizona", 384, "U.S.", 436, "", 1966),
    ("Upjohn Co. v. United States", 449, "U.S.", 383, "", 1981),
    ("Burger King Corp. v. Rudzewicz", 471, "U.S.", 462, "", 1985),
    ("Celotex Corp. v. Catrett", 477, "U.S.", 317, "", 1986),
    ("Bell Atlantic Corp. v. Twombly", 550, "U.S.", 544, "", 2007),
    ("United States v. Carroll Towing Co.", 159, "F.2d", 169, "2d Cir.", 1947),
    ("Williams v. Walker-Thomas Furniture Co.", 350, "F.2d", 445, "D.C. Cir.", 1965),
    ("ProCD, Inc. v. Zeidenberg", 86, "F.3d", 1447, "7th Cir.", 1996),
    ("Hill v. Gateway 2000, Inc.", 105, "F.3d", 1147, "7th Cir.", 1997),
    ("MacPherson v. Buick Motor Co.", 217, "N.Y.", 382, "", 1916),
    ("Palsgraf v. Long Island R.R. Co.", 248, "N.Y.", 339, "", 1928),
    ("Sherwood v. Walker", 66, "Mich.", 568, "", 1887),
    ("Tarasoff v. Regents of the University of California", 17, "Cal. 3d", 425, "", 1976),
)
REPORTERS = {"U.S.": "U.Z.", "F.2d": "F.7d", "F.3d": "P.9th", "N.Y.": "N.Q.", "Mich.": "Mihc.", "Cal. 3d": "Cla. 3d"}
FAULTS = ("year", "volume", "reporter", "pin", "page", "id")
LEADS = ("See {}.", "The rule is that of {}.", "The parties know of {}, on this point.", "Cf. {}.")
# Right, then wrong: a title, rule, article or form that does not exist, or years that contradict each other.
STATUTES = (
    ("28 U.S.C. § 1332", "⟦58 U.S.C. § 1332⟧"),
    ("18 U.S.C. § 1836", "⟦81 U.S.C. § 1836⟧"),
    ("17 C.F.R. § 240.10b-5", "⟦71 C.F.R. § 240.10b-5⟧"),
    ("Fed. R. Civ. P. 26(c)", "⟦Fed. R. Civ. P. 126⟧(c)"),
    ("Fed. R. Evid. 502", "⟦Fed. R. Evid. 52⟧"),
    ("Article 28 GDPR", "⟦Article 128 GDPR⟧"),
    ("Article 101 TFEU", "⟦Article 401 TFEU⟧"),
    ("Art. 6 ECHR", "⟦Art. 66 ECHR⟧"),
    ("ECLI:EU:C:2014:317", "⟦ECLI:EU:2014:C:317⟧"),
    ("[2019] UKSC 41", "⟦[2019] UKSC⟧, 41 of the list"),
    ("Case C-131/12, Google Spain, EU:C:2014:317", "⟦Case C-131/16, Google Spain, EU:C:2014:317⟧"),
)
AUTHORS = ("Moreau", "Okafor", "Lindqvist", "Haddad", "Petrov", "Tanaka")
WORKS = ("Claims in practice", "On reserves", "The duty to tell", "Reading of lists", "Losses at sea", "Trade secrets")


def cases(seeding: Seeding) -> Trial:
    """Cite a well-known decision wrongly; the right form cites it rightly, and refers back to it."""
    chance = seeding.chance
    case, lead = chance.choice(CASES), chance.choice(LEADS)
    fault = chance.choice(FAULTS)
    right = cited(case)
    first = lead.format(right)
    if fault == "page":
        return seeding.sentences((first, first), (f"So too {right}.", f"So too {_wrong(case, fault, chance)}."))
    if fault == "id":
        return seeding.sentences((f"{first} Id. at {case[3] + 2}.", f"See the list. ⟦Id. at {case[3] + 2}⟧."))
    name = case[0].split(" v. ")[0]
    return seeding.sentences(
        (
            f"{first} Id. at {case[3] + 3}. {name}, {case[1]} {case[2]} at {case[3] + 4}.",
            lead.format(_wrong(case, fault, chance)),
        )
    )


def cited(case: Case, pin: str = "") -> str:
    """Return the full citation of a case."""
    name, volume, reporter, page, court, year = case
    return f"{name}, {volume} {reporter} {page}{pin} ({court} {year})".replace("( ", "(")


def _wrong(case: Case, fault: str, chance: Random) -> str:
    name, volume, reporter, page, court, year = case
    far = chance.randint(9, 30) * (-1 if year > 1980 else 1)
    # Volumes of F.3d came out so fast that a hundred more are the same years.
    shift = chance.randint(60, 140) * (4 if reporter == "F.3d" else -1 if volume > 400 else 1)
    last = str(page)[::-1] if str(page) != str(page)[::-1] and page % 10 else str(page + 90)
    return {
        "year": f"⟦{cited((name, volume, reporter, page, court, year + far))}⟧",
        "volume": f"⟦{cited((name, volume + shift, reporter, page, court, year))}⟧",
        "reporter": f"⟦{cited((name, volume, REPORTERS[reporter], page, court, year))}⟧",
        "pin": f"⟦{cited(case, f', {page - 3}')}⟧",
        "page": f"⟦{cited((name, volume, reporter, int(last), court, year))}⟧",
    }[fault]


def statutes(seeding: Seeding) -> Trial:
    """Cite a statute, rule, treaty or European decision that cannot be so."""
    right, wrong = seeding.chance.choice(STATUTES)
    lead = seeding.chance.choice(LEADS[1:3])
    return seeding.sentences((lead.format(right), lead.format(wrong)))


def citations(seeding: Seeding) -> Trial:
    """Cite what the list does not have, or list what is not cited: by number, by author and year, or by notes."""
    form = seeding.chance.choice(("numbered", "authors", "notes"))
    count = seeding.chance.randint(3, 5)
    marks = [_mark(form, at) for at in range(count)]
    uses = ["The list rests on earlier work {}.", "Another count has the same result {}."]
    sentences = [(uses[at % 2].format(mark), uses[at % 2].format(mark)) for at, mark in enumerate(marks)]
    entries = [_entry(form, at) for at in range(count)]
    faulty = list(entries)
    if seeding.chance.random() < 0.5:
        right, _ = sentences[-1]
        sentences[-1] = (right, right.replace(marks[-1], f"{marks[-1]} and ⟦{_mark(form, count)}⟧"))
    else:
        faulty.append(f"⟦{_entry(form, count)}⟧")
    return _listed(seeding, sentences, (entries, faulty), "" if form == "notes" else "\n\nReferences\n")


def _mark(form: str, at: int) -> str:
    return {"numbered": f"[{at + 1}]", "authors": f"({AUTHORS[at]} {2001 + at})", "notes": f"[^{at + 1}]"}[form]


def _entry(form: str, at: int) -> str:
    if form == "authors":
        return f"{AUTHORS[at]}, A. ({2001 + at}). {WORKS[at]}. Harbour Press."
    mark = f"[{at + 1}] " if form == "numbered" else f"[^{at + 1}]: "
    return f"{mark}{AUTHORS[at]}, {WORKS[at]}, {2001 + at}."


def _listed(seeding: Seeding, pairs: list[tuple[str, str]], entries: tuple[list[str], list[str]], head: str) -> Trial:
    """Put the sentences into the contract and the list behind it."""
    right, wrong, spans = seeding.put_in(*pairs)
    ends = [f"{head}\n" + "\n".join(each) + "\n" for each in entries]
    tail, more = unmarked(ends[1])
    found = [*spans, *((len(wrong) + start, len(wrong) + end) for start, end in more)]
    return Trial({}, Form(parse_document(right + ends[0])), Form(parse_document(wrong + tail)), found)


SEEDS = (
    Seed("citation_without_entry", "references.citations", citations),
    Seed("case_miscited", "references.legal_citations", cases),
    Seed("statute_miscited", "references.legal_citations", statutes),
)
