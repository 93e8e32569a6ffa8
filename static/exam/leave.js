/**
 * Leaves a page only when the server has what is on it and can be reached: a link that is followed without a network ends
 * on the browser's error page.
 * @module
 */
import { attempt } from './page.js';

/** @param {() => Promise<boolean>} ready saves what is to be saved and tells whether one may go */
export function guardLeaving(ready) {
  let leaving = false;
  let passing = false;

  async function after(event, go) {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    if (await ready()) go();
    leaving = false;
  }

  document.addEventListener('click', (event) => {
    const url = followed(event);
    if (url) after(event, () => location.assign(url));
  });

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (passing || form.method === 'dialog') return;
    const button = event.submitter;
    const url = form.id === 'response' ? destination(button?.value ?? '', form.dataset) : '';
    if (url) return after(event, () => location.assign(url));
    after(event, () => {
      passing = true;
      form.requestSubmit(button);
      passing = false;
    });
  });
}

/**
 * Where a button of the question leads; nothing for those whose form must reach the server as it is.
 * @param {string} go @param {DOMStringMap} item
 */
export function destination(go, item) {
  const number = Number(item.number);
  const step = { previous: number - 1, next: number + 1 }[go] ?? Number(go.match(/^item-(\d+)$/)?.[1]);
  if (step > Number(item.count)) return `${attempt}/navigator`;
  if (step >= 1) return `${attempt}/items/${step}`;
  return ['navigator', 'submission'].includes(go) ? `${attempt}/${go}` : '';
}

/** The address of a link that a click would open in this tab and page. */
function followed(event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return '';
  const link = event.target.closest('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return '';
  const inside = link.hash && link.href.split('#')[0] === location.href.split('#')[0];
  return link.origin === location.origin && !inside ? link.href : '';
}
