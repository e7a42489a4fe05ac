// The page of one deliverable: findings, evidence, the rubric form. Everything here also works, plainer, without it.

import { Autosave } from './autosave.js';
import * as evidence from './evidence.js';
import * as findings from './findings.js';
import { Keys } from './keys.js';
import { addError, clear } from './questions.js';
import { fitPanel, splitter } from './splitter.js';

const form = document.getElementById('sheet');
const check = (question, value) => {
  const radio = question.querySelector(`input[type=radio][value="${value}"]`);
  if (radio) radio.checked = true;
};

const count = () => {
  const asked = [...form.querySelectorAll('.question:not(:disabled)')];
  const answered = asked.filter((question) => question.querySelector('input[type=radio]:checked') || question.querySelector('.number input')?.value);
  document.getElementById('answered').textContent = answered.length;
  document.getElementById('asked').textContent = asked.length;
  const bar = document.getElementById('bar');
  bar.max = asked.length;
  bar.value = answered.length;
};

const startForm = () => {
  const autosave = new Autosave(form);
  const touched = () => {
    count();
    autosave.changed();
  };
  new Keys(form, touched);
  form.addEventListener('input', (event) => {
    const question = event.target.closest('.question');
    if (event.target.name?.startsWith('error.')) check(question, 'value');
    // A number and a non-answer exclude each other.
    if (event.target.name?.startsWith('number.')) {
      for (const radio of question.querySelectorAll('input[type=radio]')) radio.checked = false;
    } else if (event.target.type === 'radio' && question.querySelector('.number input')) {
      question.querySelector('.number input').value = '';
    }
    touched();
  });
  form.addEventListener('counted', count);
  form.addEventListener('submit', () => { form.dataset.sending = '1'; });
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    const question = button?.closest('.question');
    if (!question) return;
    if (button.matches('[data-add]')) addError(question);
    else if (button.matches('[data-remove]')) button.closest('.error-row').remove();
    else if (button.matches('[data-clear]')) clear(question);
    else if (button.matches('[data-evidence]')) evidence.addEvidence(question);
    if (!button.matches('[data-add]')) touched();
  });
  document.getElementById('problems')?.focus();
};

document.documentElement.classList.add('scripted');
evidence.start();
findings.start();
splitter();
fitPanel();
if (form) startForm();
