/**
 * The time left, as decoration: the server's clock decides, this one counts from a monotonic clock in between and asks again.
 * @module
 */
import { readClock } from './post.js';
import { attempt, notice, say, words } from './page.js';

const ASK_AGAIN = 60_000;
/** A monotonic clock may stand still while the machine sleeps; the wall clock tells by how much they came apart. */
const SLEPT = 2_000;
/** In minutes: those that are spoken, and those that are also shown over the page. */
const SPOKEN = [1, 5, 10, 30];
const SHOWN = [5, 30];
const COMES_BACK = 5 * 60;

const face = document.getElementById('time');
const spoken = document.getElementById('time-spoken');
const toggle = document.getElementById('time-toggle');

export class Clock {
  #box;
  #atEnd;
  #total;
  /** On the monotonic clock, in ms. */
  #deadline = 0;
  #apart = 0;
  #before = Infinity;
  #timer = 0;
  #ending = false;

  /**
   * @param {HTMLElement} box
   * @param {{save: () => Promise<unknown>, closed: (location: string) => void}} atEnd
   */
  constructor(box, atEnd) {
    this.#box = box;
    this.#atEnd = atEnd;
    this.#total = Number(box.dataset.total);
    // The page said it when its first byte left, not when this script came to run.
    const [navigation] = performance.getEntriesByType('navigation');
    this.set(Number(box.dataset.secondsLeft), this.#total, navigation?.responseStart);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.ask(); });
    setInterval(() => this.ask(), ASK_AGAIN);
    this.#offerTools();
  }

  /** What the server says is left, of how much. */
  set(seconds, total, at = performance.now()) {
    if (seconds === null) return;
    if (total && total !== this.#total) this.#regranted(total, seconds);
    this.#deadline = at + seconds * 1000;
    this.#apart = Date.now() - performance.now();
    this.#tick();
  }

  /** Asks the server; tells whether it answered. */
  async ask() {
    const clock = await readClock(this.#box.dataset.clock ?? '');
    if (clock?.state === 'closed') this.#atEnd.closed(clock.location);
    else if (clock) this.set(clock.seconds_left, clock.total);
    return Boolean(clock);
  }

  /** Extra time was granted or taken back: that is shown, and the minutes before the new end are told again. */
  #regranted(total, seconds) {
    this.#total = total;
    this.#before = Infinity;
    remember('said', '');
    const text = words('left', { time: shape(seconds) });
    say(spoken, text);
    notice(text, 30);
  }

  get #left() {
    return Math.max(0, Math.ceil((this.#deadline - performance.now()) / 1000));
  }

  #tick() {
    clearTimeout(this.#timer);
    const left = this.#left;
    this.#draw(left);
    this.#announce(left);
    if (left === 0) return this.#end();
    this.#noticeSleep();
    this.#timer = setTimeout(() => this.#tick(), this.#deadline - performance.now() - (left - 1) * 1000);
  }

  #draw(left) {
    if (face) face.textContent = shape(left);
    const urgency = left * 20 <= this.#total ? 'critical' : left * 5 <= this.#total ? 'low' : '';
    this.#box.classList.toggle('is-low', urgency === 'low');
    this.#box.classList.toggle('is-critical', urgency === 'critical');
    const state = document.getElementById('time-state');
    const text = urgency && words(urgency);
    if (state && state.textContent !== text) state.textContent = text;
  }

  #announce(left) {
    const before = this.#before;
    this.#before = left;
    if (before > COMES_BACK && left <= COMES_BACK) hide(false);
    const minutes = SPOKEN.find((at) => left <= at * 60);
    // Crossed on this page, or a moment ago on the page before it.
    const due = minutes && left > 0 && this.#total > minutes * 60 && (left > minutes * 60 - 60 || (before > minutes * 60 && before < Infinity));
    if (!due || !first(minutes)) return;
    const text = minutes === 1 ? words('noticeMinute') : words('noticeMinutes', { minutes });
    say(spoken, text);
    if (SHOWN.includes(minutes)) notice(text, 30);
  }

  #noticeSleep() {
    const apart = Date.now() - performance.now();
    const slept = Math.abs(apart - this.#apart) > SLEPT;
    this.#apart = apart;
    if (slept) this.ask();
  }

  /** Time is up: what is unsaved goes out within the grace, then the server is asked until it has closed the attempt. */
  async #end() {
    if (this.#ending) return;
    this.#ending = true;
    const total = this.#total;
    say(spoken, words('timeUp'));
    notice(words('timeUp'));
    await this.#atEnd.save();
    while (this.#left === 0) {
      await this.ask();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    // More time was granted; if that was told already, it stays.
    this.#ending = false;
    if (total === this.#total) notice();
  }

  #offerTools() {
    const read = document.getElementById('time-read');
    if (!read || !toggle) return;
    read.hidden = toggle.hidden = false;
    read.addEventListener('click', () => this.#read());
    toggle.addEventListener('click', () => hide(!face?.hidden));
    if (this.#left > COMES_BACK && remembered('hidden')) hide(true);
  }

  #read() {
    const text = words('left', { time: shape(this.#left) });
    say(spoken, text);
    notice(text, 5);
  }
}

function hide(hidden) {
  if (!face || !toggle) return;
  face.hidden = hidden;
  toggle.textContent = words(hidden ? 'hiddenTime' : 'hideTime');
  remember('hidden', hidden ? 'yes' : '');
}

/** Whether this has not been said in this attempt yet. */
function first(minutes) {
  if (remembered('said') === String(minutes)) return false;
  remember('said', String(minutes));
  return true;
}

function remembered(name) {
  try {
    return sessionStorage.getItem(`simulado:time-${name}:${attempt}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    sessionStorage.setItem(`simulado:time-${name}:${attempt}`, value);
  } catch {
    // Said once more on the next page, then.
  }
}

/** As the server writes it: 1:29:50, or 9:05. */
function shape(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value) => String(value).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
