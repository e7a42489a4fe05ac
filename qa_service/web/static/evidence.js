// Evidence: the selected passage goes to a criterion; unticking it takes it away.

import { paint, selectedPassage, show, spanOf } from './text.js';

let kept = null;

const passageItem = (criterion, passage) => {
  const item = document.createElement('li');
  const label = document.createElement('label');
  const box = document.createElement('input');
  const quote = document.createElement('q');
  box.type = 'checkbox';
  box.name = `span.${criterion}`;
  box.value = `${passage.start}-${passage.end}`;
  box.checked = true;
  quote.textContent = passage.text;
  label.append(box, ' ', quote);
  item.append(label);
  return item;
};

/** Add the selection to a criterion; false when nothing is selected or it has the passage already. */
export const addEvidence = (question) => {
  const list = question.querySelector('[data-passages]');
  const passage = selectedPassage() ?? kept;
  if (!passage || !question.querySelector('[data-evidence]')) return false;
  const value = `${passage.start}-${passage.end}`;
  const there = list.querySelector(`input[value="${value}"]`);
  if (there) there.checked = true;
  else list.append(passageItem(question.dataset.criterion, passage));
  kept = null;
  getSelection().removeAllRanges();
  repaint();
  return true;
};

export const repaint = () => {
  const boxes = document.querySelectorAll('[data-passages] input:checked');
  const locked = document.querySelectorAll('q[data-span]');
  paint('evidence', [...[...boxes].map((box) => spanOf(box.value)), ...[...locked].map((q) => spanOf(q.dataset.span))]);
};

export const start = () => {
  // A click into the form drops the selection in some browsers: the last one is remembered.
  document.addEventListener('selectionchange', () => {
    const passage = selectedPassage();
    if (passage) kept = passage;
  });
  document.addEventListener('click', (event) => {
    const quote = event.target.closest('q[data-span]');
    if (quote) show(spanOf(quote.dataset.span));
  });
  document.addEventListener('change', (event) => {
    if (event.target.name?.startsWith('span.')) repaint();
  });
  repaint();
};
