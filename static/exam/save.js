/**
 * Saves the question's form as it changes: an entry is kept before it is sent, and forgotten when it is confirmed.
 * @module
 */
import { deliver } from './deliver.js';
import { confirmed, forget, keep, kept } from './kept.js';

export class Saver {
  /** The address that the form posts to, which also names its entry. */
  action;
  /** Whether an answer from an earlier page was put back into the form. */
  restored = false;
  #form;
  #revision;
  /** What the server holds, as far as this page knows. */
  #known;
  #entry;
  /** Another tab was quicker: nothing more is sent from here. */
  #stopped = false;

  constructor(form) {
    this.#form = form;
    this.action = new URL(form.action).pathname;
    this.#revision = form.elements.namedItem('revision');
    // Otherwise the browser may put an old page's answers and revision back into a new page.
    form.autocomplete = 'off';
    this.#known = read(pristine(form));
    this.#entry = { revision: this.#revision.value, body: this.#known };
    this.#restore();
  }

  /** Whether the form holds, or the network may have swallowed, what the server is not known to hold. */
  get changed() {
    return !this.#stopped && (this.#entry.sent !== undefined || read(this.#form) !== this.#known);
  }

  /** Takes up what the form holds now. */
  take() {
    const before = this.#entry.body;
    this.#entry.body = read(this.#form);
    if (this.changed) keep(this.action, this.#entry);
    else confirmed(this.action, before);
  }

  async send() {
    if (this.#stopped) return { is: 'changed', message: '' };
    this.take();
    const result = await deliver(this.action, this.#entry);
    this.#revision.value = this.#entry.revision;
    if (result.is === 'saved') this.#known = this.#entry.body;
    if (result.is === 'changed') this.#stopped = true;
    if (result.is === 'changed' || result.is === 'closed') forget(this.action);
    return result;
  }

  #restore() {
    const entry = kept(this.action);
    if (!entry) return;
    fill(this.#form, new URLSearchParams(entry.body));
    this.restored = this.changed;
    if (!this.restored) return forget(this.action);
    this.#entry = { revision: entry.revision, body: read(this.#form), sent: entry.sent };
    this.#revision.value = entry.revision;
  }
}

function read(form) {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete('revision');
  return fields.toString();
}

/** The form as the server sent it: a reader may be quicker than this script. */
function pristine(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

function fill(form, fields) {
  for (const control of form.querySelectorAll('input:not([type=hidden]), textarea')) {
    if (control.matches('[type=radio], [type=checkbox]')) control.checked = fields.getAll(control.name).includes(control.value);
    else control.value = fields.get(control.name) ?? '';
  }
}
