// The try-it form: every change is scored by the server, and the new arithmetic and states put in place.

import { addError, clear } from './questions.js';

const form = document.getElementById('try');
const panel = document.getElementById('arithmetic');
let waiting = 0;
let latest = 0;

const refresh = async () => {
  latest += 1;
  const mine = latest;
  let answer = null;
  let text = '';
  try {
    answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'text/html' } });
    text = await answer.text();
  } catch {
    answer = null;
  }
  if (mine !== latest) return;
  if (!answer?.ok || answer.redirected) {
    const note = document.createElement('p');
    note.className = 'notice bad';
    note.textContent = answer?.redirected ? 'You are signed out.' : 'This could not be scored just now. What stood here is out of date.';
    panel.replaceChildren(note);
    return;
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  panel.replaceChildren(...page.getElementById('arithmetic').childNodes);
  for (const question of form.querySelectorAll('.question[data-criterion]')) {
    const fresh = page.getElementById(question.id);
    question.className = fresh.className;
    for (const part of ['.why', '.problems']) {
      const old = question.querySelector(part);
      const now = fresh.querySelector(part);
      if (old && now) old.replaceWith(now);
      else if (old) old.remove();
      else if (now) question.querySelector('legend').after(now);
    }
  }
};

const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 150);
};

document.documentElement.classList.add('scripted');
form.addEventListener('input', (event) => {
  const question = event.target.closest('.question[data-criterion]');
  if (question) {
    if (event.target.name.startsWith('error.')) question.querySelector('input[type=radio][value="value"]').checked = true;
    const number = question.querySelector('.number input');
    if (event.target === number) for (const radio of question.querySelectorAll('input[type=radio]')) radio.checked = false;
    else if (number && event.target.type === 'radio') number.value = '';
  }
  later();
});
form.addEventListener('click', (event) => {
  const button = event.target.closest('button[type=button]');
  if (!button) return;
  const question = button.closest('.question');
  if (button.matches('[data-add]')) addError(question);
  else if (button.matches('[data-remove]')) button.closest('.error-row').remove();
  else if (button.matches('[data-clear]')) clear(question);
  later();
});
