"""Following the instructions of a PDF page: where each stretch of text stands, and what lies under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.pdf.fonts import PdfFont, mapping, number, resolved, sequence
from qa_service.documents.formats.pdf.tokens import PATH, Budget, Operand, operations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_STATES: Final = 500
MAX_FORMS: Final = 50
MAX_PAINTS: Final = 5_000
PALE: Final = 0.96
BLANK: Final = 0.17
PAINTS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
FONT_MISSING: Final = PdfFont(texts={code: chr(code) for code in range(32, 127)})


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text on a baseline, in points; ``turn`` is its direction in quarters of a circle, -1 if oblique."""

    text: str
    x: float
    y: float
    end: float
    size: float
    turn: int = 0
    heavy: bool = False
    pale: bool = False
    unpainted: bool = False
    order: int = 0


@dataclass(slots=True)
class Picture:
    """An image as drawn: its dictionary, and its width on paper in points."""

    source: Mapping[str, Any]
    width: float
    height: float


@dataclass(slots=True)
class State:
    """The graphics state, as far as text depends on it."""

    matrix: Matrix = IDENTITY
    font: PdfFont = field(default_factory=lambda: FONT_MISSING)
    size: float = 1.0
    gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    pale: bool = False


@dataclass(slots=True)
class Canvas:
    """What a page shows: text, painted areas (left, bottom, right, top), pictures and text of layers switched off."""

    fragments: list[Fragment] = field(default_factory=list)
    areas: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    switched_off: list[str] = field(default_factory=list)
    everywhere: bool = False


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the product of two transformations, the first applied first."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


