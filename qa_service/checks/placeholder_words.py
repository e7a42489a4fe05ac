"""Words that tell a placeholder from a remark, a citation or a tag."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIELDS = _words(
    """
    name names date dates amount amounts address number title company client party parties counterparty city
    town state country county region jurisdiction court period term duration price sum fee percentage percent
    email e-mail phone telephone mobile fax signature signatory role position occupation reference ref day month
    year time place location venue purpose description entity product project currency figure value insurer
    insured policy claim patient author recipient addressee sender organisation organization department details
    detail text content placeholder customer vendor supplier buyer seller borrower lender landlord tenant
    employee employer contractor contact firm attorney counsel reviewer adjuster invoice account quantity rate
    deadline url link logo image photo chart graph quote heading subject topic salutation greeting line surname
    initials gender age id code postcode zip street website domain brand case property premises territory
    """
)
"""What a form asks for: a bracket that names one of these was never filled in."""

ORDERS = _words(
    """
    insert enter add complete confirm specify describe delete select choose fill provide include attach update
    replace check verify supply input type paste amend revise clarify note ntd drafting tbd tbc tba
    placeholder your
    """
)
"""Words with which an instruction to the writer begins."""

EDITORIAL = _words(
    """
    sic emphasis italics underlining citation citations footnote footnotes internal quotation omitted redacted
    seal signature signatures remainder intentionally page pages reserved the a an his her its their this that
    these those he she it they we i and or of to in on at by for from with was is are were been as such see cf
    id ibid doc dkt exhibit figure table section ecf translation inaudible laughter applause crosstalk unclear
    illegible stamp notary
    """
)
"""Words with which an editor's remark or a pinpoint begins."""

WITHHELD = _words(
    """
    redacted withheld omitted deleted removed suppressed unknown illegible intentionally
    """
)
"""Words that say why something is absent on purpose."""

COUNTED = _words(
    """
    party address name company client line date signatory
    """
)
"""Fields that templates number ("[Party 1]")."""

TAGS = _words(
    """
    a abbr address article aside b blockquote body br button canvas caption center cite code col colgroup dd del
    details div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i
    iframe img input ins label legend li link main mark meta nav ol option p path pre q s samp script section
    select small span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
    time title tr tt u ul var video wbr
    """
)
"""HTML elements."""
