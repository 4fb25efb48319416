// Drawing of what can be seen, one chart a frame, so that a page whose results change never stands still.
const waiting = new Map(), seen = new WeakSet();
let isAsked = false;

const watch = new IntersectionObserver((entries) => {
  for (const {target, isIntersecting} of entries) seen[isIntersecting ? 'add' : 'delete'](target);
  ask();
}, {rootMargin: '400px'});

function step() {
  isAsked = false;
  for (const [node, act] of waiting)
    if (seen.has(node)) {
      waiting.delete(node);
      act();
      return ask();
    }
}

function ask() {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  requestAnimationFrame(() => setTimeout(step));
}

/** Does it once `node` is near the screen; a later wish for the same node replaces it. */
export function whenSeen(node, act) {
  waiting.set(node, act);
  watch.observe(node);
  ask();
}
/** Does at once what waits above `node`, which then stays where it is. */
export function doAbove(node) {
  for (const [each, act] of waiting)
    if (each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) {
      waiting.delete(each);
      act();
    }
}
export const notAnyMore = (node) => waiting.delete(node);
