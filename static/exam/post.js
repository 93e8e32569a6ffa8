/**
 * What goes over the network: one save, one look at the clock, and what became of it.
 * @module
 *
 * @typedef {{is: 'saved', revision: string, savedAt: string, secondsLeft: number | null, total: number | null}} Saved
 * @typedef {{is: 'unreachable', wait: number}} Unreachable no answer, or none that means anything: try again
 * @typedef {{is: 'changed' | 'refused', message: string}} Refused
 * @typedef {{is: 'closed', message: string, location: string}} Closed
 * @typedef {Saved | Unreachable | Refused | Closed} Outcome
 */

const PATIENCE = 10_000;
const BUSY = [408, 425, 429];

/**
 * @param {string} action @param {string} revision @param {string} body the form without its revision
 * @returns {Promise<Outcome>}
 */
export async function post(action, revision, body) {
  const fields = new URLSearchParams(body);
  fields.set('revision', revision);
  try {
    // keepalive: a save that is under way goes on when the page is left.
    const answer = await ask(action, { method: 'POST', body: fields, keepalive: true });
    return outcome(answer, await json(answer));
  } catch {
    return { is: 'unreachable', wait: 0 };
  }
}

/**
 * How the attempt stands by the server's clock.
 * @param {string} url @returns {Promise<{state: 'open' | 'closed', seconds_left: number | null, total: number | null, location: string} | null>}
 */
export async function readClock(url) {
  try {
    const answer = await ask(url, { cache: 'no-store' });
    return answer.ok ? await json(answer) : null;
  } catch {
    return null;
  }
}

/** No redirect is followed: neither question is ever answered by another page. */
function ask(url, how) {
  return fetch(url, { ...how, headers: { Accept: 'application/json' }, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
}

function outcome(answer, said) {
  const message = said?.message ?? String(answer.status);
  if (answer.ok && said) {
    return { is: 'saved', revision: String(said.revision), savedAt: said.saved_at ?? '', secondsLeft: said.seconds_left ?? null, total: said.total ?? null };
  }
  // A page where JSON should be comes from something in between, such as a train's sign-in page.
  if (answer.ok || answer.status >= 500 || BUSY.includes(answer.status)) return { is: 'unreachable', wait: pause(answer) };
  if (answer.status === 409) return { is: 'changed', message };
  if (answer.status === 410) return { is: 'closed', message, location: said?.location ?? '' };
  return { is: 'refused', message };
}

async function json(answer) {
  return answer.headers.get('Content-Type')?.includes('json') ? answer.json() : null;
}

/** The seconds that a busy server asks for; a date in their place counts as none. */
function pause(answer) {
  const seconds = Number(answer.headers.get('Retry-After'));
  return seconds > 0 ? Math.min(seconds, 60) : 0;
}
