// The check playground: a dropped file, Ctrl+Enter, results put in place, and keys from finding to finding.

import * as findings from './findings.js';

const form = document.getElementById('playground');
const text = document.getElementById('text');
const file = document.getElementById('file');
const drop = document.getElementById('drop');
const status = document.getElementById('status');
const results = document.getElementById('results');
let latest = 0;
let at = -1;

const refuse = (message) => {
  const note = document.createElement('p');
  note.className = 'notice bad';
  note.setAttribute('role', 'alert');
  note.textContent = message;
  results.replaceChildren(note);
  status.textContent = '';
};

const message = (page) => {
  const words = [page.querySelector('main h1'), page.querySelector('main h1 ~ p')].map((part) => part?.textContent.trim());
  return words.filter(Boolean).join('. ') || 'This could not be checked just now.';
};

/** What keeps a file from being sent at all, in words, or nothing. */
const tooLarge = () => {
  const limit = Number(form.dataset.limit);
  const size = [...form.elements.sources.files, ...file.files].reduce((sum, one) => sum + one.size, text.value.length);
  return size > limit ? `This has ${Math.ceil(size / 2 ** 20)} MiB; ${limit / 2 ** 20} MiB are the most that is read.` : '';
};

const check = async () => {
  const large = tooLarge();
  if (large) {
    refuse(large);
    return;
  }
  latest += 1;
  const mine = latest;
  status.textContent = 'Checking…';
  form.setAttribute('aria-busy', 'true');
  let page = null;
  let moved = false;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'text/html' } });
    moved = answer.redirected;
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    page = null;
  }
  if (mine !== latest) return;
  form.removeAttribute('aria-busy');
  const fresh = page?.getElementById('results');
  if (moved) refuse('You are signed out. Sign in in another tab, then check again.');
  else if (page && !fresh) refuse(message(page));
  else if (!fresh) refuse('The service does not answer. What you typed is still here.');
  else {
    results.replaceChildren(...fresh.childNodes);
    const number = document.getElementById('found')?.textContent;
    status.textContent = number === undefined ? 'Nothing was checked.' : `${number} ${number === '1' ? 'finding' : 'findings'}.`;
    at = -1;
    results.focus({ preventScroll: true });
    results.scrollIntoView({ block: 'start' });
  }
};

const go = (step) => {
  const links = [...document.querySelectorAll('[data-jump]')];
  if (!links.length) return;
  at = step > 0 ? (at + 1) % links.length : (at > 0 ? at : links.length) - 1;
  const link = links[at];
  link.closest('.finding').scrollIntoView({ block: 'nearest' });
  document.querySelectorAll('.finding.current').forEach((item) => item.classList.remove('current'));
  link.closest('.finding').classList.add('current');
  link.click();
};

document.documentElement.classList.add('scripted');
findings.start();
document.querySelector('.check-picker :checked')?.closest('.pick').scrollIntoView({ block: 'nearest' });
form.addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    check();
  }
});
// Typing over a file that was chosen before means the text.
text.addEventListener('input', () => { file.value = ''; });
form.addEventListener('change', (event) => {
  if (event.target.name === 'check' || event.target.name?.startsWith('with.')) form.elements.by.value = 'chosen';
  if (event.target.name === 'rubric' && event.target.value) form.elements.by.value = 'rubric';
  if (event.target.name === 'check') {
    const params = event.target.closest('.pick').querySelector('.params');
    if (params) params.open = event.target.checked;
  }
});
for (const kind of ['dragenter', 'dragover']) {
  drop.addEventListener(kind, (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    drop.classList.add('over');
  });
}
for (const kind of ['dragleave', 'drop']) drop.addEventListener(kind, () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  const one = new DataTransfer();
  one.items.add(event.dataTransfer.files[0]);
  file.files = one.files;
  check();
});
document.addEventListener('keydown', (event) => {
  if (event.target.matches('input, textarea, select, [contenteditable]') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'n') go(1);
  else if (event.key === 'p') go(-1);
});
