// A mark opens its findings where it stands; a finding jumps to its mark, also when it shares it with others.

const peek = document.getElementById('peek');

const open = (mark) => {
  const list = document.createElement('ul');
  list.className = 'plain';
  for (const number of mark.dataset.f.split(' ')) {
    const finding = document.getElementById(`finding-${number}`)?.cloneNode(true);
    if (!finding) continue;
    finding.removeAttribute('id');
    finding.querySelector('.decide')?.remove();
    finding.querySelector('.quote')?.remove();
    list.append(finding);
  }
  peek.replaceChildren(list);
  peek.showPopover();
  const box = mark.getClientRects()[0];
  const left = Math.max(12, Math.min(box.left, innerWidth - peek.offsetWidth - 12));
  // Placed in the page and not in the window, so that it stays with its mark while the page scrolls.
  const below = box.bottom + 8;
  const fits = below + peek.offsetHeight < innerHeight;
  peek.style.left = `${left + scrollX}px`;
  peek.style.top = `${scrollY + (fits ? below : Math.max(12, box.top - peek.offsetHeight - 8))}px`;
};

const jump = (number) => {
  const pieces = document.querySelectorAll(`mark[data-f~="${number}"]`);
  document.querySelectorAll('mark.lit').forEach((mark) => mark.classList.remove('lit'));
  pieces.forEach((mark) => mark.classList.add('lit'));
  if (!pieces.length) return;
  pieces[0].tabIndex = -1;
  pieces[0].focus({ preventScroll: true });
  pieces[0].scrollIntoView({ block: 'center' });
};

export const start = () => {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-jump]');
    if (link) {
      event.preventDefault();
      jump(link.dataset.jump);
      return;
    }
    const mark = event.target.closest('mark[data-f]');
    if (mark && getSelection().isCollapsed) open(mark);
  });
};
