"""Paragraphs pasted a second time and edited here and there, and parallels that share a frame only."""

from __future__ import annotations

import pytest

EDITED = [
    (
        "The tank was emptied on 14 May 2025 and the sediment was weighed. We found 42 kg of sand and a few"
        " pieces of timber, but no trace of oil. The lining is worn near the inlet and should be renewed before"
        " winter.",
        "The tank had been emptied on 14 May 2025 and its sediment weighed. We found 42 kg of sand and some"
        " pieces of timber but no traces of oil. The lining is worn close to the inlet and ought to be renewed"
        " before the winter.",
    ),
    (
        "Our client denies that any notice was received. The address on the envelope is that of a shop which"
        " closed in 2019, and the postman's note says that nobody answered. In any case the notice was out of"
        " time by eleven days.",
        "Our client denies that notice was ever received. The address on the envelope is of a shop that closed in"
        " 2019, and the note of the postman says that nobody answered. In any event the notice was eleven days"
        " out of time.",
    ),
    (
        "The software will be handed over in three steps. The first holds the register and the search, the second"
        " the letters, and the third the statistics. Each step is tested by two members of your staff for ten"
        " working days before it is accepted.",
        "The software is to be handed over in three steps. The first holds the register and search, the second"
        " the letters and the third all of the statistics. Every step will be tested by two members of your staff"
        " for ten working days before acceptance.",
    ),
    (
        "Deliveries are made on weekdays between seven and four. The driver rings half an hour before he arrives."
        " Goods that are refused at the door are taken back at no charge, but a second trip costs €45.",
        "Deliveries take place on weekdays between seven and four. The driver will ring half an hour before"
        " arriving. Goods which are refused at the door are taken back free of charge, but a second trip costs"
        " €45.",
    ),
    (
        "The donor asked that the gift be used for instruments and not for fees. We have bought a harp and two"
        " cellos, and have lent them to pupils whose parents could not have paid for them. A report goes to the"
        " donor each January.",
        "The donor asked that the gift should be used for instruments, not for fees. We have bought one harp and"
        " two cellos and lent them to pupils whose parents could not have paid for these. A report is sent to the"
        " donor every January.",
    ),
    (
        "The bridge was closed to lorries after the inspection in May. Three of the bearings are seized and one"
        " of the joints lets water through to the beam below. Repair would take six weeks, during which a single"
        " lane could stay open.",
        "The bridge was closed to all lorries following the inspection in May. Three of its bearings have seized"
        " and one joint lets water through to the beam below. Repairs would take six weeks, during which one lane"
        " could stay open.",
    ),
    (
        "**Risk 4.** The supplier depends on one plant in Porto for the valve. A fire there would stop our line"
        " within eight days. A second source has been found, but it is not approved, and approval takes a year.",
        "**Risk 5.** The supplier depends on a single plant in Porto for the valve. A fire there would stop our"
        " line in eight days. A second source has been found but is not yet approved, and approval takes one"
        " year.",
    ),
    (
        "The well yields 3 litres a second in a dry summer. That is enough for the village but not for the new"
        " estate, which would need twice as much. A second well at the mill was tested in 2022 and gave water"
        " with too much iron.",
        "The well gives 3 litres per second in a dry summer. This is enough for the village but not for the new"
        " estate, which needs twice as much. A second well by the mill was tested in 2022 and yielded water that"
        " had too much iron.",
    ),
]
PARALLEL = [
    (
        "The first bidder offers a crew of nine and a start in May. Its price includes the removal of the old"
        " boiler and a service for two years. References from three schools were checked and were good.",
        "The second bidder offers a crew of six and a start in June. Its price includes the removal of the old"
        " pipes and a service for one year. References from two hospitals were checked and were mixed.",
    ),
    (
        "Patient A was treated with the tablet for six weeks and felt better after two. The rash went away in the"
        " third week and did not come back. No other drug was given, and the blood tests stayed normal.",
        "Patient B was treated with the cream for six weeks and felt better after four. The swelling went away in"
        " the fifth week and did not come back. No other drug was given, and the liver tests stayed normal.",
    ),
    (
        "Apples are picked by hand from late August and are kept in cold store at two degrees. The crop was sold"
        " to three buyers. The price was a little lower than in the year before because of imports.",
        "Pears are picked by hand from early September and are kept in cold store at one degree. The crop was"
        " sold to two buyers. The price was a little higher than in the year before because of the frost.",
    ),
    (
        "Members who pay by the month may leave at the end of any month. They tell the office by letter or e-mail"
        " ten days before. The card is to be handed in, and the deposit is paid back.",
        "Members who pay by the year may leave at the end of the year. They tell the office by letter or e-mail"
        " thirty days before. The card is to be handed in, and the rest of the fee is not paid back.",
    ),
    (
        "Claims for dental care are paid up to 80 % of the bill. Send the bill and the dentist's plan to us"
        " before the treatment begins. Crowns and bridges are covered after a waiting time of eight months.",
        "Claims for glasses are paid up to 60 % of the bill. Send the bill and the optician's test to us before"
        " the glasses are ordered. Lenses and frames are covered after a waiting time of three months.",
    ),
    (
        "Question 3 asked about the distance to the next shop. Most answered that they walk less than ten"
        " minutes. Older people gave longer times, and those with a car did not differ from those without.",
        "Question 4 asked about the distance to the next doctor. Most answered that they drive less than ten"
        " minutes. Older people gave shorter times, and those with a car did not differ from those without.",
    ),
    (
        "If you are under 26, you pay half of the fee. Bring a passport or a card that shows your date of birth."
        " The reduced fee ends with the month in which you turn 26.",
        "If you are over 65, you pay two thirds of the fee. Bring a passport or a card that shows your date of"
        " birth. The reduced fee begins with the month in which you turn 65.",
    ),
    (
        "Test 1 used water from the tap and ran for twelve hours. The filter held back most of the sand and half"
        " of the clay. Flow fell by a fifth and came back after rinsing.",
        "Test 2 used water from the river and ran for twelve hours. The filter held back all of the sand and most"
        " of the clay. Flow fell by a half and came back in part after rinsing.",
    ),
    (
        "Tenants of the ground floor may use the yard from eight in the morning until ten at night, keep it"
        " clean, and lock the gate when they leave it after dark or for the day.",
        "Tenants of the first floor may use the roof from eight in the morning until ten at night, keep it clean,"
        " and lock the door when they leave it after dark or for the day.",
    ),
    (
        "Members who join in the spring pay the full fee and receive the key, the rule book and a locker. The key"
        " is to be returned on leaving, and a lost key costs £15. The locker is emptied at the end of the season.",
        "Guests who come in the summer pay the daily fee and receive the key, the rule book and a locker. The key"
        " is to be returned on leaving, and a lost key costs £15. The locker is emptied at the end of the visit.",
    ),
    (
        "Option A keeps the present building and adds a floor. It needs no new land, but the school would have to"
        " move out for a year. The council would bear the cost, and the ministry would give a fifth of it.",
        "Option B leaves the present building and buys a new one. It needs no new land, but the school would have"
        " to move out for a month. The council would bear the cost, and the ministry would give a third of it.",
    ),
    (
        "The mother was heard on 4 June in the presence of her lawyer. She wishes the child to stay with her"
        " during the week and has no objection to contact at weekends. She asks for a decision before the school"
        " year.",
        "The father was heard on 5 June in the presence of his lawyer. He wishes the child to live with him"
        " during the week and has no objection to contact at weekends. He asks for a decision before the"
        " holidays.",
    ),
    (
        "Bar charts show how often each answer was given. The height of a bar is the share of all persons who"
        " chose it, and the number above it is the count. Missing answers are left out of the shares.",
        "Line charts show how often each answer was given over time. The height of a line is the share of all"
        " persons who chose it, and the number beside it is the count. Missing answers are left out of the"
        " shares.",
    ),
    (
        "**Sample 3.** The soil was dried for 2 days and burnt at 550 °C, and lost 14 g of 210 g. The rest was kept.",
        "**Sample 4.** The sand was dried for 3 days and burnt at 550 °C, and lost 2 g of 180 g. The rest was sold.",
    ),
    (
        "Pump 1. The pump ran for 72 hours at 4 to 15 °C and gave 41 litres a minute, with a sound of 38 dB at"
        " the fence.",
        "Pump 2. The pump ran for 72 hours at 3 to 12 °C and gave 40 litres a minute, with a sound of 37 dB at"
        " the fence.",
    ),
    (
        "Mr Hale joined the board in 2019, was a partner in a firm of accountants and chairs the audit committee."
        " He was present at all meetings, and his term ends at the next one.",
        "Ms Orr joined the board in 2021, was a partner in a firm of accountants and chairs the pay committee."
        " She was present at all meetings, and her term ends at the next one.",
    ),
]
NEXT = "What comes next is of another kind and has no words in common with it."


