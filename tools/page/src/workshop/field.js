// A field whose text is its owner's while it is typed: a page whose results come in meanwhile leaves it alone.
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';

/** value: what stands there else; commit(text): what was typed, once it is left or entered. */
export function Field({value, commit, ...more}) {
  const [text, type] = useState(null);
  return html`<input autocomplete="off" value=${text ?? value} onInput=${(event) => type(event.target.value)} onBlur=${() => type(null)}
    onChange=${(event) => { type(null); commit(event.target.value); }} ...${more} />`;
}
