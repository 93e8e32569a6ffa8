/**
 * Says what is known of the last save: in #save-state, and over the page where it must not be missed.
 * @module
 */
import { notice, saveState, words } from './page.js';

/** What was said and still holds, so that trying again does not flicker between two lines. */
let trouble = '';

export function saving() {
  if (!trouble) show('saving', words('saving'));
}

export function restored() {
  trouble = 'restored';
  show(trouble, words('restored'));
  notice(words('restored'), 10);
}

/** The server can be reached again, and nothing waits for it. */
export function calm() {
  if (trouble !== 'unsaved') return;
  trouble = '';
  notice();
  show('', '');
}

export function ended(outcome) {
  if (outcome.is === 'saved') saved(outcome.savedAt);
  if (outcome.is === 'unreachable') warn('unsaved', words('unsaved'));
  if (outcome.is === 'refused') warn('refused', words('refused', { message: outcome.message }));
  if (outcome.is === 'changed') warn('changed', words('changed'), ' ', reload());
}

function saved(time) {
  const before = trouble === 'restored' ? `${words('restored')} ` : '';
  if (trouble && !before) notice();
  trouble = '';
  show('saved', before + words('saved', { time }));
}

function warn(state, text, ...more) {
  if (trouble === state) return;
  trouble = state;
  // Where #save-state stays in sight, the notice only draws the eye to it.
  notice(text, saveState ? 8 : 0);
  show(state, text, ...more);
}

function show(state, ...parts) {
  if (!saveState) return;
  saveState.dataset.state = state;
  saveState.replaceChildren(...parts);
}

function reload() {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = words('reload');
  button.addEventListener('click', () => location.reload());
  return button;
}
