"""What sentences say of means: that they are of whole numbers, of something measured, or no means at all."""

from __future__ import annotations

import re

# Ratings on a scale of whole points.
SCALE = re.compile(
    r"\blikert|\bpoint scale|-point\b|\bscale (?:of|from|ran)\b|\bout of (?:5|7|9|10|five|seven|nine|ten)\b|"
    r"\d/(?:5|7|10)\b|\bstrongly (?:dis)?agree|\bstars?\b|\bwhole (?:number|point|mark|star)s?\b|"
    r"\bintegers?\b|\b1 ?= ?[a-z]|\bscale\)|\bskala von\b|\bstufige[nr]? skala\b|-skala\b",
    re.IGNORECASE,
)
COUNTABLE = re.compile(r"\bratings?\b|\bnumber of\b|\bcounts?\b|\bstars?\b", re.IGNORECASE)
RATED = re.compile(r"\bratings?\b|\brated\b|\bnumber of\b|\bcounts? of\b", re.IGNORECASE)
# What comes in whole numbers only, wherever it is counted of each.
_THINGS = (
    "errors|visits|claims|findings|mistakes|defects|children|siblings|teeth|falls|seizures|accidents|injuries|"
    "complaints|lesions|admissions|pregnancies|offspring|pups|eggs|slips|crashes|incidents"
)
COUNTED_THING = re.compile(rf" (?:{_THINGS})\b(?! (?:per|an?|each|every)\b)")
# The label of such counts in a table: "Number of falls, mean (SD)", "Decayed teeth, M".
COUNTED_LABEL = re.compile(
    rf"(?:\bnumber of (?:[a-z-]{{3,20}} )?|^\W*(?:[a-z-]{{3,20}} )?)(?:{_THINGS})\b", re.IGNORECASE
)
RATE = re.compile(
    r"\bper (?!resident|patient|person|child|participant|subject|pupil|student|employee|driver|family|household)|/|"
    r"\brates?\b|\b(?:daily|weekly|monthly|annual(?:ly)?|yearly)\b|\ba (?:day|week|month|year)\b",
    re.IGNORECASE,
)
OTHER_RATING = re.compile(
    r"\bcredit rating|\brating agenc|\bElo\b|\binterest|"
    r"\brated (?:[a-z]+ )?(?:companies|firms|bonds|power|capacity|load|output)",
    re.IGNORECASE,
)
# Between the word and the number: no mean of the numbers themselves, no exact one, or one of a rate.
NO_MEAN = re.compile(
    r"\b(?:differ\w*|chang\w*|increas\w*|decreas\w*|drop\w*|gains?|ris\w+|rose|fell|reduc\w*|improve\w*|SD|SE|"
    r"errors? of|deviation|squared?|variance|about|around|approximately|roughly|nearly|almost|over|under|above|below|"
    r"than|between|"
    r"per (?!respondent|participant|subject|patient|rater|reviewer|student|employee|customer|client|person|case|file|"
    r"site|household|user|member|company|firm|child|claim)\w+)\b",
    re.IGNORECASE,
)
ERROR_OF = re.compile(
    r"\b(?:error|deviation|variance|median|range|root|sum|mean|average) (?:of|around) (?:the |a )?\Z", re.IGNORECASE
)
_QUANTITIES = (
    r"\bage[ds]?\b|\bweigh|\bheight|\b(?:kg|cm|mm|mg|ml|ms|BMI|kW|°C)\b|\bmin(?:ute)?s?\b|\bhours?\b|"
    r"\bsec(?:ond)?s?\b|\bdays\b|\bweeks\b|\bmonths\b|\byears\b|\bincome|\bprice|\bcosts?\b|[€$£°]|\btemperature|"
    r"\bdistance"
)
# What is between whole points, on whatever scale.
_BETWEEN = (
    r"\b(?:VAS|FTE)\b|\bratio\b|\bindex\b|\bslider|\bvisual analog|\bhalf[- ]?(?:point|star|step)|\bdecimals?\b|"
    r"\bcontinuous\b"
)
_COMPUTED = (
    r"\badjusted\b|\bestimated?\b|\bfactor |\bz-scores?|\blog\b|\blog-|\bmarginal\b|\bcomposite\b|\bimput|\bpredict|"
    r"\bmodel|\bmoving\b|\brolling\b|\bpooled\b|\bstandardi[sz]|\bnormali[sz]|\btransform|\bwinsor|\btrimmed\b|"
    r"\bgeometric\b|\bharmonic\b|\bgroup means\b|\bweighted\b|\btwice\b|"
    r"\b(?:were|was|are|and|then) averaged\b(?! \d)|\baveraged (?:over|across)\b|"
    r"\beach [a-z]+'s (?:mean|average)|\bmeans averaged\b|\b(?:averages?|means?) (?:of|per) each\b|"
    r"\beach (?:[a-z]+ )?(?:scored|rated|gave|judged|reviewed|read|saw)\b"
)
COMPUTED = re.compile(_COMPUTED, re.IGNORECASE)
MEASURED = re.compile(f"{_QUANTITIES}|{_BETWEEN}|{_COMPUTED}", re.IGNORECASE)
# What no rating on a scale of whole points may be; ages, times and prices may be what is rated.
NO_RATING = re.compile(f"{_BETWEEN}|{_COMPUTED}", re.IGNORECASE)
