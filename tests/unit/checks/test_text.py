"""Wording: placeholders and what only looks like one, demanded and refused phrases, patterns."""

from __future__ import annotations

import time

import pytest

from qa_service.checks import CheckError

LEFT_OVER = """TBD|TBC|t.b.c.|[insert name]|[Insert Date]|[DATE]|[Name of Party]|[CLIENT NAME]|[your name]|[●]|[•]|[ ● ]
[*]|[?]|[XX]|$[ ]|[__]|[                ]|____ days|______ dollars|20__|{{client_name}}|<<name>>
<client name>|<DATE>|«Name»
{CLIENT_NAME}|${amount}|*|NAME|*|XX/XX/XXXX|DD/MM/YYYY|20XX|XX%|XX days|$X,XXX|xxx|XXXX|???|#REF!|#DIV/0!
Error! Reference source not found.|lorem ipsum dolor|Name of client here|insert name here|INSERT DATE|[NTD: confirm]
[Client to confirm]|[to be confirmed]|[Buyer/Seller]|[delete as applicable]|[amount in words]|[claim no.]|(insert date)
Click here to enter text.|[Party 1]|[address line 1]|[XYZ Ltd]|(TBC)|FIXME|[if applicable]|Note to draft: check"""
LAWFUL = """[1]|[12, 15]|[2019]|[2014] EWCA Civ 12|[sic]|[emphasis added]|“[t]he claim”|[...]|[…]|[Smith 2019]
[^1]|[link](https://example.org/a)|[Exhibit A]|[citation omitted]|[Signature page follows]|[the Company]|[h]e said
Chapter XXX
XXX-XX-1234|XXXX-XXXX-XXXX-4321|List<String>|a < b and c > d|<https://example.org>|<br>|<b>bold</b>|x[i]|f(x) = {a, b}
{"a": 1}|the format DD/MM/YYYY|damages to be determined at trial|TBC Bank
some_snake_case|A • B • C|[Dkt. 45]|[***]
[redacted]|[name withheld]|really??|etc... and so on|[Table 1]
[paragraph 14]|[note 3]|[EMPHASIS ADDED]|[Plaintiff]|[his]
“[Company] shall pay the fee to us”|[law on international matters]|`[insert name]`|[USD]|day of ___August___|[p. 12]"""


def items(block: str) -> list[str]:
    return [item for line in block.splitlines() for item in line.replace("*|NAME|*", "*¦NAME¦*").split("|")]


@pytest.mark.parametrize("form", items(LEFT_OVER))
def test_a_placeholder_is_found(run, form: str) -> None:
    form = form.replace("¦", "|")
    text = f"The fee is {form} under the agreement."
    findings = run("text.placeholders", text).findings
    assert any(finding.start < text.index(form) + len(form) and finding.end > 11 for finding in findings)


@pytest.mark.parametrize("form", items(LAWFUL))
def test_a_look_alike_is_left_alone(run, form: str) -> None:
    assert run("text.placeholders", f"The fee is {form} under the agreement.").findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] open\n- [x] closed\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "By: ________\nName: _______\nTitle: ______\n",
        "________________\nSignature\n",
        "Introduction ........ 5\nBody ............... 7\n",
        "See [the report][a].\n\n[a]: https://example.org/report\n",
        "A <name>field</name> of XML.\n",
    ],
)
def test_markup_and_lines_to_sign_on_are_left_alone(run, text: str) -> None:
    assert run("text.placeholders", text).findings == ()


def test_code_may_hold_merge_fields(run) -> None:
    text = "Text.\n\n```\nHello {{ name }}\n```\n"
    assert run("text.placeholders", text, media_type="text/markdown").findings == ()


def test_an_allowed_placeholder_may_stand(run) -> None:
    assert run("text.placeholders", "The fee is TBD.", {"allow": ["tbd"]}).findings == ()


def test_a_deferred_value_is_found_after_a_colon_only(run) -> None:
    assert run("text.placeholders", "Start date: to be confirmed\n").findings
    assert not run("text.placeholders", "The date is to be confirmed by the court.").findings


