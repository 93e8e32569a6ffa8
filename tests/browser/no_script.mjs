// An exam with JavaScript off: forms and links alone.
import assert from 'node:assert/strict';
import { beginExam, choose, findKind, journey, stored, turned } from './support.mjs';

await journey(async (context) => {
  const page = await context.newPage();
  const attempt = await beginExam(page);
  assert.ok(await page.locator('#time').isVisible());
  assert.ok(await page.locator('#time-toggle').isHidden(), 'no control that would do nothing');

  const single = await findKind(page, attempt, 'single');
  const url = page.url();
  await choose(page, 'B');
  await page.locator('#flagged').check();
  await page.getByText('Private note').click();
  await page.locator('#note').fill('read this up');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.waitForURL(`**/items/${single + 1}`);
  assert.deepEqual(await stored(context, url), ['B']);

  await page.getByRole('button', { name: 'Previous' }).click();
  await page.waitForURL(`**/items/${single}`);
  assert.ok(await page.locator('#choice-B').isChecked());
  assert.ok(await page.locator('#flagged').isChecked());
  assert.equal(await page.locator('#note').inputValue(), 'read this up');

  await choose(page, 'A');
  await turned(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  assert.deepEqual(await stored(context, url), ['A']);

  await findKind(page, attempt, 'fill-in');
  await page.locator('#answer').fill('virsh');
  await turned(page, () => page.keyboard.press('Enter'));
  await page.goto(url);
  await page.getByRole('button', { name: 'Navigator' }).click();
  await page.getByText('2 of 60 complete.').waitFor();
  await page.getByRole('link', { name: 'End exam' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.waitForURL('**/result');
  await page.goto(`${attempt}/result/items/${single}`);
  await page.getByText('To remember').first().waitFor();
}, { context: { javaScriptEnabled: false } });
