// The network goes in the middle: what was answered is kept, said, and saved when it can be.
import assert from 'node:assert/strict';
import { Cable } from './cable.mjs';
import { beginExam, choose, findKind, journey, says, stored } from './support.mjs';

const PROVOKED = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_NETWORK|ERR_SOCKET_NOT_CONNECTED|status of 503/;
const UNSAVED = 'Not saved yet: no connection. Trying again.';

const cable = await Cable.lay(process.env.BASE_URL);

await journey(async (context) => {
  const page = await context.newPage();
  const attempt = await beginExam(page);
  const single = await findKind(page, attempt, 'single');
  const url = page.url();

  await staysAndSaysSo(context, page, url);
  await survivesReload(context, page, url);
  await isSentFromAnotherPage(context, page, url, `${attempt}/items/${single + 1}`);
  await navigatorStaysToo(context, page, attempt);
  await lostReplyIsNoConflict(context, page, url);
  await busyServerIsAskedAgain(context, page, url);
  await serverThatSaysWhenIsAskedThen(context, url);
}, { allow: PROVOKED, base: cable.url });
cable.remove();

/** The page is told that it is offline, and what it sends all the same does not get through. */
async function offline(context, off = true) {
  cable.cut = off;
  await context.setOffline(off);
}

/** Next, the number grid and links lead to no error page, and the answer goes out when the network is back. */
async function staysAndSaysSo(context, page, url) {
  await offline(context);
  await choose(page, 'A');
  await says(page, UNSAVED);
  for (const control of [page.getByRole('button', { name: 'Next', exact: true }), page.locator('.grid button').last(), page.locator('a.mark')]) {
    const tried = page.waitForEvent('requestfailed');
    await control.click();
    await tried;
    await says(page, UNSAVED);
    assert.equal(page.url(), url);
  }
  assert.deepEqual(await stored(context, url), []);
  await offline(context, false);
  await says(page, /^Saved \d/);
  assert.deepEqual(await stored(context, url), ['A']);
}

async function survivesReload(context, page, url) {
  await offline(context);
  await choose(page, 'B');
  await page.locator('.private summary').click();
  await page.locator('#note').fill('on the train');
  await says(page, UNSAVED);
  await reloadInVain(page);
  await offline(context, false);
  await page.goto(url);
  await says(page, 'Your unsaved answer was brought back');
  await says(page, /Saved \d/);
  assert.ok(await page.locator('#choice-B').isChecked());
  assert.equal(await page.locator('#note').inputValue(), 'on the train');
  assert.deepEqual(await stored(context, url), ['B']);
  await page.reload();
  assert.equal(await page.getByText('was brought back').count(), 0, 'nothing is left to bring back');
}

/** The browser shows its error page: whatever the script held in memory is gone. */
async function reloadInVain(page) {
  await page.reload().catch(() => {});
  await page.locator('#response').waitFor({ state: 'detached' });
}

async function isSentFromAnotherPage(context, page, url, other) {
  await offline(context);
  await choose(page, 'C');
  await says(page, UNSAVED);
  await reloadInVain(page);
  await offline(context, false);
  const sent = page.waitForResponse((answer) => answer.url() === `${url}/response` && answer.ok());
  await page.goto(other);
  await sent;
  assert.deepEqual(await stored(context, url), ['C']);
}

/** Pages without a form are left only when the server is there. */
async function navigatorStaysToo(context, page, attempt) {
  await page.goto(`${attempt}/navigator`);
  await offline(context);
  await page.getByRole('link', { name: 'End exam' }).click();
  await page.getByRole('status').filter({ hasText: UNSAVED }).waitFor();
  assert.match(page.url(), /navigator$/);
  await offline(context, false);
  await page.getByRole('link', { name: 'End exam' }).click();
  await page.waitForURL('**/submission');
}

/** The server stored it, its answer was lost, and the reader chose anew meanwhile: that is nobody else's change. */
async function lostReplyIsNoConflict(context, page, url) {
  await page.goto(url);
  let lost = 0;
  await page.route('**/response', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  }, { times: 1 });
  await choose(page, 'A');
  await says(page, UNSAVED);
  assert.equal(lost, 1);
  await choose(page, 'B');
  await says(page, /^Saved \d/);
  assert.deepEqual(await stored(context, url), ['B']);
}

async function busyServerIsAskedAgain(context, page, url) {
  await page.route('**/response', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, json: { message: 'busy' } }), { times: 1 });
  await choose(page, 'C');
  await says(page, UNSAVED);
  await says(page, /^Saved \d/);
  // What a train's sign-in page answers with is no save.
  await page.route('**/response', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: 'Welcome aboard' }), { times: 1 });
  await choose(page, 'A');
  await says(page, UNSAVED);
  await says(page, /^Saved \d/);
  assert.deepEqual(await stored(context, url), ['A']);
}

/** However long it has been away: who waits longer than the server asks for is the last to be saved when it is back. */
async function serverThatSaysWhenIsAskedThen(context, url) {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(url);
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 1_000);
  const away = (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '3' }, json: { message: 'away' } });
  await page.route('**/response', away);
  const refused = () => page.waitForResponse((answer) => answer.url() === `${url}/response` && answer.status() === 503);
  const first = refused();
  await choose(page, 'D');
  await page.clock.runFor(2_000);
  await first;
  for (let time = 0; time < 5; time += 1) {
    await says(page, UNSAVED);
    const again = refused();
    await page.clock.runFor(4_000);
    await again;
  }
  await page.unroute('**/response', away);
  await page.clock.runFor(4_000);
  await says(page, /^Saved \d/);
  assert.deepEqual(await stored(context, url), ['D']);
  await page.close();
}
