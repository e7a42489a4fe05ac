"""What is wrong with the answers of many sets: the first hundred problems, each with the row it is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.problems import MAX_PROBLEMS, bounded, refused_word
from qa_service.scoring.answer import AnswerError
from qa_service.scoring.answers import read_answer
from qa_service.scoring.batch_memo import Memo

Pointer = Callable[[int, str], str]


class Faults:
    """Problems as they are found. ``pointer(row, criterion)`` leads to an answer in the input."""

    def __init__(self, pointer: Pointer) -> None:
        self._pointer = pointer
        self._found: list[tuple[int, Problem]] = []
        self._more = 0

    def answers(self, name: str, memo: Memo, given: Sequence[object], rows: Sequence[int]) -> None:
        """Add the refused answers to one criterion: those in ``rows``, rising."""
        for row in rows[:MAX_PROBLEMS]:
            _, problems = read_answer(memo.criterion, memo.scale, given[row], self._pointer(row, name))
            self._found += [(row, problem) for problem in problems]
        self._more += max(0, len(rows) - MAX_PROBLEMS)

    def no_mapping(self, row: int) -> Mapping[str, object]:
        """Add a set that is no mapping; return an empty one to go on with."""
        message = "A set of answers is a mapping from criteria to answers."
        self._add(row, Problem(pointer_to("/answers", row), "wrong_type", message))
        return {}

    def stranger(self, row: int, name: str, pointer: str, known: Mapping[str, object]) -> None:
        """Add a criterion that the rubric does not have."""
        message = f'The rubric has no criterion "{name}".'
        self._add(row, refused_word(pointer, "unknown_criterion", message, name, known))

    def _add(self, row: int, problem: Problem) -> None:
        if len(self._found) < MAX_PROBLEMS:
            self._found.append((row, problem))
        else:
            self._more += 1

    def raise_any(self) -> None:
        """Raise AnswerError when anything was found: by rising row, at most a hundred and how many there are more."""
        if self._found:
            ordered = sorted(self._found, key=lambda one: one[0])
            raise AnswerError(bounded([problem for _, problem in ordered], self._more))