def _beside(pair: tuple[str, str]) -> str:
    return "\n\n".join([*pair, NEXT])


@pytest.mark.parametrize("pair", EDITED, ids=range(len(EDITED)))
def test_an_edited_copy_is_found_next_to_its_original(run, pair: tuple[str, str]) -> None:
    (found,) = run("structure.duplicates", _beside(pair)).findings
    assert found.quote[-30:] in pair[1]


@pytest.mark.parametrize("pair", PARALLEL, ids=range(len(PARALLEL)))
def test_neighbours_that_tell_of_another_matter_are_no_copies(run, pair: tuple[str, str]) -> None:
    assert run("structure.duplicates", _beside(pair), media_type="text/markdown").findings == ()


def test_a_numbered_head_defines_no_term(run) -> None:
    original, copy = EDITED[6]
    assert run("structure.duplicates", "\n\n".join([original, NEXT, copy]), media_type="text/markdown").findings


@pytest.mark.parametrize("pair", PARALLEL, ids=range(len(PARALLEL)))
def test_a_heading_between_neighbours_changes_nothing(run, pair: tuple[str, str]) -> None:
    text = f"## The first\n\n{pair[0]}\n\n## The second\n\n{pair[1]}\n"
    assert run("structure.duplicates", text, media_type="text/markdown").findings == ()


@pytest.mark.parametrize("pair", EDITED[:4], ids=range(4))
def test_an_edited_copy_is_found_below_a_heading_of_its_own(run, pair: tuple[str, str]) -> None:
    text = f"## The first\n\n{pair[0]}\n\n## The second\n\n{pair[1]}\n"
    assert run("structure.duplicates", text, media_type="text/markdown").findings


def test_a_source_may_be_quoted_twice(run) -> None:
    clause = (
        "We will not pay for loss of or damage to the interior of any building unless the building first sustains"
        " damage to its roof or walls through which the rain, snow, sleet, ice, sand or dust enters, and we will not"
        " pay for loss caused by wear"
    )
    bare, quoted = f"{clause}.\n\n{NEXT}\n\n{clause}.\n", f"\u201c{clause}.\u201d\n\n{NEXT}\n\n\u201c{clause}.\u201d\n"
    assert run("structure.duplicates", bare, media_type="text/markdown").findings
    assert run("structure.duplicates", quoted, media_type="text/markdown").findings == ()
