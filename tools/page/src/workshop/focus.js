// Where the focus goes with a change of the page: at once, so that the next key already finds it there.
import {useLayoutEffect, useRef} from 'preact/hooks';

/** drawn(act): does act() once the page shows what the event at hand changed, before any other event. */
export function useDrawn() {
  const awaited = useRef(null);
  useLayoutEffect(() => {
    const act = awaited.current;
    awaited.current = null;
    act?.();
  });
  return (act) => { awaited.current = act; };
}
