"""Words that tell a placeholder from a remark, a citation or a tag."""

from __future__ import annotations

from qa_service.documents.searching.word_sets import word_set

FIELDS = word_set(
    """
    name names date dates amount amounts address number title company client party parties counterparty city
    town state country county region jurisdiction court period term duration price sum fee percentage percent
    email e-mail phone telephone mobile fax signature signatory role position occupation reference ref day month
    year time place location venue purpose description entity product project currency figure value insurer
    insured policy claim patient author recipient addressee sender organisation organization department details
    detail text content placeholder customer vendor supplier buyer seller borrower lender landlord tenant
    employee employer contractor contact firm attorney counsel reviewer adjuster invoice account quantity rate
    deadline url link hyperlink logo image photo chart graph quote heading subject topic salutation greeting line
    surname firstname lastname initials gender age id code postcode zip street website domain brand case property
    premises territory side policyholder beneficiary guarantor licensee licensor assignee assignor trustee summary
    explanation reason reasons cite lorem ipsum analyst appraiser surveyor valuer expert physician radiologist
    consultant inspector translator vessel port rent deposit salary premium matter file docket contract
    province district municipality canton borough parish prefecture citizenship nationality birthplace bank iban
    arbitrator mediator notary manufacturer distributor franchisor franchisee lessor lessee shareholder subcontractor
    university school hospital destination route weight height area
    """
)
"""What a form asks for: a bracket that names one of these was never filled in."""

ORDERS = word_set(
    """
    insert enter add complete confirm specify describe delete select choose fill provide include attach update
    replace check verify supply input amend revise clarify ntd drafting tbd tbc tba tbs tbn tk tktk todo fixme
    placeholder please pls explain elaborate rephrase reword
    """
)
"""Words with which an instruction to the writer begins."""

OTHER_FIELDS = word_set(
    """
    adresse anschrift datum betrag vorname nachname ort strasse straße plz firma kunde mandant vertragspartner gericht
    versicherungsnummer aktenzeichen unterschrift zeitraum währung
    nom prénom montant ville société durée devise tribunal signataire
    nombre apellidos fecha importe dirección ciudad empresa cliente plazo
    nome cognome data importo indirizzo città società durata
    naam bedrag adres plaats bedrijf klant looptijd
    preis miete uhrzeit laufzeit aktennummer anrede
    prix loyer lieu heure référence numéro intitulé
    apellido precio lugar hora referencia número cargo
    prezzo luogo riferimento numero
    prijs huur huurprijs kenmerk nummer functie aanhef
    """
)
"""Fields in German, French, Spanish, Italian and Dutch."""

CALENDAR = word_set("tag monat jahr jour mois année día mes año giorno mese anno dag maand jaar")
"""Parts of a date in these languages, which are units too."""

OTHER_FIELD_ENDS = (
    "preis",
    "datum",
    "betrag",
    "nummer",
    "adresse",
    "anschrift",
    "frist",
    "summe",
    "miete",
    "dauer",
    "prijs",
)
"""How German and Dutch compounds end that name a field ("Kaufpreis")."""

OTHER_ORDERS = word_set(
    """
    einfügen einsetzen ergänzen ausfüllen eintragen prüfen nachtragen klären nachreichen abklären nachfragen abstimmen
    insérer compléter préciser indiquer vérifier remplir ajouter
    insertar completar indicar rellenar añadir comprobar revisar
    inserire completare indicare compilare verificare aggiungere
    invullen aanvullen toevoegen invoegen navragen controleren nagaan
    """
)
"""Orders to the writer in these languages; they may stand last ("[Datum einfügen]")."""

OTHER_OPEN = word_set(
    "noch offen|folgt|folgt noch|wird nachgeliefert|wird noch nachgereicht|noch einzusetzen|noch einzufügen|à suivre"
    "|wird nachgereicht|wird ergänzt|wird noch ergänzt|noch zu klären|noch zu bestimmen|zu bestätigen"
    "|à préciser|à définir|à confirmer|à déterminer|en attente|pendiente|por definir|por determinar|por confirmar"
    "|a definir|a confirmar|da definire|da confermare|da determinare|nog open|nog te bepalen|nader te bepalen",
    "|",
)
"""What these languages say of a gap."""

OPEN = word_set("pending awaiting outstanding open missing blank needs need draft wip redraft")
"""Words that say that something is not there yet, alone or before one of `AWAITED`."""

AWAITED = word_set(
    """
    client counsel confirmation approval review input receipt response reply point points issue issues item items
    question questions source sources citation citations reference references figure figures data update check
    """
)

REMARKS = word_set("ntd todo comment query q qu action drafting")
"""What stands before the colon of a remark that is meant for the writer only."""

ROLES = word_set(
    """
    team author authors editor drafter counsel solicitor solicitors client lawyer lawyers associate partner designer
    typesetter legal finance marketing hr comms office department desk reviewer writer translator actuary accountant
    design editorial production typesetting subs
    surveyor engineer valuer architect manager lead secretary assistant colleague colleagues sales procurement
    """
)
"""Who is told by a note in brackets to do something to the text."""

STATES = word_set(
    """
    confidential privileged public internal external urgent private restricted closed high low medium done yes none
    passed failed pass fail approved rejected resolved final news alert warning error info debug notice update enter
    esc shift ctrl tab delete break pause silence music applause laughter
    """
)
"""What a label in capitals says of a paper or of an item ("[CLOSED]"), or a key, or what is heard."""

SPEAKERS = word_set("court chair chairman witness speaker interpreter interviewer judge audience voice juror")
"""Whose words a transcript puts between brackets."""

EDITORIAL = word_set(
    """
    sic emphasis italics underlining citation citations footnote footnotes internal quotation omitted redacted
    seal signature signatures remainder intentionally page pages reserved the a an his its her their this that
    these those he she it they we i and or of to in on at by for from with was is are were been as such see cf
    id ibid doc dkt exhibit figure table section ecf translation inaudible laughter applause crosstalk unclear
    illegible stamp notary hereinafter hereafter signed unsigned source sources figures our my alteration
    alterations brackets original end continued translated interpreter
    """
)
"""Words with which an editor's remark or a pinpoint begins."""

WITHHELD = word_set("redacted withheld omitted deleted removed suppressed unknown illegible intentionally")
"""Words that say why something is absent on purpose."""

COUNTED = word_set("party address name company client line date signatory seller buyer lender borrower director")
"""Fields that templates number ("[Party 1]")."""

SUFFIXES = word_set("inc ltd llc llp plc corp gmbh limited here s no line")
"""What may follow the name of a field."""

UNITS = word_set("mg g kg t l ml dl m cm mm km h hr s min mol mmol w kw kwh v a hz n kn pa kpa mpa bar usd eur gbp")
"""Parts of a unit of measure ("mg/L")."""

TAGS = word_set(
    """
    a abbr address article aside b blockquote body br button canvas caption center cite code col colgroup dd del
    details div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i
    iframe img input ins label legend li link main mark meta nav ol option p path pre q s samp script section
    select small span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
    time title tr tt u ul var video wbr
    """
)
"""HTML elements."""
