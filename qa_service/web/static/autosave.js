// The draft saves itself a moment after each change, and says so; a change made elsewhere is never overwritten unasked.

const PAUSE = 700;
const RETRY = 5000;

export class Autosave {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById('status');
    this.timer = 0;
    this.busy = false;
    this.dirty = false;
    this.changes = 0;
    this.stopped = false;
    this.seconds = Number(form.dataset.seconds);
    this.before = performance.now();
    document.addEventListener('visibilitychange', () => this.#tick());
    addEventListener('beforeunload', (event) => {
      if (this.dirty && !this.form.dataset.sending) event.preventDefault();
    });
    document.getElementById('conflict-load').addEventListener('click', () => {
      this.dirty = false;
      location.reload();
    });
    document.getElementById('conflict-keep').addEventListener('click', () => {
      document.getElementById('conflict').hidden = true;
      this.form.elements.etag.value = this.theirs;
      this.stopped = false;
      this.save();
    });
  }

  // Only the time during which the page could be seen counts.
  #tick() {
    const now = performance.now();
    if (document.visibilityState === 'hidden' || this.seen) this.seconds += (now - this.before) / 1000;
    this.seen = document.visibilityState === 'visible';
    this.before = now;
    this.form.elements.seconds.value = Math.round(this.seconds);
  }

  changed() {
    this.changes += 1;
    this.#unsaved(true);
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy || this.stopped) return;
    this.busy = true;
    this.seen = true;
    this.#tick();
    this.#say('Saving…');
    const sent = this.changes;
    let kept = false;
    try {
      let response = await this.#send();
      if (response.status === 403 && await this.#renewToken()) response = await this.#send();
      kept = response.ok;
      this.#heard(response, await response.json());
    } catch {
      this.#say('Not saved: the service cannot be reached. Trying again…', true);
      this.timer = setTimeout(() => this.save(), RETRY);
    }
    this.busy = false;
    const more = this.changes !== sent;
    this.#unsaved(!kept || more);
    if (more && !this.stopped) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  #send() {
    return fetch(this.form.dataset.save, {
      method: 'PUT',
      headers: { 'X-CSRF-Token': this.form.elements._csrf.value, Accept: 'application/json' },
      body: new URLSearchParams(new FormData(this.form)),
    });
  }

  // Signing in again in another tab changes the session's token; what was typed here goes on with the new one.
  async #renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const token = page.querySelector('#sheet input[name=_csrf]')?.value;
    if (!token || token === this.form.elements._csrf.value) return false;
    for (const field of document.querySelectorAll('input[name=_csrf]')) field.value = token;
    return true;
  }

  #unsaved(dirty) {
    this.dirty = dirty;
    this.form.dataset.saved = dirty ? 'no' : 'yes';
  }

  #heard(response, answer) {
    if (response.ok) this.#saved(answer);
    else if (response.status === 409) this.#conflict(answer);
    else this.#say(`Not saved: ${answer.detail}`, true);
  }

  #saved(answer) {
    this.form.elements.etag.value = answer.etag;
    for (const question of this.form.querySelectorAll('.question')) {
      const own = answer.problems.filter((problem) => problem.criterion === question.dataset.criterion);
      question.classList.toggle('wrong', own.length > 0);
      question.querySelector('.problems').replaceChildren(...own.map((problem) => {
        const item = document.createElement('li');
        item.textContent = problem.message;
        return item;
      }));
    }
    for (const state of answer.states) this.#apply(state);
    const time = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    const open = answer.pending.length ? ` ${answer.pending.length} note${answer.pending.length > 1 ? 's wait' : ' waits'} for an answer and ${answer.pending.length > 1 ? 'are' : 'is'} not kept yet.` : '';
    const wrong = answer.problems.length ? ' What is marked could not be kept.' : '';
    this.#say(`Draft saved ${time}.${open}${wrong}`, Boolean(wrong));
  }

  // Whether a criterion applies may hang on the answer to another.
  #apply({ criterion, applies, note }) {
    const question = document.getElementById(`c-${criterion}`);
    if (question.disabled === !applies) return;
    question.disabled = !applies;
    question.classList.toggle('off', !applies);
    const why = question.querySelector('.why');
    why.textContent = applies ? note : `Not asked here: ${note.replace('not triggered: ', '')} is false for this deliverable.`;
    why.hidden = !why.textContent;
    this.form.dispatchEvent(new CustomEvent('counted'));
  }

  #conflict(answer) {
    this.stopped = true;
    this.theirs = answer.etag;
    const superseded = answer.code === 'version_superseded';
    document.getElementById('conflict-text').textContent = superseded
      ? 'A newer version arrived, and what you read is scored no more. Your answers are kept on this page; read the newest version and score it there.'
      : 'This draft was changed in another tab or window since you opened it here. Nothing was overwritten.';
    document.getElementById('conflict-newest').hidden = !superseded;
    document.getElementById('conflict-choice').hidden = superseded;
    document.getElementById('conflict').hidden = false;
    this.#say(superseded ? 'Not saved: there is a newer version.' : 'Not saved: changed elsewhere.', true);
  }

  #say(text, bad = false) {
    this.status.textContent = text;
    this.status.classList.toggle('bad', bad);
  }
}