class Interpreter:
    """Runs content streams and their forms onto a canvas."""

    def __init__(
        self,
        budget: Budget,
        font_of: Callable[[Any], PdfFont],
        stream_data: Callable[[Any], bytes],
        is_off: Callable[[Any], bool],
    ) -> None:
        self._budget, self._font_of, self._stream_data, self._is_off = budget, font_of, stream_data, is_off
        self.canvas = Canvas()
        self._state = State()
        self._saved: list[State] = []
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._path: list[tuple[bytes, int, int] | tuple[float, float, float, float]] = []
        self._marks: list[bool] = []
        self._off = 0
        self._forms: list[int] = []

    def run(self, data: bytes, resources: Mapping[str, Any]) -> None:
        """Follow a stream."""
        saved = len(self._saved)
        for operator, operands, start, end in operations(data, self._budget):
            if operator == PATH:
                if len(self._path) < 100:
                    self._path.append((data, start, end))
                continue
            handler = HANDLERS.get(operator)
            if handler is not None:
                try:
                    handler(self, operands, resources)
                except (IndexError, TypeError, ValueError, OverflowError):
                    # Operands that an operator cannot have leave the state as it was.
                    continue
        del self._saved[saved:]

    # State

    def save(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator q."""
        if len(self._saved) < MAX_STATES:
            self._saved.append(replace(self._state))

    def restore(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Q."""
        if self._saved:
            self._state = self._saved.pop()

    def transform(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator cm."""
        self._state.matrix = times(_matrix(operands), self._state.matrix)

    def set_extended(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator gs: a font may be set there too."""
        extended = mapping(mapping(resources.get("/ExtGState")).get(str(operands[0])))
        font = sequence(extended.get("/Font"))
        if len(font) == 2:
            self._state.font, self._state.size = self._font_of(font[0]), number(font[1]) or 1.0

    def set_fill(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operators g, rg, k, sc and scn."""
        values = [value for value in operands if isinstance(value, float)]
        if len(values) == 4:
            self._state.pale = sum(values) < 1 - PALE
        else:
            self._state.pale = bool(values) and min(values) >= PALE and len(values) == len(operands)

    def set_space(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator cs: the first colour of every space is black."""
        self._state.pale = False

    # Paths

    def rectangle(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator re."""
        x, y, width, height = map(_float, operands[:4])
        if len(self._path) < 100:
            self._path.append((x, y, x + width, y + height))

    def paint(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operators that fill."""
        if not self._state.pale and len(self.canvas.areas) < MAX_PAINTS:
            self.canvas.areas += [self._box(_corners(part)) for part in self._path]
        self._path.clear()

    def end_path(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operators that only stroke or clip."""
        self._path.clear()

    def shade(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator sh: its extent is that of the clip, which is not followed."""
        self.canvas.everywhere = True

    def _box(self, corners: list[tuple[float, float]]) -> tuple[float, float, float, float]:
        a, b, c, d, e, f = self._state.matrix
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)

    # Text

    def begin_text(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator BT."""
        self._text = self._line = IDENTITY

    def set_font(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator Tf."""
        found = mapping(resources.get("/Font")).get(str(operands[0]))
        self._state.font = FONT_MISSING if found is None else self._font_of(found)
        self._state.size = _float(operands[1])

    def set_gap(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tc."""
        self._state.gap = _float(operands[0])

    def set_word_gap(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tw."""
        self._state.word_gap = _float(operands[0])

    def set_stretch(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tz."""
        self._state.stretch = _float(operands[0]) / 100

    def set_leading(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator TL."""
        self._state.leading = _float(operands[0])

    def set_rise(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Ts."""
        self._state.rise = _float(operands[0])

    def set_mode(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tr."""
        self._state.mode = int(_float(operands[0]))

    def move(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Td."""
        self._line = times((1.0, 0.0, 0.0, 1.0, _float(operands[0]), _float(operands[1])), self._line)
        self._text = self._line

    def move_and_lead(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator TD."""
        self._state.leading = -_float(operands[1])
        self.move(operands, resources)

    def place(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tm."""
        self._text = self._line = _matrix(operands)

    def next_line(self, _operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator T*."""
        self.move([0.0, -self._state.leading], resources)

    def show(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator Tj."""
        self._show(operands[:1])

    def show_on_next_line(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator '."""
        self.next_line(operands, resources)
        self._show(operands[:1])

    def show_spaced(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator \"."""
        self._state.word_gap, self._state.gap = _float(operands[0]), _float(operands[1])
        self.show_on_next_line(operands[2:], resources)

    def show_adjusted(self, operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator TJ."""
        parts = operands[0]
        if isinstance(parts, list):
            self._show(parts)

    def _show(self, parts: list[Operand]) -> None:
        state, text = self._state, []
        start = at = 0.0
        scale = state.size / 1000
        for part in parts:
            if isinstance(part, bytes):
                shown = state.font.show(part)
                text.append(shown.text)
                at += (shown.width * scale + shown.codes * state.gap + shown.blanks * state.word_gap) * state.stretch
            elif isinstance(part, float):
                step = -part * scale * state.stretch
                if step > 1.5 * abs(state.size) and text:
                    self._put("".join(text), start, at)
                    text, start = [], at + step
                elif step > BLANK * abs(state.size) and text and not text[-1].endswith(" "):
                    text.append(" ")
                at += step
        self._put("".join(text), start, at)
        self._text = times((1.0, 0.0, 0.0, 1.0, at, 0.0), self._text)

    def _put(self, text: str, start: float, end: float) -> None:
        if not text:
            return
        if self._off:
            self.canvas.switched_off.append(text)
            return
        a, b, c, d, e, f = times(self._text, self._state.matrix)
        rise = self._state.rise
        x, y = a * start + c * rise + e, b * start + d * rise + f
        width = end - start
        size = abs(self._state.size) * (c * c + d * d) ** 0.5
        turn = _turn(a, b)
        if turn in (1, 3):
            x, y = (y, -x) if turn == 1 else (-y, x)
        elif turn == 2:
            x, y = -x, -y
        length = abs(width) * (a * a + b * b) ** 0.5
        self.canvas.fragments.append(
            Fragment(
                text, x, y, x + length, size, turn, self._state.font.heavy, self._state.pale,
                self._state.mode in (3, 7), len(self.canvas.fragments),
            )
        )  # fmt: skip

    # Forms, pictures and layers

    def draw(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operator Do."""
        source = mapping(mapping(resources.get("/XObject")).get(str(operands[0])))
        if not source or self._is_off(source.get("/OC")):
            return
        if resolved(source.get("/Subtype")) == "/Image":
            self._draw_picture(source)
        elif resolved(source.get("/Subtype")) == "/Form" and id(source) not in self._forms:
            self.draw_form(source, resources)

    def _draw_picture(self, source: Mapping[str, Any]) -> None:
        a, b, c, d, _, _ = self._state.matrix
        width, height = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        if len(self.canvas.pictures) < MAX_PAINTS:
            self.canvas.pictures.append(Picture(source, width, height))
            self.canvas.areas.append(self._box([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]))

    def draw_form(self, source: Mapping[str, Any], resources: Mapping[str, Any]) -> None:
        """Follow the stream of a form; one that draws itself is followed once."""
        if len(self._forms) == MAX_FORMS:
            raise DocumentError("too_deep", f"The forms of the PDF are nested deeper than {MAX_FORMS} levels.")
        self._budget.spend(50)
        kept, text, line, path = replace(self._state), self._text, self._line, self._path
        self._path = []
        matrix = [number(part) or 0.0 for part in sequence(source.get("/Matrix"))]
        if len(matrix) == 6:
            self._state.matrix = times(_matrix(list(matrix)), self._state.matrix)
        self._forms.append(id(source))
        own = mapping(source.get("/Resources"))
        self.run(self._stream_data(source), own or resources)
        self._forms.pop()
        self._state, self._text, self._line, self._path = kept, text, line, path

    def begin_marked(self, operands: list[Operand], resources: Mapping[str, Any]) -> None:
        """Operators BMC and BDC: a layer may be switched off."""
        layer = None
        if len(operands) > 1 and operands[0] == "/OC" and isinstance(operands[1], str):
            layer = mapping(resources.get("/Properties")).get(operands[1])
        off = layer is not None and self._is_off(layer)
        if len(self._marks) < MAX_STATES:
            self._marks.append(off)
            self._off += off

    def end_marked(self, _operands: list[Operand], _resources: Mapping[str, Any]) -> None:
        """Operator EMC."""
        if self._marks:
            self._off -= self._marks.pop()


def _float(value: Operand) -> float:
    if not isinstance(value, float):
        raise TypeError("a number is expected")
    return max(min(value, 1e7), -1e7)


def _matrix(operands: list[Operand]) -> Matrix:
    a, b, c, d, e, f = map(_float, operands[:6])
    return a, b, c, d, e, f


def _turn(a: float, b: float) -> int:
    if abs(b) < 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) < 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


def _corners(part: tuple[bytes, int, int] | tuple[float, float, float, float]) -> list[tuple[float, float]]:
    if len(part) == 4:
        left, bottom, right, top = part
        return [(left, bottom), (right, bottom), (left, top), (right, top)]
    data, start, end = part
    numbers = []
    for word in data[start:end][:10_000].split():
        try:
            numbers.append(max(min(float(word), 1e7), -1e7))
        except ValueError:
            continue
    return list(zip(numbers[0::2], numbers[1::2], strict=False))


Handler = Callable[[Interpreter, list[Operand], Mapping[str, Any]], None]
HANDLERS: Final[Mapping[str, Handler]] = {
    "q": Interpreter.save, "Q": Interpreter.restore, "cm": Interpreter.transform, "gs": Interpreter.set_extended,
    "g": Interpreter.set_fill, "rg": Interpreter.set_fill, "k": Interpreter.set_fill, "sc": Interpreter.set_fill,
    "scn": Interpreter.set_fill, "cs": Interpreter.set_space, "re": Interpreter.rectangle, "sh": Interpreter.shade,
    **dict.fromkeys(PAINTS, Interpreter.paint), **dict.fromkeys(("S", "s", "n"), Interpreter.end_path),
    "BT": Interpreter.begin_text, "Tf": Interpreter.set_font, "Tc": Interpreter.set_gap,
    "Tw": Interpreter.set_word_gap, "Tz": Interpreter.set_stretch, "TL": Interpreter.set_leading,
    "Ts": Interpreter.set_rise, "Tr": Interpreter.set_mode, "Td": Interpreter.move, "TD": Interpreter.move_and_lead,
    "Tm": Interpreter.place, "T*": Interpreter.next_line, "Tj": Interpreter.show, "'": Interpreter.show_on_next_line,
    '"': Interpreter.show_spaced, "TJ": Interpreter.show_adjusted, "Do": Interpreter.draw,
    "BMC": Interpreter.begin_marked, "BDC": Interpreter.begin_marked, "EMC": Interpreter.end_marked,
}  # fmt: skip
