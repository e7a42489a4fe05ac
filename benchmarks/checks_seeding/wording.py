"""Wording rules of a house: words that contracts do not hold by nature, put into sentences of a contract."""

from __future__ import annotations

from benchmarks.checks_seeding.mechanism import Seed, Seeding, Trial

# Each with what it looks like where it is lawful: another word, a part of a word, or an exception.
AVOIDED = {
    "thusly": ("The notice is thusly served.", "The notice is thus served."),
    "touch base": ("The parties will touch base each Monday.", "The parties will touch bases of steel each Monday."),
    "going forward": ("Going forward, invoices are sent by post.", "Invoices go forward by post."),
    "ASAP": ("The samples are sent back asap.", "The samples are sent back to ASAPH Laboratories."),
    "no-brainer": ("The renewal is a no-brainer.", "The renewal needs no thought."),
    "hassle": ("The move caused much hassle.", "The move caused much hassling of staff."),
    "impactful": ("The measure was impactful.", "The measure had an impact."),
    "best in class": ("The press is best\nin class.", "The press came in best of its class."),
    "risk-free": ("The trial is Risk-Free.", "The trial is free of risk."),
    "synergy": ("The plan rests on synergy.", "The plan rests on the report of Synergy Partners."),
}
BETTER = {
    "irregardless": ("regardless", "The fee falls due {} of the outcome."),
    "inputted": ("entered", "The figures were {} by hand."),
    "learnt": ("learned", "The party {} of the visit later."),
    "in close proximity to": ("near", "The samples are kept {} the press."),
    "at this point in time": ("now", "No order is open {}."),
    "proactively": ("early", "The office {} reports each delay."),
    "grey": ("gray", "The files lie in the {} cabinet."),
    "timetable": ("schedule", "A {} of the visits hangs in the hall."),
}
REFUSED = ("no strings attached", "guaranteed to succeed", "trust us on this", "cannot lose", "money for nothing")
NEARLY = {
    "no strings attached": "no string is attached",
    "guaranteed to succeed": "guaranteed, to succeed or fail",
    "trust us on this": "trust us with this",
    "cannot lose": "cannot loosen",
    "money for nothing": "money, but not for nothing",
}
INDICATORS = (
    "eager to settle",
    "no sign of forced entry",
    "handwritten receipts",
    "recently increased coverage",
    "multiple points of origin",
    "phantom passenger",
    "staged",
    "accelerant",
    "lapsed and reinstated",
)
NO_INDICATORS = {
    "eager to settle": "slow to settle",
    "no sign of forced entry": "every sign of an entry by force",
    "handwritten receipts": "printed receipts",
    "recently increased coverage": "coverage of long standing",
    "multiple points of origin": "one point of origin",
    "phantom passenger": "second passenger",
    "staged": "upstaged",
    "accelerant": "accelerator",
    "lapsed and reinstated": "lapsed and expired",
}
HEDGED = (
    "⟦It seems⟧ the samples were sent back in May.",
    "The delay is ⟦perhaps⟧ the carrier's.",
    "The drawings are ⟦arguably⟧ those of the first visit.",
    "⟦Presumably⟧ the office kept a copy.",
    "The lists were ⟦more or less⟧ complete.",
    "⟦It is possible\nthat⟧ two copies were made.",
    "The second copy is ⟦undoubtedly⟧ lost.",
    "⟦Everyone knows⟧ that the press was idle.",
    "The visit was ⟦sort of⟧ late.",
    "⟦Without a doubt⟧ the lists are complete.",
    "The count is, ⟦to some extent⟧, a guess.",
    "The office, ⟦we believe⟧, was closed.",
)
STATED = (
    "Any kind of notice will do in May.",
    "The witness said, “It seems the samples were perhaps sent back.”",
    "The rights pass absolutely to the buyer of the press.",
    "The fee shall never exceed the sum of the first year.",
    "In the course of the visit two copies were made.",
    "What sort of loss it was is told in the report.",
    "The office kept a copy of the possible routes.",
    "The delay is almost certainly over by May.",
)


def existence(seeding: Seeding) -> Trial:
    """Put one word of a list in; the right sentence has a word like it."""
    word = seeding.chance.choice(sorted(AVOIDED))
    wrong, right = AVOIDED[word]
    params = {"tokens": sorted(AVOIDED), "exceptions": ["Synergy Partners"]}
    return seeding.sentences((right, f"⟦{wrong}⟧"), params=params)


def substitution(seeding: Seeding) -> Trial:
    """Put a word in for which the house has a better one; the right sentence has that."""
    word = seeding.chance.choice(sorted(BETTER))
    better, sentence = BETTER[word]
    written = word.upper() if seeding.chance.random() < 0.2 else word.replace(" ", seeding.chance.choice(" \n"), 1)
    params = {"swap": {each: instead for each, (instead, _) in BETTER.items()}}
    return seeding.sentences((sentence.format(better), sentence.format(f"⟦{written}⟧")), params=params)


def forbidden(seeding: Seeding) -> Trial:
    """Put a refused phrase in, over the end of a line or in capitals; the right sentence has its words otherwise."""
    phrase = seeding.chance.choice(REFUSED)
    written = seeding.chance.choice((phrase, phrase.upper(), phrase.replace(" ", "\n", 1), phrase.replace(" ", "  ")))
    sentence = "The brochure of the parties says: {}."
    return seeding.sentences(
        (sentence.format(NEARLY[phrase]), sentence.format(f"⟦{written}⟧")), params={"any": list(REFUSED)}
    )


def indicators(seeding: Seeding) -> Trial:
    """Put an indicator of a rubric's own list in; the right sentence says the contrary."""
    phrase = seeding.chance.choice(INDICATORS)
    sentence = seeding.chance.choice(("The report notes: {}.", "The file says “{}”.", "Of the loss it is said: {}"))
    pair = (sentence.format(NO_INDICATORS[phrase]), sentence.format(f"⟦{phrase.capitalize()}⟧"))
    return seeding.sentences(pair, params={"list": list(INDICATORS)})


def hedging(seeding: Seeding) -> Trial:
    """Put a hedge or an absolute claim in; the right sentence holds such words in another sense, or quoted."""
    return seeding.sentences((seeding.chance.choice(STATED), seeding.chance.choice(HEDGED)))


SEEDS = (
    Seed("word_to_avoid", "text.existence", existence),
    Seed("better_word", "text.substitution", substitution),
    Seed("refused_phrase", "text.must_not_contain", forbidden),
    Seed("indicator_phrase", "text.indicators", indicators),
    Seed("hedge", "text.hedging", hedging),
)
