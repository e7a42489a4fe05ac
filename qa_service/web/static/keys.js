// Scoring by keyboard. Letters work outside text fields; digits also leave a number field alone.

import { addEvidence } from './evidence.js';

const questions = (form) => [...form.querySelectorAll('.question:not(:disabled)')];
const typing = (target) => target.matches('textarea, select, input:not([type=radio], [type=checkbox])');

export class Keys {
  constructor(form, touched) {
    this.form = form;
    this.touched = touched;
    this.active = null;
    form.addEventListener('focusin', (event) => this.#activate(event.target.closest('.question')));
    document.addEventListener('keydown', (event) => this.#key(event));
  }

  #activate(question) {
    if (!question || question === this.active) return;
    this.active?.classList.remove('active');
    this.active = question;
    question.classList.add('active');
  }

  #go(step) {
    const all = questions(this.form);
    const at = all.indexOf(this.active);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    if (!next) return;
    this.#activate(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  #pick(selector) {
    const radio = this.active?.querySelector(selector);
    if (!radio) return;
    radio.checked = true;
    radio.focus({ preventScroll: true });
    this.touched();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape' && typing(event.target)) {
      (event.target.closest('.question') ?? document.body).focus();
      return;
    }
    if (typing(event.target) || event.target.closest('[popover]')) return;
    if (this.#act(event)) event.preventDefault();
  }

  #act({ key, target }) {
    if (!this.active && !['j', 'J', 'k', 'K'].includes(key)) this.#activate(questions(this.form)[0]);
    const onRadio = target.matches('input[type=radio]');
    if (/^[1-9]$/.test(key)) {
      const radios = this.active.querySelectorAll('.choices input[type=radio]');
      const number = this.active.querySelector('.number input');
      if (number) number.focus();
      else if (radios[key - 1]) this.#pick(`#${CSS.escape(radios[key - 1].id)}`);
      return !number;
    }
    switch (key.toLowerCase()) {
      case 'j': this.#go(1); return true;
      case 'k': this.#go(-1); return true;
      case 'arrowdown': case 'arrowup':
        // Inside a group of buttons the arrows are the browser's: they move between the levels.
        if (onRadio || !target.closest('.question')) return false;
        this.#go(key === 'ArrowDown' ? 1 : -1);
        return true;
      case 'n': this.#pick('input[value=na]'); return true;
      case '?': this.#pick('input[value=cannot_assess]'); return true;
      case 'e':
        if (addEvidence(this.active)) this.touched();
        return true;
      case 'r': this.active.querySelector('textarea').focus(); return true;
      case 'a': this.active.querySelector('[data-add]')?.click(); return true;
      default: return false;
    }
  }
}
