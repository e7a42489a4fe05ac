// The border between document and rubric moves, by mouse or by arrow keys, and stays where it was left.

const KEY = 'qa-panel-rem';
const LOW = 20;
const HIGH = 60;

export const splitter = () => {
  const desk = document.getElementById('desk');
  const panel = document.getElementById('panel');
  if (!panel) return;
  const handle = document.createElement('div');
  handle.className = 'splitter';
  handle.tabIndex = 0;
  handle.setAttribute('role', 'separator');
  handle.setAttribute('aria-orientation', 'vertical');
  handle.setAttribute('aria-label', 'Width of the review panel');
  handle.setAttribute('aria-controls', 'panel');
  handle.setAttribute('aria-valuemin', LOW);
  handle.setAttribute('aria-valuemax', HIGH);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const set = (width) => {
    const chosen = Math.min(HIGH, Math.max(LOW, width, 0));
    desk.style.setProperty('--panel', `${chosen}rem`);
    handle.setAttribute('aria-valuenow', Math.round(chosen));
    localStorage.setItem(KEY, chosen);
  };
  const now = () => panel.offsetWidth / rem;
  handle.setAttribute('aria-valuenow', Math.round(now()));
  const stored = Number(localStorage.getItem(KEY));
  if (stored) set(stored);
  handle.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    set(now() + step);
  });
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const move = (to) => set((desk.getBoundingClientRect().right - to.clientX) / rem - 0.5);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true });
  });
  panel.before(handle);
};

/** Keep the whole panel, and the buttons at its end, on the screen while the page's title is still above it. */
export const fitPanel = () => {
  const panel = document.getElementById('panel');
  if (!panel) return;
  const fit = () => {
    const beside = getComputedStyle(panel).position === 'sticky';
    panel.style.maxHeight = beside ? `${innerHeight - Math.max(0, panel.getBoundingClientRect().top) - 8}px` : '';
  };
  addEventListener('scroll', fit, { passive: true });
  addEventListener('resize', fit);
  fit();
};
