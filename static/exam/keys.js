/**
 * The keys of the question page. None fires while one types, with a modifier, or while the help is open.
 *
 * F flags, so the sixth option has its digit only; after X every letter means its option. The arrows left and right turn
 * pages even from a radio button, where they would otherwise change the answer unasked; up and down still move in the group.
 * @module
 */

const TYPING = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])';
const NEXT = '#response [name=go][value=next], a[rel=next]';
const PREVIOUS = '#response [name=go][value=previous], a[rel=prev]';
const NAVIGATOR = '#response [name=go][value=navigator], a[href$="/navigator"]';

const KEYS = {
  n: () => press(NEXT),
  arrowright: () => press(NEXT),
  p: () => press(PREVIOUS),
  arrowleft: () => press(PREVIOUS),
  r: () => press(NAVIGATOR),
  f: () => press('#flagged'),
  x: () => (striking = Boolean(document.querySelector('[name=struck]'))),
  '?': () => help(),
};

/** X was pressed: the next letter strikes its option out. */
let striking = false;

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (!meant(event)) return;
    const key = event.key.toLowerCase();
    const done = striking ? strike(key) : (KEYS[key]?.() ?? choose(key));
    if (done) event.preventDefault();
  });
  const open = document.getElementById('keys-open');
  if (!open) return;
  open.hidden = false;
  open.addEventListener('click', help);
}

function meant(event) {
  const elsewhere = event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
  return !elsewhere && event.key !== 'Shift' && !event.target.closest(TYPING) && !document.querySelector('dialog[open]');
}

function choose(key) {
  const input = option(key)?.querySelector('[name=choice]');
  if (!(input instanceof HTMLInputElement)) return false;
  input.focus();
  input.click();
  return true;
}

function strike(key) {
  striking = false;
  const box = option(key)?.querySelector('[name=struck]');
  if (!(box instanceof HTMLInputElement)) return false;
  box.click();
  return true;
}

function option(key) {
  const place = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-i]$/.test(key) ? key.charCodeAt(0) - 97 : -1;
  return document.querySelectorAll('#response .option')[place];
}

function press(selector) {
  const element = document.querySelector(selector);
  element?.click();
  return Boolean(element);
}

function help() {
  const dialog = document.getElementById('keys');
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.showModal();
  return true;
}
