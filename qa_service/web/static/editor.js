// The editor of a rubric draft: line numbers, jumps to what is wrong, checking while one types, saving by key.

const form = document.getElementById('draft');
const source = document.getElementById('source');
const gutter = form.querySelector('.gutter');
const examined = document.getElementById('examined');
const state = document.getElementById('state');
const INDENT = '  ';
let waiting = 0;
let latest = 0;
// What the server sent: somebody may have typed before this script arrived.
const sent = source.defaultValue.replace(/\r\n?/g, '\n');
// What was refused is kept nowhere but here.
let saved = 'unsaved' in form.dataset ? null : sent;
let leaving = false;

const lineStart = (text, line) => {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) break;
    at = next + 1;
  }
  return at;
};

// Columns count characters, the field counts UTF-16 units.
const offsetOf = (line, column) => {
  const start = lineStart(source.value, line);
  const end = source.value.indexOf('\n', start);
  const text = source.value.slice(start, end < 0 ? undefined : end);
  return start + [...text].slice(0, column - 1).join('').length;
};

const drawGutter = () => {
  const wrong = new Set([...examined.querySelectorAll('.error .jump')].map((link) => Number(link.dataset.line)));
  const lines = source.value.split('\n').length;
  gutter.replaceChildren(...Array.from({ length: lines }, (_, i) => {
    const item = document.createElement('li');
    item.textContent = i + 1;
    if (wrong.has(i + 1)) item.className = 'wrong';
    return item;
  }));
  gutter.scrollTop = source.scrollTop;
};

const jump = (line, column) => {
  const from = offsetOf(line, column);
  const end = source.value.indexOf('\n', from);
  source.focus();
  source.setSelectionRange(from, end < 0 ? source.value.length : end);
  const height = source.scrollHeight / source.value.split('\n').length;
  source.scrollTop = Math.max(0, (line - 6) * height);
};

const ask = () => fetch(form.dataset.check, { method: 'POST', body: new FormData(form), headers: { Accept: 'text/html' } });

// Signing in again in another tab changes the session's token; what was typed here goes on with the new one.
const renewToken = async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const token = page.querySelector('#draft input[name=_csrf]')?.value;
  for (const field of token ? document.querySelectorAll('input[name=_csrf]') : []) field.value = token;
  return Boolean(token);
};

// Whether the service answered, and so would a form that is sent; what it says is put in place.
const check = async () => {
  latest += 1;
  const mine = latest;
  let answer = null;
  let text = '';
  try {
    answer = await ask();
    if (answer.status === 403 && await renewToken()) answer = await ask();
    text = await answer.text();
  } catch {
    state.textContent = 'Not saved: the service cannot be reached';
    return false;
  }
  if (answer.redirected || !answer.ok) {
    state.textContent = answer.redirected || answer.status === 403
      ? 'Not saved: you are signed out. Sign in in another tab, then save here'
      : 'Could not be checked just now';
    return false;
  }
  if (mine !== latest) return true;
  examined.innerHTML = text;
  drawGutter();
  showState();
  return true;
};

const showState = () => {
  state.textContent = source.value === saved ? '' : 'Not saved';
};

const changed = () => {
  showState();
  document.querySelector('.notice.good')?.remove();
  drawGutter();
  clearTimeout(waiting);
  waiting = setTimeout(check, 400);
};

const insert = (text) => {
  source.focus();
  const { selectionStart: from, selectionEnd: to } = source;
  source.setRangeText(text, from, to, 'end');
  changed();
};

const indent = (event) => {
  const from = lineStart(source.value, source.value.slice(0, source.selectionStart).split('\n').length);
  const lines = source.value.slice(from, source.selectionEnd).split('\n');
  if (!event.shiftKey && lines.length === 1) {
    insert(INDENT);
    return;
  }
  const moved = lines.map((line) => (event.shiftKey ? line.replace(/^ {1,2}/, '') : INDENT + line)).join('\n');
  source.setRangeText(moved, from, source.selectionEnd, 'select');
  changed();
};

let released = false;
source.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') released = true;
  else if (event.key === 'Tab' && !released) {
    event.preventDefault();
    indent(event);
  } else if (event.key !== 'Shift') released = false;
});
source.addEventListener('input', changed);
source.addEventListener('scroll', () => { gutter.scrollTop = source.scrollTop; });
examined.addEventListener('click', (event) => {
  const link = event.target.closest('.jump');
  if (!link) return;
  event.preventDefault();
  jump(Number(link.dataset.line), Number(link.dataset.column));
});
document.getElementById('insert').addEventListener('click', () => {
  // A part begins on a line of its own, after the line that the cursor is in.
  const text = document.getElementById('snippet').value;
  const end = source.value.indexOf('\n', source.selectionStart);
  const at = end < 0 ? source.value.length : end + 1;
  source.setSelectionRange(at, at);
  insert(at > 0 && source.value[at - 1] !== '\n' ? `\n${text}` : text);
});
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value=save]'));
  }
});
// A session that ended would be answered with another page, and what was typed would be gone: ask before leaving.
form.addEventListener('submit', async (event) => {
  if (leaving) return;
  const { submitter } = event;
  event.preventDefault();
  clearTimeout(waiting);
  if (!await check()) return;
  leaving = true;
  form.requestSubmit(submitter);
});
document.querySelector('.discard form')?.addEventListener('submit', () => { leaving = true; });
window.addEventListener('pageshow', () => { leaving = false; });
window.addEventListener('beforeunload', (event) => {
  if (!leaving && source.value !== saved) event.preventDefault();
});

document.documentElement.classList.add('scripted');
drawGutter();
showState();
if (source.value !== sent) changed();
