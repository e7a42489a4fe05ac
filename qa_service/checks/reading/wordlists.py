"""Named lists of phrases that rubrics may use; each is ours and short enough to read."""

from __future__ import annotations

FRAUD_INDICATORS = (
    "prior similar loss",
    "previous similar claim",
    "similar claim in the past",
    "recently increased coverage",
    "coverage was increased shortly before",
    "policy was taken out shortly before",
    "policy incepted shortly before",
    "lapsed and reinstated",
    "financial difficulty",
    "financial difficulties",
    "facing foreclosure",
    "bankruptcy",
    "mortgage arrears",
    "unable to provide receipts",
    "no receipts",
    "handwritten receipts",
    "altered receipt",
    "altered invoice",
    "altered document",
    "duplicate invoice",
    "sequential invoice numbers",
    "inconsistent statements",
    "inconsistent statement",
    "changed his account",
    "changed her account",
    "changed their account",
    "conflicting accounts",
    "refused to give a statement",
    "refused an examination under oath",
    "declined a recorded statement",
    "unwilling to cooperate",
    "eager to settle",
    "pressed for a quick settlement",
    "demands a quick settlement",
    "cash settlement requested",
    "unusually familiar with claims procedure",
    "unusually familiar with insurance terms",
    "no witnesses",
    "no police report",
    "no sign of forced entry",
    "no signs of forced entry",
    "accelerant",
    "multiple points of origin",
    "incendiary",
    "suspicious origin",
    "vacant at the time of loss",
    "property listed for sale",
    "personal property removed before",
    "sentimental items removed",
    "staged",
    "soft fraud",
    "suspected fraud",
    "fraud indicator",
    "red flag",
    "special investigations unit",
    "referred to SIU",
    "misrepresentation",
    "inflated claim",
    "padded claim",
    "phantom passenger",
    "provided a post office box",
    "multiple claims",
)

HEDGES = (
    "arguably",
    "as far as I know",
    "as far as we know",
    "apparently",
    "could possibly",
    "I believe",
    "I feel",
    "I guess",
    "I suppose",
    "I think",
    "in my opinion",
    "it appears that",
    "it could be argued",
    "it is believed",
    "it is likely that",
    "it is possible that",
    "it may be that",
    "it might be",
    "it seems",
    "it would appear",
    "kind of",
    "might possibly",
    "more or less",
    "perhaps",
    "possibly",
    "presumably",
    "probably",
    "seemingly",
    "somewhat",
    "sort of",
    "supposedly",
    "to some extent",
    "we believe",
    "we feel",
    "we guess",
    "we suppose",
    "we think",
)

ABSOLUTES = (
    "100 % certain",
    "100% certain",
    "absolutely",
    "absolutely certain",
    "are always",
    "are never",
    "beyond any doubt",
    "beyond all doubt",
    "beyond doubt",
    "beyond question",
    "beyond dispute",
    "by no means possible",
    "can never",
    "cannot fail",
    "cannot possibly",
    "certainly",
    "completely certain",
    "conclusively proves",
    "every single",
    "everyone knows",
    "goes without saying",
    "guaranteed to",
    "impossible that",
    "in every conceivable",
    "in every single case",
    "is always",
    "is never",
    "indisputable",
    "indisputably",
    "infallible",
    "irrefutable",
    "irrefutably",
    "it is certain that",
    "no doubt",
    "no one can deny",
    "nobody can deny",
    "obviously",
    "of course",
    "there is no doubt",
    "there can be no doubt",
    "undeniable",
    "undeniably",
    "undoubtedly",
    "unquestionably",
    "without a doubt",
    "without any doubt",
    "without doubt",
    "without exception",
    "without question",
    "will always",
    "will never",
    "would always",
    "would never",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    """
    the a an of to and in is it for on with as at by be or are was were from this which have has not will shall
    may can its their his her our your we they he she you if but than then
    """
)
LAWFUL_DOUBLES = _words(
    """
    had that is do ha bye no very so many much blah really there now well hear knock
    """
)
ROLE_MAILBOXES = _words(
    """
    info contact support sales help admin office enquiries inquiries hello press media legal privacy hr jobs
    careers noreply no-reply donotreply do-not-reply webmaster postmaster billing accounts service
    customerservice security team marketing compliance claims feedback abuse newsletter notifications
    """
)
LISTS = {"absolutes": ABSOLUTES, "fraud_indicators": FRAUD_INDICATORS, "hedges": HEDGES}