def test_must_contain_folds_case_blanks_and_quotes(run) -> None:
    params = {"any": ["Client’s privileged memo"]}
    assert not run("text.must_contain", "the CLIENT'S\n privileged memo", params).findings
    finding = run("text.must_contain", "a clients privileged memo", params).findings[0]
    assert (finding.start, finding.end, finding.quote) == (0, 0, "")


def test_must_contain_reads_facts_and_lists(run) -> None:
    params = {"any_of_each": ["policy.provisions", ["right to appeal", "department of insurance"]]}
    facts = {"policy": {"provisions": ["Section I-4", "Exclusion 2"]}}
    assert not run("text.must_contain", "Under Exclusion 2 you have a right to appeal.", params, facts).findings
    assert len(run("text.must_contain", "No.", params, facts).findings) == 2
    assert run("text.must_contain", "No.", params).skipped == {"under_test": "fact policy.provisions is missing"}


def test_all_phrases_are_demanded_one_by_one(run) -> None:
    findings = run("text.must_contain", "alpha", {"all": ["alpha", "beta", "gamma"]}).findings
    assert [finding.evidence["wanted"] for finding in findings] == [["beta"], ["gamma"]]


@pytest.mark.parametrize("params", [{}, {"any": []}, {"any_of_each": [[]]}, {"any_of_each": [3]}, {"any": ["  "]}])
def test_empty_demands_are_refused(run, params: dict[str, object]) -> None:
    with pytest.raises(CheckError):
        run("text.must_contain", "x", params)


def test_forbidden_phrases_are_whole_words(run) -> None:
    findings = run("text.must_not_contain", "A guarantee is no guarantees; Guarantee!", {"any": ["guarantee"]}).findings
    assert [finding.quote for finding in findings] == ["guarantee", "Guarantee"]
    assert not run("text.must_not_contain", "Cafés", {"any": ["caf"]}).findings


def test_indicators_count_hits_of_a_named_list(run) -> None:
    text = "There were no signs of forced entry and he was eager to settle."
    result = run("text.indicators", text, {"list": "fraud_indicators"})
    assert result.facts["under_test"] == {"hits": 2}
    assert {finding.severity for finding in result.findings} == {"neutral"}
    assert run("text.indicators", text, {"list": ["forced entry"]}).facts["under_test"] == {"hits": 1}


@pytest.mark.parametrize("value", ["unknown_list", [], 3, [""]])
def test_an_unknown_list_is_refused(run, value: object) -> None:
    with pytest.raises(CheckError):
        run("text.indicators", "x", {"list": value})


def test_existence_takes_tokens_and_patterns(run) -> None:
    params = {"tokens": ["utilize"], "raw": [r"\bvery \w+"], "message": "Not {}."}
    findings = run("text.existence", "We utilize very big words.", params).findings
    assert [(finding.quote, finding.message) for finding in findings] == [
        ("utilize", "Not utilize."),
        ("very big", "Not very big."),
    ]


def test_a_pattern_that_is_not_linear_is_refused_with_the_reason(run) -> None:
    with pytest.raises(CheckError) as refused:
        run("text.existence", "x", {"raw": [r"(a)\1"]})
    assert "linear time" in refused.value.problems[0].message


def test_a_pattern_that_ruins_other_engines_takes_no_time(run) -> None:
    start = time.perf_counter()
    run("text.existence", "a" * 50_000 + "!", {"raw": ["(a+)+$"]})
    assert time.perf_counter() - start < 5


def test_offsets_count_code_points(run) -> None:
    text = "Ünïcödé 😀 “quotes” and utilize."
    finding = run("text.existence", text, {"raw": ["utilize"]}).findings[0]
    assert text[finding.start : finding.end] == "utilize"


def test_substitution_proposes_the_house_word(run) -> None:
    finding = run("text.substitution", "We  UTILISE it; use it.", {"swap": {"utilise": "use"}}).findings[0]
    assert (finding.quote, finding.suggestion) == ("UTILISE", "use")


def test_hedges_can_be_added_and_allowed(run) -> None:
    text = "Perhaps. Maybe so, probably."
    params = {"extra": ["maybe"], "allow": ["probably"]}
    assert [finding.quote for finding in run("text.hedging", text, params).findings] == ["Perhaps", "Maybe"]
