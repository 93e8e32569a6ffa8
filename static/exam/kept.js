/**
 * Answers that the server has not confirmed, kept in localStorage so that they outlive the page.
 *
 * One entry per item, under the address its form posts to. Where storage is full or forbidden the page works on without.
 * @module
 *
 * @typedef {object} Entry
 * @property {string} revision the revision that the server had when the change began
 * @property {string} body the form as it should be, URL-encoded, without its revision
 * @property {string} [sent] what was sent on that revision without hearing back. It may be stored, so it is repeated,
 *   word for word, before anything newer: the server takes a repetition silently and would call the newer one a conflict
 * @property {boolean} [held] another tab was quicker: only the page of the item itself may deal with it
 */

const PREFIX = 'simulado:kept:';
const STALE = 7 * 24 * 3600 * 1000;

export function keep(action, entry) {
  quietly(() => localStorage.setItem(PREFIX + action, JSON.stringify({ ...entry, at: Date.now() })));
}

export function kept(action) {
  return quietly(() => JSON.parse(localStorage.getItem(PREFIX + action) ?? 'null'));
}

export function forget(action) {
  quietly(() => localStorage.removeItem(PREFIX + action));
}

/**
 * Forgets what was confirmed, unless another tab has kept something newer since.
 * @param {string} action @param {string} body
 */
export function confirmed(action, body) {
  if (kept(action)?.body === body) forget(action);
}

export function addresses(attempt) {
  const names = quietly(() => Object.keys(localStorage)) ?? [];
  return names.filter((name) => name.startsWith(`${PREFIX}${attempt}/`)).map((name) => name.slice(PREFIX.length));
}

export function forgetAll(attempt) {
  addresses(attempt).forEach(forget);
}

/** Forgets what nobody came back to. */
export function forgetStale() {
  for (const action of addresses('/attempts')) {
    if (Date.now() - (kept(action)?.at ?? 0) > STALE) forget(action);
  }
}

function quietly(task) {
  try {
    return task();
  } catch {
    return null;
  }
}
