// The time runs out with the page open. The server's clock stands still but for where it is moved.
import assert from 'node:assert/strict';
import { advance, beginExam, choose, findKind, journey, saved } from './support.mjs';

await journey(async (context) => {
  const page = await context.newPage();
  const attempt = await beginExam(page);
  await findKind(page, attempt, 'single');
  const timer = page.locator('#timer');
  const time = page.locator('#time');
  let left = Number(await timer.getAttribute('data-seconds-left'));
  /** The page learns it with the reply to its next save. */
  const at = async (seconds) => {
    await advance(context, left - seconds);
    left = seconds;
    await saved(page, () => page.locator('#flagged').click());
  };

  await page.locator('#time-toggle').click();
  assert.ok(await time.isHidden());
  await at(1800);
  await page.locator('#time-spoken').filter({ hasText: '30 minutes left' }).waitFor();
  await page.locator('.notice').filter({ hasText: '30 minutes left' }).waitFor();
  assert.equal(await timer.getAttribute('class'), 'timer');
  await at(1080);
  await page.locator('#timer.is-low').filter({ hasText: 'Less than a fifth' }).waitFor();
  await at(600);
  await page.locator('#time-spoken').filter({ hasText: '10 minutes left' }).waitFor();
  assert.equal(await page.locator('.notice', { hasText: '10 minutes' }).count(), 0, 'ten minutes are spoken, not shown');
  assert.ok(await time.isHidden());
  await at(300);
  await time.waitFor();
  await page.locator('.notice').filter({ hasText: '5 minutes left' }).waitFor();
  await at(270);
  await page.locator('#timer.is-critical').filter({ hasText: 'nearly up' }).waitFor();
  await at(60);
  await page.locator('#time-spoken').filter({ hasText: '1 minute left' }).waitFor();
  await page.locator('#time-read').press('Enter');
  await page.locator('#time-spoken').filter({ hasText: /^0:5\d left|^1:00 left/ }).waitFor();

  await at(2);
  await choose(page, 'B');
  await page.locator('.notice').filter({ hasText: 'Time is up' }).waitFor();
  await advance(context, 60);
  await page.waitForURL('**/result');
  await page.getByText('Time is up').first().waitFor();
});
