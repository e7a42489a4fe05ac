"""Orders and questions between brackets that are meant for whoever drafts the text."""

from __future__ import annotations

import re

DEMAND = re.compile(
    r"(?i)_{2,}|\bto be (?:confirmed|determined|advised|completed|inserted|provided|supplied|agreed|announced|added"
    r"|decided|discussed|updated|verified|checked|filled|drafted|reviewed|finali[sz]ed|included|attached|clarified)\b"
    r"|\bto (?:come|follow|insert|confirm|provide|advise|complete|supply|review|update|check|verify|add|discuss|clarify"
    r"|draft)\b|\b(?:as|if|where) applicable\b"
    r"|\b(?:please|pls) (?:confirm|check|advise|provide|supply|insert|add|complete|verify|review|clarify|update|amend"
    r"|send|draft|revise|explain|expand|shorten|cut|move|use|copy|rewrite|tidy|find|ask|redo|delete|remove)\b"
    r"|\b(?:confirm|check|ask) with\b|\babout here\b|\b(?:goes|to go) here\b"
    r"|\b(?:source|citation|reference|figure|input|confirmation|chart|graph|data) (?:needed|required|missing)\b"
)
STATE_WHAT = re.compile(
    r"(?i)\s*(?:state|list|give|name|note) (?:the |any |your )?(?:reasons?|grounds|why|whether|how|what|to)\b"
)
PHRASES = re.compile(
    r"(?i)\s*(?:governing|applicable|local) law\s*|\s*list of \w+\s*|\s*(?:xyz|abc)\b.{0,30}|\s*citation\s*"
    r"|\s*(?:list|settle|decide|quantify|cross-?refer) (?!of\b|prices?\b|follows|continues|ends)"
    r"(?:the |this |these |any |all )?[a-z]+\s*|\s*our (?:ref(?:erence)?|file|logo|details|address|letterhead)"
    r"(?: no\.?| number)?\s*"
    r"|\s*signature (?:block|line)s?(?: here)?\s*|\s*(?:no|nr)\.(?: of \w+)?\s*"
    r"|\s*(?:pending|awaiting) (?!appeal|litigation|before|in |at |the )\w+(?: \w+){0,2}\s*"
    r"|\s*optional\b.{0,40}|\s*type (?:here|text)\s*"
    r"|\s*(?:appendix|annex|exhibit|schedule|section|clause|figure|table|page) (?:[x#?●]+|_+)\s*"
)
# "[relative – check wording with legal]"
DASH_ORDER = re.compile(
    r"(?i)\s[–—-]\s(?:please |pls )?"
    r"(?:(?:[\w.]+ ){1,3}to (?:select|choose|pick|decide|settle|specify|agree|approve|fill)\b"
    r"|(?:confirm|check|insert|complete|update|specify|verify|clarify|amend|revise|ntd|tbd|tbc)\b)"
)
LABELLED = re.compile(r"(?i)\s*(?:note|drafting note) to (?:the )?(?:draft|drafter|self|author|editor|reader)\b")
# Orders to whoever drafts: with who is meant, or with what they are about.
TASKS = (
    "copy|paste|move|put|shorten|rewrite|expand|tidy|cut|merge|use|get|find|tighten|reuse|re-use|drop|keep|trim"
    "|redo|polish|align|adapt|mention|cite|quote|chase|ask|swap|soften|toughen|strengthen|simplify|double-check|recheck"
    "|fix|delete|insert|confirm|verify|clarify|reword|revise"
)
TASK = re.compile(rf"(?i)\s*(?:please |pls )?(?:{TASKS})\b(?! of\b)")
INITIALS = re.compile(r"\s*@?[A-Z]{2,3}\s*")
DRAFT_ORDER = re.compile(
    rf"(?i)\s*(?:{TASKS})\b.*\b(?:here|this (?:paragraph|section|sentence|part|bit|draft|table|figure)"
    r"|before (?:this|it|we) (?:goes|go|is|send|file|issue))\b"
    r"|\s*(?:not sure (?:about|if|whether)|(?:I|we) (?:still )?need|needs (?:checking|work|updating|rewriting)"
    r"|waiting (?:for|on)|ask \w+ (?:about|for|if|whether)|see \w+(?:['’]s)? e-?mail for)\b"
)
QUERY = re.compile(
    r"(?i)\s*(?:@?\w+\s?[–—,:-]\s?)?(?:is|are|do|does|did|can|could|should|which|has|have|was|were)\b"
    r"(?=[^?]*\b(?:this|still|we)\b)(?:\s[^\s?]+){2,12}\s?\?\s*"
)
