"""The file itself: what it hides from its reader, and properties that were not agreed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from benchmarks.checks_seeding.mechanism import Form, Seed, Seeding, Trial, both
from qa_service.documents import Document, parse_document

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Signs that a text needs, and signs that turn it over, part its words or spell what nobody sees.
LAWFUL = (
    "The family \N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL} signs the list.",
    "The word שלום\u200f stands on the sign.",
    "The mark ❤\ufe0f stands on the list.",
    "The goods are soft\u00adware and a naïve résumé.",
    "The Persian word می\u200cخواهم stands on the sign.",
)
UNSEEN = (
    "The sum goes to ac⟦count\u200b⟧ 4711 of the first party.",
    "The sum goes to ⟦ac\u200bcount⟧ 4711.",
    "The sum goes to ⟦account\u2060ant⟧ Reed.",
    "The sum of ⟦\u202e0054\u202c⟧ is due.",
    "The ⟦\u2066party\u2069⟧ signs the list.",
    "The ⟦list\U000e0070\U000e0061\U000e0079⟧ is kept.",
    "The ⟦par\u200dty⟧ signs the list.",
    "The ⟦\ufeffparty⟧ signs the list.",
)
GERMAN = (
    "Der Mieter zahlt die Miete im Voraus bis zum dritten Werktag eines jeden Monats.",
    "Die Parteien halten den Inhalt dieses Vertrages geheim und geben ihn nicht an Dritte weiter.",
    "Änderungen dieses Vertrages bedürfen der Schriftform, auch wenn sie nur einen Teil betreffen.",
)
FRENCH = (
    "Le locataire paie le loyer d’avance avant le troisième jour ouvrable de chaque mois.",
    "Les parties gardent secret le contenu du présent contrat et ne le communiquent pas à des tiers.",
    "Toute modification du présent contrat doit être faite par écrit, même si elle est partielle.",
)
PARAGRAPHS = 12


def invisible(seeding: Seeding) -> Trial:
    """Put signs in that nobody sees; the right sentence has such signs where its script needs them."""
    return seeding.sentences((seeding.chance.choice(LAWFUL), seeding.chance.choice(UNSEEN)))


def hidden_in_word(seeding: Seeding) -> Trial:
    """Hide text in a Word file of the contract, or leave a comment or a tracked change in it."""
    name = seeding.chance.choice(sorted(HIDINGS))
    hide, says = HIDINGS[name]
    at = seeding.chance.randrange(PARAGRAPHS)
    forms = both(lambda change: Form(_word(seeding.contract.text, at, change)), _in_bold, hide)
    return Trial({}, *forms, None, says)


def _word(text: str, at: int, change: Callable[[Any, Paragraph], None]) -> Document:
    """Return the first paragraphs of a text as a Word file, one of them changed."""
    import docx

    made = docx.Document()
    lines = [line for line in text.split("\n") if line.strip()][:PARAGRAPHS]
    paragraphs = [made.add_paragraph(_writable(line)) for line in lines]
    change(made, paragraphs[at % len(paragraphs)])
    return _saved(made)


def _writable(line: str) -> str:
    return "".join(sign for sign in line if sign.isprintable())


def _saved(made: Any) -> Document:
    file = BytesIO()
    made.save(file)
    return parse_document(file.getvalue(), DOCX)


def _in_bold(_: Any, paragraph: Paragraph) -> None:
    paragraph.add_run(" The list is kept.").bold = True


def _vanished(_: Any, paragraph: Paragraph) -> None:
    paragraph.add_run(" The true price is 900.").font.hidden = True


def _white(_: Any, paragraph: Paragraph) -> None:
    from docx.shared import RGBColor

    paragraph.add_run(" The true price is 900.").font.color.rgb = RGBColor(255, 255, 255)


def _tiny(_: Any, paragraph: Paragraph) -> None:
    from docx.shared import Pt

    paragraph.add_run(" The true price is 900.").font.size = Pt(1)


def _commented(made: Any, paragraph: Paragraph) -> None:
    made.add_comment(paragraph.add_run(" The list is kept."), text="Is this so?", author="A. Reader")


def _tracked(tag: str) -> Callable[[Any, Paragraph], None]:
    def change(_: Any, paragraph: Paragraph) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        run = paragraph.add_run(" Clause struck out in the talks.")._r
        if tag == "w:del":
            run.find(qn("w:t")).tag = qn("w:delText")
        around = OxmlElement(tag, attrs={qn("w:id"): "7", qn("w:author"): "A. Reader"})
        run.addprevious(around)
        around.append(run)

    return change


HIDINGS: dict[str, tuple[Callable[[Any, Paragraph], None], str]] = {
    "vanished": (_vanished, "idden text"),
    "white": (_white, "cannot be seen"),
    "tiny": (_tiny, "cannot be seen"),
    "comment": (_commented, "comment"),
    "inserted": (_tracked("w:ins"), "tracked insertion"),
    "deleted": (_tracked("w:del"), "tracked changes"),
}


def properties(seeding: Seeding) -> Trial:
    """Hand in a text in another language, a file of another type, or one that names its author."""
    return seeding.chance.choice((_language, _language, _type, _author))(seeding)


def _language(seeding: Seeding) -> Trial:
    own = seeding.contract.text
    foreign = "\n".join(seeding.chance.choice((GERMAN, FRENCH)))
    forms = both(lambda text: Form(parse_document(text)), f"{own}\n{foreign[:80]}", foreign)
    return Trial({"languages": ["en"]}, *forms, None)


def _type(seeding: Seeding) -> Trial:
    wanted, other = seeding.chance.sample(("text/plain", "text/markdown"), 2)
    forms = both(lambda kind: Form(parse_document(seeding.contract.text, kind)), wanted, other)
    return Trial({"media_types": [wanted, "docx"]}, *forms, None)


def _author(seeding: Seeding) -> Trial:
    def named(author: str) -> Callable[[Any, Paragraph], None]:
        return lambda made, _: setattr(made.core_properties, "author", author)

    names, params = seeding.chance.choice(
        (
            (("", "A. Reader"), {"no_author": True}),
            (("Harbour Office", "A. Reader"), {"authors": ["Harbour Office"]}),
            (("Harbour Office", "A. Reader"), {"forbidden_authors": ["Reader"]}),
        )
    )
    forms = both(lambda name: Form(_word(seeding.contract.text, 0, named(name))), *names)
    return Trial(params, *forms, None)


SEEDS = (
    Seed("invisible_signs", "file.hidden_content", invisible),
    Seed("hidden_in_word_file", "file.hidden_content", hidden_in_word),
    Seed("property_not_agreed", "file.properties", properties),
)
