// What the questions of a rubric can do wherever they are asked: rows of errors, clearing.

let rows = 0;

export const addError = (question) => {
  const template = question.querySelector('template');
  const row = template.content.cloneNode(true);
  rows += 1;
  for (const part of row.querySelectorAll('[id], [for]')) {
    for (const name of ['id', 'for']) {
      if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/-x$/, `-s${rows}`));
    }
  }
  template.before(row);
  template.previousElementSibling.querySelector('select').focus();
};

export const clear = (question) => {
  for (const radio of question.querySelectorAll('input[type=radio]')) radio.checked = false;
  for (const row of question.querySelectorAll('.error-row')) row.remove();
  const number = question.querySelector('.number input');
  if (number) number.value = '';
};
