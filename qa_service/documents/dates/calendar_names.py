"""Names of months and weekdays, in English and in the neighbouring languages, and what they stand for."""

from __future__ import annotations

from qa_service.documents.searching.word_sets import word_list

MONTH_NAME = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
"""The alternatives of a pattern for a month in English, in full or short."""
FULL_MONTH_NAME = "January|February|March|April|May|June|July|August|September|October|November|December"
"""The alternatives of a pattern for a month in English in full."""
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian, Polish, Czech.
OTHER_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar januari jänner janvier enero gennaio janeiro stycznia ledna",
            "februar februari feber février fevrier febrero febbraio fevereiro lutego února",
            "märz maerz mars marzo maart março marco marts marca března",
            "april avril abril aprile kwietnia dubna",
            "mai mayo maggio mei maio maj maja května",
            "juni juin junio giugno junho czerwca června",
            "juli juillet julio luglio julho lipca července",
            "august août aout agosto augustus augusti sierpnia srpna",
            "september septembre septiembre setiembre settembre setembro września září",
            "oktober octobre octubre ottobre outubro października října",
            "november novembre noviembre novembro listopada listopadu",
            "dezember décembre decembre diciembre dicembre dezembro december desember grudnia prosince",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ROMAN_MONTHS = {name: number for number, name in enumerate(word_list("I II III IV V VI VII VIII IX X XI XII"), start=1)}
# Monday is 0, as in `date.weekday`.
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag lundi lunes lunedì maandag måndag mandag segunda-feira",
            "tuesday tues tue dienstag mardi martes martedì dinsdag tisdag tirsdag terça-feira",
            "wednesday wed mittwoch mercredi miércoles mercoledì woensdag onsdag quarta-feira",
            "thursday thurs thur thu donnerstag jeudi jueves giovedì donderdag torsdag quinta-feira",
            "friday fri freitag vendredi viernes venerdì vrijdag fredag sexta-feira",
            "saturday sat samstag sonnabend samedi sábado sabato zaterdag lördag lørdag",
            "sunday sun sonntag dimanche domingo domenica zondag söndag søndag",
        )
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_of(printed: str) -> int:
    """Return the month's number; a name that is abbreviated is told by its beginning, and 0 means no month."""
    name = printed.casefold().rstrip(".")
    return MONTHS.get(name) or OTHER_MONTHS.get(name) or MONTHS.get(name[:3], 0)
