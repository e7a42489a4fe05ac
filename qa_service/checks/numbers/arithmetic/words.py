"""The words between figures of which a calculation consists, as parts of patterns.

In a passage figures are capitals and words are small, so a part that holds no capital cannot run over a figure, and
every pattern takes linear time: all repeats are bounded, and none holds another that could match the same words.
"""

from __future__ import annotations

FIGURE = r"[NM]"
STOP = (
    r"(?:and|or|but|while|whereas|plus|less|minus|was|were|is|are|of|to|from|by|at|in|on|over|up|down|making|"
    r"leaving|leaves|"
    r"together|total|totall?ing|altogether|compared|against|versus|vs|i\.e\.?|which|that|than|including|includes|"
    r"und|auf|von|"
    r"a|an|per|each|every|annually|yearly|monthly|p\.a\.?|respectively)"
)
WORD = rf"(?: (?!{STOP}\b)[a-z\u00e0-\u00ff°][a-z\u00e0-\u00ff°'./²³-]{{0,24}}(?![a-z]))"
UNIT = rf"{WORD}{{0,3}}"
TIME_WORDS = (
    r"(?:in|at|for|during|as|of|on|a|the|end|last|this|prior|previous|preceding|following|year|years|month|quarter|"
    r"half|ago|earlier|"
    r"before|full-year|fy|q|h|first|second|third|fourth|time|same|period|one|later|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
)
TIME = rf"(?: \(?(?:{TIME_WORDS}(?![a-z])|[YO])[)a-z']{{0,3}}){{0,8}}"
RATE = r"(?: (?:per|an?|each) [a-z]{1,12}| ?/ ?[a-z]{1,12})?"
UP = (
    r"(?:rose|rise|rises|risen|increase[sd]?|increasing|grew|grow|grows|grown|climbed|went up|up|raised|jumped|"
    r"advanced|gained)"
)
DOWN = (
    r"(?:fell|fall|falls|fallen|decrease[sd]?|decreasing|declined?|declines|dropped|drop|drops|shrank|shrunk|went down|"
    r"reduced|cut|down|lowered|slipped|sank)"
)
MOVED = (
    rf"(?:{UP}|{DOWN}|went|moved?|changed?|widened|narrowed|improved|expanded|deteriorated|developed|stieg(?:en)?|"
    rf"sank|sanken|"
    r"erhöht(?:e|en)?|gesunken|gestiegen|passée? |passés|passé|umsatz:?|contracted|swelled|surged|soared|tumbled|"
    r"rallied|"
    r"strengthened|weakened|lifted|boosted|recovered|recover|rebounded|eased|"
    r"tightened|loosened|compressed|shortened|lengthened|hike[sd]?|appreciated|depreciated|rising|falling|growing|"
    r"dropping|declining|climbing|jumping|shrinking|going)"
)
CHANGE = (
    r"(?:increase|rise|growth|gain|jump|improvement|decline|decrease|fall|drop|reduction|cut|change|plus|minus|"
    r"uplift|surge|hike|"
    r"saving|expansion|contraction|raise|hausse|baisse|zuwachs|anstieg|rückgang|zunahme|abnahme|climb|slump|dip|"
    r"appreciation|"
    r"depreciation|difference)"
)
LINK = (
    r"(?:i\.e\.,?|ie,?|or|that is,?|that means|which (?:is|was|means|represents|corresponds to|equals|makes)|equal "
    r"to|equivalent to|"
    r"representing|corresponding to|so|hence|meaning|thus|namely|soit|d\. ?h\.|das sind|das entspricht|entspricht)"
)
# What follows shows that the figure measures something else than the change.
ELSE = (
    r"(?! ?(?:per|a|an|each|every|of|more|less|higher|lower|above|below|ahead|behind|at|on|in real|like|organic\w*|"
    r"annually|yearly|"
    r"p\.a|points? of|adjusted|excluding|net of|year-on|than|for each|respectively|cagr|compound|annualised|"
    r"annualized|in constant|"
    r"currency|better|worse|under|over|short)\b)"
)
PRIOR = r"(?:compared (?:with|to)|against|versus|vs\.?|after|following|as opposed to|compared|gegenüber|nach)"
BASE = (
    r"\((?:Y|prior[ -]year|previous[ -]year|prior[ -]period|last year|vorjahr|vj\.?|py|previously|year before)"
    r"(?: ?(?:figure|period|value))?:? "
)
IN_ALL = r"(?:in total|in all|altogether|all told|together|total|overall|combined|gross|insgesamt|all in)"
TOTALS = (
    r"(?:(?:and )?(?:for |making |giving |to give |with |to )?an? (?:grand |overall |combined |gross )?(?:total|"
    r"sum)(?: price| cost| amount)?"
    r"(?: of)?|totall?ing|adding up to|adds? up to|amounting to|amounts? to|amounted to|summing to|together|"
    r"altogether|in total|in all|"
    r"insgesamt|zusammen|"
    r"(?:which )?(?:makes?|comes? to|came to|gives?|equals?|totals?)|making|giving|sum:?|total:?|=)"
)
CLOSE = r"(?=[ ]?(?:[.;:,)]|$|-))"
ITEM_WORD = (
    r"(?: (?!(?:and|or|was|were|is|are|had|have|has|plus|less|minus|which|that|whom|including|among|"
    r"other(?! [a-z]+ of [NMP])|others|compared|"
    r"against|versus|per|each|every|making|together|altogether|totall?ing|total|from|to|about|leaving|leaves|=)\b)"
    r"[(]?[a-z\u00e0-\u00ff][a-z\u00e0-\u00ff'./-]{0,24}(?![a-z])[)]?)"
)
