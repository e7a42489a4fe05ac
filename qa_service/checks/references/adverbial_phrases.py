"""Words behind a reference that go on with the sentence and tell no owner: "in Recital C, of exploring a sale".

"Item 4 of the permit" is the permit's; "item 4 in accordance with", "item 4 to enable us" and "item 4, in each case"
name no owner.
"""

from __future__ import annotations

_IN = (
    r"(?:accordance|compliance|conformity|connection|respect|relation|regard|order|particular|full|part|whole|writing|"
    r"advance|addition|return|exchange|consideration|lieu|support|furtherance|cash|kind|favou?r|good\sfaith|so\sfar|"
    r"(?:any|each|every|either|no|all|such|that|the|which|both|an?)\s(?:case|cases|event|events|circumstances?|respects?|manner|"
    r"way|ways|extent|form|amount|sum|absence|course|ordinary|opinion|order|context|light|interests?|meantime|aggregate|"
    r"same|first|following|hope|knowledge|belief|ratio|proportion|sequence|currency|(?:\w+\s)?(?:form|manner|way|opinion))\b)"
)
_TO = (
    r"(?:(?:the|such|that|any|a)\s(?:\w+\s)?(?:extent|effect|satisfaction|benefit|exclusion)\b|the\s(?:best|fullest)\b|"
    r"(?:be|have|do|make|give|allow|enable|permit|ensure|provide|explore|evaluate|assess|determine|discuss|consider|obtain|"
    r"receive|use|pay|show|prove|establish|support|protect|perform|carry|meet|comply|apply|avoid|keep|take|find|hold|help|"
    r"bring|let|see|sell|buy|develop|deliver|decide|agree|achieve|facilitate|negotiate|conduct|undertake|begin|complete|"
    r"continue|reflect|secure|prevent|reduce|maintain|remain|become|enter|investigate|pursue|examine)\s)"
)
_FROM = (
    r"(?:time\sto|then\b|now\b|day\sto|which\b|"
    r"the\s(?:\w+\s)?(?:date|day|time|moment|outset|beginning|start|end|expiry)\b)"
)
_UNDER = r"(?:no\s|any\scircumstances|penalty|protest|the\ssupervision|the\sdirection|the\scircumstances)"
# Behind a comma an "-ing" is an act, but for what papers are called by: "condition 4, of planning permission".
_ACT = (
    r"(?:(?!planning|building|existing|engineering|governing|operating|licensing|lending|listing|housing)"
    r"[a-z]{3,}ing\b)"
)
_DOING = (
    r"(?:(?:carry|perform|provid|mak|determin|assess|calculat|decid|consider|exercis|explor|evaluat|comply|discharg|"
    r"deliver|prepar|giv|tak|us)ing\b)"
)
_OF = r"(?:course\b|which\b|whom\b|interest\b)"
ADVERBIAL = (
    rf"(?:(?<=\bin\s){_IN}|(?<=\bto\s){_TO}|(?<=\bfrom\s){_FROM}|(?<=\bunder\s){_UNDER}|(?<=,\sof\s){_ACT}|"
    rf"(?<=,\sin\s){_ACT}|(?<=,\sfrom\s){_ACT}|(?<=\bin\s){_DOING}|(?<=,\sof\s){_OF})"
)
"""What may stand behind a preposition that follows a reference, where no paper is meant by it."""
