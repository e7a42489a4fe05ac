// The form of a new rubric: an id that follows the title until somebody types one, rows on demand.

const title = document.getElementById('title');
const id = document.getElementById('rubric-id');
const rows = document.getElementById('rows');
let own = id.value !== '';

const words = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  .replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 100);

document.documentElement.classList.add('scripted');
id.addEventListener('input', () => { own = id.value !== ''; });
title.addEventListener('input', () => { if (!own) id.value = words(title.value); });
document.getElementById('more').addEventListener('click', () => {
  const row = rows.rows[rows.rows.length - 1].cloneNode(true);
  const number = rows.rows.length + 1;
  for (const field of row.querySelectorAll('input, select')) {
    field.setAttribute('aria-label', field.getAttribute('aria-label').replace(/\d+/, number));
    if (field.name === 'criterion') field.value = '';
  }
  rows.append(row);
  row.querySelector('input').focus();
});
// Filling in one way to start chooses it.
for (const choice of document.querySelectorAll('.start-choice')) {
  choice.querySelector('.inside').addEventListener('input', () => { choice.querySelector('input[type=radio]').checked = true; });
}
