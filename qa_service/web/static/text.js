// Places in the document. The text content of #document is the text itself, so a place is a count of code points.

const paper = document.getElementById('document');

const codePoints = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Offset in code points of a boundary point inside the document. */
const offsetOf = (node, offset) => {
  const range = document.createRange();
  range.setStart(paper, 0);
  range.setEnd(node, offset);
  return codePoints(range.toString());
};

/** The selected passage as {start, end, text}, trimmed of blanks, or null when nothing of the document is selected. */
export const selectedPassage = () => {
  const selection = getSelection();
  if (!paper || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!paper.contains(range.startContainer) || !paper.contains(range.endContainer)) return null;
  const text = range.toString();
  const trimmed = text.trim();
  if (!trimmed) return null;
  const start = offsetOf(range.startContainer, range.startOffset) + codePoints(text.slice(0, text.indexOf(trimmed)));
  return { start, end: start + codePoints(trimmed), text: trimmed };
};

/** Ranges for [start, end] pairs of code-point offsets, found in one walk over the text. */
export const rangesOf = (spans) => {
  const points = [...new Set(spans.flat())].sort((a, b) => a - b);
  const places = new Map();
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let next = 0;
  for (let node = walker.nextNode(); node && next < points.length; node = walker.nextNode()) {
    const size = codePoints(node.data);
    while (next < points.length && points[next] <= passed + size) {
      const units = [...node.data].slice(0, points[next] - passed).join('').length;
      places.set(points[next], [node, units]);
      next += 1;
    }
    passed += size;
  }
  return spans.filter(([a, b]) => places.has(a) && places.has(b)).map(([a, b]) => {
    const range = document.createRange();
    range.setStart(...places.get(a));
    range.setEnd(...places.get(b));
    return range;
  });
};

/** Paint passages without touching the document's nodes; browsers that cannot do it still show them as quotes. */
export const paint = (name, spans) => {
  if (!globalThis.CSS?.highlights || !paper) return;
  if (spans.length) CSS.highlights.set(name, new Highlight(...rangesOf(spans)));
  else CSS.highlights.delete(name);
};

export const show = (span) => {
  const [range] = rangesOf([span]);
  if (!range) return;
  paint('shown', [span]);
  const holder = range.startContainer.parentElement;
  holder.scrollIntoView({ block: 'center' });
};

export const spanOf = (value) => value.split('-').map(Number);
