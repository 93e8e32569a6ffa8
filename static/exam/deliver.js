/**
 * Brings entries to the server, one save at a time and in the order that they were made.
 * @module
 *
 * @typedef {import('./kept.js').Entry} Entry
 * @typedef {import('./post.js').Outcome} Outcome
 */
import { addresses, confirmed, forget, keep, kept } from './kept.js';
import { post } from './post.js';

/**
 * Sends an entry until what it holds is what the server holds: its body may change while a save is under way.
 * @param {string} action @param {Entry} entry updated as answers come in
 * @returns {Promise<Outcome>}
 */
export async function deliver(action, entry) {
  for (;;) {
    const body = entry.sent ?? entry.body;
    entry.sent = body;
    keep(action, entry);
    const result = await post(action, entry.revision, body);
    if (result.is !== 'unreachable') delete entry.sent;
    if (result.is === 'saved') entry.revision = result.revision;
    if (result.is === 'saved' && body === entry.body) confirmed(action, body);
    else keep(action, entry);
    if (result.is !== 'saved' || body === entry.body) return result;
  }
}

/**
 * Sends what was kept for other items of the attempt.
 * @param {string} attempt `/attempts/{id}`
 * @param {string} [own] the item of this page, which deals with it itself
 * @returns {Promise<Outcome | null>} that the server cannot be reached, if so
 */
export async function deliverOthers(attempt, own) {
  for (const action of addresses(attempt)) {
    const entry = kept(action);
    if (action === own || !entry || entry.held) continue;
    const result = await deliver(action, entry);
    if (result.is === 'unreachable') return result;
    if (result.is === 'closed') forget(action);
    if (result.is === 'changed') keep(action, { ...entry, held: true });
  }
  return null;
}
