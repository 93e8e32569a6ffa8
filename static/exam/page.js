/**
 * What every other module asks the page for: its words, its attempt, and a notice that is seen.
 * @module
 */

const bag = document.getElementById('words')?.dataset ?? {};

/** `/attempts/{id}`, which every page of an attempt begins with. */
export const attempt = location.pathname.match(/^\/attempts\/[^/]+/)?.[0] ?? '';

/** Where saves are reported; only a question has it. */
export const saveState = document.getElementById('save-state');

/**
 * A text in the page's language, with its `{placeholders}` filled in.
 * @param {string} name as in `data-` of #words, in camel case
 * @param {Record<string, string | number>} [values]
 */
export function words(name, values = {}) {
  return (bag[name] ?? '').replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

const shown = document.createElement('p');
shown.className = 'notice';
shown.hidden = true;
// A question has a live region for whatever is shown here, and nothing should be heard twice.
if (saveState) shown.setAttribute('aria-hidden', 'true');
else shown.setAttribute('role', 'status');
document.querySelector('main')?.append(shown);
let fading = 0;

/** Shows a line over the page, wherever it is scrolled to; without a text it goes away. Without seconds it stays. */
export function notice(text = '', seconds = 0) {
  clearTimeout(fading);
  shown.textContent = text;
  shown.hidden = !text;
  if (text && seconds) fading = setTimeout(notice, seconds * 1000);
}

shown.addEventListener('click', () => notice());
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') notice(); });

/**
 * Says a text in a live region, also when it is the one that it already holds.
 * @param {Element | null} region
 * @param {string} text
 */
export function say(region, text) {
  if (!region) return;
  region.textContent = '';
  setTimeout(() => { region.textContent = text; }, 50);
}
