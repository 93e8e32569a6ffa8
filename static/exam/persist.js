/**
 * Runs a task one at a time, and again until it gets through: when the server says, else with growing pauses, and at once when the
 * network or the reader comes back.
 * @module
 *
 * @typedef {import('./post.js').Outcome} Outcome
 */

const LONGEST = 30;

export class Persistent {
  #task;
  #flight = null;
  #timer = 0;
  #failures = 0;

  constructor(task) {
    this.#task = task;
    window.addEventListener('online', () => this.#wake());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#wake(); });
  }

  /** Runs now, or joins the run that is under way. */
  run() {
    clearTimeout(this.#timer);
    this.#flight ??= this.#once();
    return this.#flight;
  }

  soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), ms);
  }

  async #once() {
    const result = await this.#task().finally(() => { this.#flight = null; });
    this.#failures = result?.is === 'unreachable' ? this.#failures + 1 : 0;
    if (result?.is === 'unreachable') this.soon(1000 * this.#pause(result.wait));
    return result;
  }

  /** What the server asks for, or 1, 2, 4 … seconds: spread so that a whole room does not come back in the same instant. */
  #pause(asked) {
    if (asked > 0) return asked * (1 + Math.random() / 4);
    return Math.min(2 ** (this.#failures - 1), LONGEST) * (0.75 + Math.random() / 2);
  }

  #wake() {
    if (this.#failures > 0) this.run();
  }
}
