"""Wording rules: what they find, where they look, what they say; and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import CheckError, catalogue, compile_checks, run_checks
from qa_service.documents import parse_document
from tests.unit.checks.running import Use, quotes, run

DOCUMENT = """# Review of the Very Best Policy

The policy is very old. The insurer, of course, knew.

- a very short item
- another item

| Kind | Note |
|---|---|
| roof | very bad |

```
very = 1
```

> A very long quotation.
"""


def refused(name: str, params: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(CheckError) as caught:
        compile_checks([Use(name, params)])
    return [(problem.pointer, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("heading", 1), ("paragraph", 1), ("list", 1), ("table", 1), ("cell", 1), ("quote", 1), ("code", 1)],
)
def test_a_rule_looks_where_its_scope_says(scope: str, expected: int) -> None:
    assert len(quotes("text.existence", DOCUMENT, params={"tokens": ["very"], "scope": scope})) == expected


def test_without_a_scope_code_is_left_alone_and_raw_is_everything() -> None:
    assert len(quotes("text.existence", DOCUMENT, params={"tokens": ["very"]})) == 5
    assert len(quotes("text.existence", DOCUMENT, params={"tokens": ["very"], "scope": "raw"})) == 6 + 0


@pytest.mark.parametrize(
    ("tokens", "text", "expected"),
    [
        (["art of", "art"], "art often, art of war", ["art", "art of"]),
        (["a b", "b c"], "xa b c", ["b c"]),
        (["caf"], "café caf Cafe\u0301", ["caf"]),
        (["don't"], "DON’T do what I don't", ["DON’T", "don't"]),
        (["e-mail"], "an e‑mail, an e-mail, an email", ["e‑mail", "e-mail"]),
        (["best guess"], "a best\n  guess, a best\u00a0guess", ["best\n  guess", "best\u00a0guess"]),
        (["straße"], "Die Straße und Straßenbahn", ["Straße"]),
        (["保险"], "这份保险合同", ["保险"]),
        (["n ="], "with n = 5 and n =6", ["n =", "n ="]),
        (["C++"], "C++ and C+", ["C++"]),
        (["very", "very big"], "very big, very", ["very big", "very"]),
    ],
)
def test_tokens_are_whole_words_in_any_script(tokens: list[str], text: str, expected: list[str]) -> None:
    assert quotes("text.existence", text, params={"tokens": tokens}) == expected


def test_each_rule_keeps_its_matches_where_others_match_too() -> None:
    uses = [
        Use("text.existence", {"tokens": [phrase]}, id=f"r{at}") for at, phrase in enumerate(("a b", "b c", "a b c"))
    ]
    uses.append(Use("text.existence", {"raw": [r"b\s"]}, id="raw"))
    found = run_checks(compile_checks(uses), parse_document("é a b c é")).findings
    assert [(each.check, each.start, each.quote) for each in found] == [
        ("r0", 2, "a b"),
        ("r2", 2, "a b c"),
        ("r1", 4, "b c"),
        ("raw", 4, "b "),
    ]


def test_case_counts_where_the_rule_says_so() -> None:
    assert quotes("text.existence", "May may MAY", params={"tokens": ["may"], "ignore_case": False}) == ["may"]
    assert quotes("text.existence", "Foo foo", params={"raw": ["foo"], "ignorecase": False}) == ["foo"]


def test_tokens_may_match_inside_words() -> None:
    assert quotes("text.existence", "unlawful", params={"tokens": ["law"], "whole_words": False}) == ["law"]
    assert quotes("text.existence", "unlawful", params={"tokens": ["law"], "nonword": True}) == ["law"]
    assert quotes("text.existence", "unlawful", params={"tokens": ["law"]}) == []


def test_nothing_is_found_inside_an_exception() -> None:
    params = {"tokens": ["may", "very"], "exceptions": ["May", "very well"]}
    assert quotes("text.existence", "In May he may do very well, or very badly.", params=params) == ["may", "very"]


@pytest.mark.parametrize(
    ("message", "said"),
    [("Not “%s”.", "Not “very”."), ("Not {}.", "Not very."), ("Never.", "Never."), ("%s and %s", "very and very")],
)
def test_a_message_names_the_match(message: str, said: str) -> None:
    found = run("text.existence", "very", {"tokens": ["very"], "message": message})
    assert [each.message for each in found] == [said]


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"raw": ["(?=x)"]}, "/0/with/raw/0"),
        ({"raw": ["ok", r"(a)\1"]}, "/0/with/raw/1"),
        ({"raw": ["a{1001}"]}, "/0/with/raw/0"),
        ({"raw": ["x" * 1001]}, "/0/with/raw/0"),
        ({"raw": [r"\pL{1,900}"]}, "/0/with/raw/0"),
        ({"raw": [r"\Qabc"]}, "/0/with/raw/0"),
        ({"raw": ["("]}, "/0/with/raw/0"),
        ({"tokens": ["y" * 1001]}, "/0/with/tokens/0"),
        ({"tokens": [f"t{n}" for n in range(2001)]}, "/0/with"),
        ({"tokens": ["a"], "scope": "page"}, "/0/with/scope"),
        ({"tokens": [" "]}, "/0/with/tokens/0"),
        ({}, "/0/with"),
    ],
)
def test_what_cannot_be_matched_is_refused_at_publish_with_its_place(params: dict[str, object], pointer: str) -> None:
    problems = refused("text.existence", params)
    assert problems[0][0] == pointer
    assert problems[0][1].endswith(".")


def test_many_large_patterns_together_are_refused() -> None:
    problems = refused("text.existence", {"raw": [rf"[α-ω]{{{n},300}}" for n in range(1, 250)]})
    assert "memory" in problems[0][1]


@pytest.mark.parametrize(
    ("swap", "text", "quote", "fix"),
    [
        ({"utilise": "use"}, "We utilise it.", "utilise", "use"),
        ({"prior to": "before"}, "Prior to that", "Prior to", "Before"),
        ({"prior to": "before"}, "PRIOR TO THAT", "PRIOR TO", "before"),
        ({"e-mail": "email"}, "an e‑mail", "e‑mail", "email"),
        ({"adviser": "advisor|consultant"}, "An adviser", "adviser", "advisor"),
        ({"iphone": "iPhone"}, "An iphone", "iphone", "iPhone"),
    ],
)
def test_a_better_word_is_proposed_as_the_text_writes_it(swap: dict[str, str], text: str, quote: str, fix: str) -> None:
    found = run("text.substitution", text, {"swap": swap})
    assert [(each.quote, each.suggestion) for each in found] == [(quote, fix)]
    assert found[0].evidence["write"] == next(iter(swap.values()))


def test_the_better_word_itself_is_left_alone() -> None:
    assert quotes("text.substitution", "The iPhone", params={"swap": {"iphone": "iPhone"}}) == []
    params = {"swap": {"US": "United States"}, "ignore_case": False}
    assert quotes("text.substitution", "Tell us of the US.", params=params) == ["US"]


def test_patterns_have_replacements_of_their_own() -> None:
    params = {"swap_raw": {r"\butili[sz]e\w*": "use", r"\bin order to\b": "to"}, "message": "Use “%s”, not “%s”."}
    found = run("text.substitution", "In order to utilize it", params)
    assert [(each.quote, each.suggestion, each.message) for each in found] == [
        ("In order to", "To", "Use “to”, not “In order to”."),
        ("utilize", "use", "Use “use”, not “utilize”."),
    ]


def test_an_empty_replacement_says_leave_out() -> None:
    assert run("text.substitution", "very bad", {"swap": {"very": ""}})[0].message == "Leave out “very”."


OCCURRENCE = [
    ({"raw": [","], "max": 3, "scope": "sentence"}, "One, two, three, four, five. One, two.", ["too_many"]),
    ({"raw": [","], "max": 4, "scope": "sentence"}, "One, two, three, four, five. One, two.", []),
    ({"token": r"\bshall\b", "max": 1}, "It shall. It shall. It shall.", ["too_many"]),
    ({"tokens": ["source"], "min": 1, "scope": "paragraph"}, "A source.\n\nNothing.\n", ["too_few"]),
    ({"tokens": ["source"], "min": 1}, "Nothing.", ["too_few"]),
    ({"tokens": ["source"], "min": 1}, "A source.", []),
    ({"tokens": ["x"], "min": 1, "max": 2, "scope": "heading"}, "# x x x\n\n# none\n", ["too_many", "too_few"]),
    ({"raw": [r"\w+"], "max": 2, "scope": "cell"}, "| a b c | d |\n|---|---|\n| e | f g |\n", ["too_many"]),
]


@pytest.mark.parametrize(("params", "text", "codes"), OCCURRENCE)
def test_matches_are_counted_in_each_part(params: dict[str, object], text: str, codes: list[str]) -> None:
    found = run("text.occurrence", text, params)
    assert [each.code for each in found] == codes
    assert all(isinstance(each.evidence["count"], int) for each in found)


def test_what_is_too_many_begins_behind_the_last_that_is_allowed() -> None:
    found = run("text.occurrence", "a b a c a", {"tokens": ["a"], "max": 1, "message": "%s times"})[0]
    assert (found.start, found.end, found.message) == (4, 9, "3 times")


@pytest.mark.parametrize(
    "params", [{"tokens": ["a"]}, {"max": 1}, {"tokens": ["a"], "min": 3, "max": 2}, {"tokens": ["a"], "max": -1}]
)
def test_a_band_needs_wording_and_bounds(params: dict[str, object]) -> None:
    assert refused("text.occurrence", params)


@pytest.mark.parametrize(
    ("text", "params", "expected"),
    [
        ("Pay the the rent.", {}, ["the the"]),
        ("Pay The the the rent.", {}, ["The the the"]),
        ("It had had effect, and all that that implies.", {}, []),
        ("Rent\n\nRent is due.", {}, []),
        ("| rent | rent |\n|---|---|\n| 1 | 1 |\n", {}, []),
        ("1 1 2 2 a a", {}, []),
        ("the, the", {}, []),
        ("Date Date :\nSigned   Signed\n", {}, []),
        ("Scope\nScope is wide.", {}, []),
        ("end of line\nline two", {}, ["line\nline"]),
        ("very very very bad", {"tokens": ["very"], "max": 2}, ["very very very"]),
        ("very very bad", {"tokens": ["very"], "max": 2}, []),
        ("The the", {"ignore_case": False}, []),
        ("see ab12 ab12", {"raw": [r"\w+\d+"]}, ["ab12 ab12"]),
        ("ab12 ab13", {"raw": [r"\w+\d+"]}, []),
    ],
)
def test_wording_in_a_row_is_found(text: str, params: dict[str, object], expected: list[str]) -> None:
    assert quotes("text.repetition", text, params=params) == expected


@pytest.mark.parametrize(
    ("either", "text", "expected"),
    [
        ({"adviser": "advisor"}, "An adviser, an advisor, an adviser.", ["advisor"]),
        ({"adviser": "advisor"}, "An advisor and an adviser.", ["adviser"]),
        ({"adviser": "advisor"}, "An adviser and advisers.", []),
        ([["e-mail", "email", "E-mail address"]], "email, email, e-mail", ["e-mail"]),
        ({"judgement": "judgment", "grey": "gray"}, "judgment, judgement, judgment, gray", ["judgement"]),
    ],
)
def test_of_two_spellings_the_rarer_is_found(either: object, text: str, expected: list[str]) -> None:
    found = run("text.consistency", text, {"either": either})
    assert [each.quote for each in found] == expected
    assert all(each.suggestion and "used" in each.evidence for each in found)


@pytest.mark.parametrize("either", [{}, [], "x", [["one"]], [["a", " "]], [["a", 1]], {"a": 1}])
def test_spellings_come_in_groups(either: object) -> None:
    assert refused("text.consistency", {"either": either})[0][0] == "/0/with/either"


ACRONYMS = {"first": r"\b([A-Z]{3,5})\b", "second": r"(?:\b[A-Z][a-z]+ ){2,6}\(([A-Z]{3,5})\)"}


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("The World Health Organization (WHO) met. The WHO left.", {}, []),
        ("The WHO met. The WHO left.", {}, ["WHO"]),
        ("The WHO met the World Health Organization (WHO).", {}, []),
        ("The WHO met the World Health Organization (WHO).", {"before": True}, ["WHO"]),
        ("The World Health Organization (WHO) met.", {"before": True}, []),
        ("The USA met.", {"exceptions": ["USA"]}, []),
        ("é FBI and CIA é", {}, ["FBI", "CIA"]),
    ],
)
def test_what_is_used_must_be_introduced(text: str, more: dict[str, object], expected: list[str]) -> None:
    assert quotes("text.conditional", text, params={**ACRONYMS, **more}) == expected


def test_without_groups_the_second_must_only_occur() -> None:
    params = {"first": r"\bprivileged\b", "second": r"\bdo not forward\b", "ignore_case": True}
    assert quotes("text.conditional", "Privileged.", params=params) == ["Privileged"]
    assert quotes("text.conditional", "Privileged. Do not forward.", params=params) == []


HEADINGS = [
    ("sentence", "# Findings Of The Review\n", "Findings of the review"),
    ("sentence", "# 1.2 findings of the review\n", "Findings of the review"),
    ("sentence", "# Findings of the review\n", None),
    ("sentence", "# The role of Acme\n\nWe met Acme, and Acme left.\n", None),
    ("sentence", "# What the EU and NATO said in March\n", None),
    ("sentence", "# Claims: What we found\n", None),
    ("sentence", "# GOVERNING LAW\n", "Governing law"),
    ("sentence", "# Valuation report: 12 Harbour Row, Leeds\n", None),
    ("sentence", "# Valuation report of The roof\n", "Valuation report of the roof"),
    ("sentence", "# A second Review\n\nThe review is short.\n", "A second review"),
    ("title", "# Findings of the Review\n", None),
    ("title", "# Findings Of The Review\n", "Findings of the Review"),
    ("title", "# findings of the review\n", "Findings of the Review"),
    ("title", "# A Letter to the iPhone Team\n", None),
    ("title", "# Terms We Rely on\n", "Terms We Rely On"),
    ("title", "# The Life of Vincent van Gogh\n", None),
    ("upper", "# Findings\n", "FINDINGS"),
    ("lower", "# Findings here\n", "findings here"),
    ("$title", "# The first\n", "The First"),
]


@pytest.mark.parametrize(("form", "text", "wanted"), HEADINGS)
def test_headings_keep_their_form(form: str, text: str, wanted: str | None) -> None:
    assert [each.suggestion for each in run("text.capitalization", text, {"match": form})] == (
        [wanted] if wanted else []
    )


def test_headings_may_have_to_match_a_pattern_and_words_may_be_exempt() -> None:
    assert quotes("text.capitalization", "# Scope\n\n# 2 What\n", params={"match": "^S"}) == ["What"]
    params = {"match": "sentence", "exceptions": ["Kestrel Fund"]}
    assert quotes("text.capitalization", "# About the Kestrel Fund\n", params=params) == []


def test_chicago_keeps_long_prepositions_small_or_not() -> None:
    params = {"match": "title", "style": "Chicago"}
    assert quotes("text.capitalization", "# Rights between Them\n\n# Rights Between Them\n", params=params) == []
    assert quotes("text.capitalization", "# Rights From Them\n", params=params) == ["Rights From Them"]


@pytest.mark.parametrize(
    ("formula", "condition", "value"),
    [
        ("words / sentences", "> 4", "5"),
        ("words", ">= 10", "10"),
        ("characters + 0", "> 1", "44"),
        ("0.39 * (words / sentences)", "!= 0", "1.95"),
        ("headings - 1", "< 0", "-1"),
        ("words / sentences", "> 5", None),
        ("words / tables", "> 0", None),
    ],
)
def test_a_measure_is_exact(formula: str, condition: str, value: str | None) -> None:
    text = "The old roof leaked badly. Nobody had ever repaired it."
    found = run("text.metric", text, {"formula": formula, "condition": condition})
    assert [each.evidence["value"] for each in found] == ([value] if value else [])


@pytest.mark.parametrize(
    "params",
    [
        {"formula": "words +", "condition": "> 1"},
        {"formula": "nonsense", "condition": "> 1"},
        {"formula": "words", "condition": "1"},
        {"formula": "words", "condition": "> x"},
        {"formula": "words"},
    ],
)
def test_a_measure_that_cannot_be_computed_is_refused(params: dict[str, object]) -> None:
    assert refused("text.metric", params)


HEDGED = [
    ("It seems that the claim is late.", ["It seems"]),
    ("Perhaps. Probably!", ["Perhaps", "Probably"]),
    ("The loss was undoubtedly staged, and of course nobody paid.", ["undoubtedly", "of course"]),
    ("This will always be so.", ["will always"]),
    ("He kind of agreed.", ["kind of"]),
    ("Any kind of notice; that sort of loss; a different kind of roof.", []),
    ("The fee shall never exceed $5; the tenant may not always agree.", []),
    ("The witness said “I think it was perhaps the red car” on 3 May.", []),
    ("The clause is void. The insurer must pay.", []),
    ("Never mind the fee; it is almost never paid. The insured never reported the loss.", []),
    ("A tenant will never pay. A roof is always wet.", ["will never", "is always"]),
    ("The rights vest absolutely in the buyer, in the ordinary course of dealing, almost certainly.", []),
    ("He assigns absolutely. It is absolutely clear.", ["absolutely"]),
    ("out of course of performance", []),
    ("| Answer | % |\n|---|---:|\n| Yes, certainly | 11 |\n| Probably not | 34 |\n| Perhaps | 9 |\n\nText.", []),
    ("| No. | View |\n|---|---|\n| 1 | The clause is perhaps void in part. |\n\nText.", ["perhaps"]),
]


@pytest.mark.parametrize(("text", "expected"), HEDGED)
def test_hedges_and_absolutes_are_found_where_they_are_meant(text: str, expected: list[str]) -> None:
    assert quotes("text.hedging", text) == expected


def test_hedges_alone_can_be_asked_for() -> None:
    text = "Perhaps he undoubtedly did."
    assert quotes("text.hedging", text, params={"kinds": ["hedges"]}) == ["Perhaps"]
    assert [each.code for each in run("text.hedging", text)] == ["hedge", "absolute"]
    assert refused("text.hedging", {"kinds": ["guesses"]})


def test_phrases_in_facts_are_forbidden_and_counted_once() -> None:
    params = {"any": ["Acme", "case.names"]}
    facts = {"case": {"names": ["acme ltd", "Acme"]}}
    assert quotes("text.must_not_contain", "Acme Ltd and Acme.", params=params, facts=facts) == [
        "Acme Ltd",
        "Acme",
        "Acme",
    ]


def test_a_demand_may_be_for_headings_only() -> None:
    params = {"all": ["Findings"], "scope": "heading"}
    assert len(run("text.must_contain", "The findings stand.\n", params)) == 1
    assert run("text.must_contain", "# Findings\n", params) == ()


def test_every_example_of_a_rule_without_parameters_holds() -> None:
    for info in catalogue():
        if info.name in ("text.hedging", "text.placeholders", "text.repetition"):
            assert run(info.name, info.example_fires)
            assert not run(info.name, info.example_quiet)


EXAMPLES: dict[str, dict[str, object]] = {
    "text.existence": {"tokens": ["utilize"]},
    "text.substitution": {"swap": {"utilize": "use"}},
    "text.occurrence": {"raw": [","], "max": 3, "scope": "sentence"},
    "text.consistency": {"either": {"adviser": "advisor"}},
    "text.conditional": {"first": r"\b([A-Z]{3,})\b", "second": r"\(([A-Z]{3,})\)"},
    "text.capitalization": {"match": "sentence"},
    "text.metric": {"formula": "words / sentences", "condition": "> 8"},
    "text.must_contain": {"any": ["privileged and confidential"]},
    "text.must_not_contain": {"any": ["guaranteed to"]},
    "text.indicators": {"list": "fraud_indicators"},
}


@pytest.mark.parametrize(("name", "params"), EXAMPLES.items())
def test_the_example_of_the_catalogue_holds_with_the_parameters_it_names(name: str, params: dict[str, object]) -> None:
    info = next(info for info in catalogue() if info.name == name)
    # Where the example names parameters, the text begins behind the colon.
    fires, quiet = (
        each.split(": ", 1)[-1] if each.startswith("With ") else each
        for each in (info.example_fires, info.example_quiet)
    )
    assert run(name, fires, params)
    assert not run(name, quiet, params)


LETTERS = st.sampled_from(list("ab Aé\n.#|-’'\u0301保\u202f"))
WORDING = [(name, params) for name, params in EXAMPLES.items() if name != "text.indicators"]


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_no_text_breaks_a_rule(text: str) -> None:
    uses = [Use(name, params, id=name) for name, params in WORDING]
    uses.append(Use("text.existence", {"tokens": ["a", "a b", "é", "保"], "exceptions": ["b A"]}, id="letters"))
    uses.append(Use("text.repetition", {}, id="repetition"))
    document = parse_document(text, "text/markdown")
    result = run_checks(compile_checks(uses), document)
    assert not result.failed
    assert all(each.quote == document.text[each.start : each.end] for each in result.findings)


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from(list("ab ,.é’\n")), max_size=50),
    st.lists(st.sampled_from(["a", "b", "a b", "ab", "b a b", "a’b"]), min_size=1),
)
def test_a_rule_finds_alone_what_it_finds_among_others(text: str, phrases: list[str]) -> None:
    rules = [Use("text.existence", {"tokens": [phrase]}, id=f"r{at}") for at, phrase in enumerate(phrases)]
    together = run_checks(compile_checks(rules), parse_document(text)).findings
    for rule in rules:
        alone = run_checks(compile_checks([rule]), parse_document(text)).findings
        assert [each.to_dict() for each in alone] == [each.to_dict() for each in together if each.check == rule.id]
