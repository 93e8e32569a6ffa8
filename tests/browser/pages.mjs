// Every page of candidates: accessible in light and dark, wide and narrow; valid, small, and without sideways scrolling.
import { fileURLToPath } from 'node:url';
import { conclude, look, lookAfterSubmit, settled } from './inspect.mjs';
import { advance, answerAll, beginExam, beginPractice, findKind, inPortuguese, journey, saved, choose } from './support.mjs';

const EXAM = '/exams/lpic3-305-300';

await journey(async (context) => {
  const page = await context.newPage();
  const seen = (path, status) => look(page, path, status);

  await seen('/');
  await seen(EXAM);
  await seen(`${EXAM}/start?mode=exam`);
  await seen(`${EXAM}/start?mode=practice&objective=351.1&objective=352.1&count=5&only=all&clock=off&feedback=at-once`);
  await seen(`${EXAM}/start?mode=practice&count=0`, null);
  await seen('/study/lpic3-305-300');
  await seen('/study/lpic3-305-300/351.1');
  await seen('/study/lpic3-305-300/352.1');
  await seen('/sign-in');
  await seen('/sign-up');
  await seen('/progress', null);
  await seen('/account', null);
  await seen(process.env.SETUP_PATH);
  await seen('/no-such-page', 404);
  await page.goto('/sign-up');
  await lookAfterSubmit(page, 'sign-up, empty', 422, 'main form');
  await page.goto('/sign-in');
  await lookAfterSubmit(page, 'sign-in, wrong', 422, 'main form');

  const attempt = await beginExam(page);
  await seen('/');
  for (const kind of ['single', 'multiple', 'fill-in']) {
    await seen(`${attempt}/items/${await findKind(page, attempt, kind)}`);
  }
  const single = await findKind(page, attempt, 'single');
  const late = await context.newPage();
  await late.goto(page.url());
  await saved(page, () => choose(page, 'A'));
  if (process.env.UPDATE_SCREENSHOT === '1') await screenshot(page);
  await late.locator('#choice-B').evaluate((input) => { input.checked = true; });
  await lookAfterSubmit(late, 'changed in another tab', 409, '#response');
  await late.goto(page.url());
  // It must not learn from its clock that the attempt has ended: then it would leave by itself, before its form is sent.
  await late.route('**/clock', (route) => route.fulfill({ json: { state: 'open', seconds_left: null, total: null } }));
  await seen(`${attempt}/items/${single}?content=pt-BR`);
  await advance(context, 4500);
  await seen(`${attempt}/items/${single}`);
  await advance(context, 750);
  await seen(`${attempt}/items/${single}`);
  await seen(`${attempt}/navigator`);
  await seen(`${attempt}/navigator?show=flagged`);
  await seen(`${attempt}/submission`);
  await answerAll(page, attempt);
  await page.goto(`${attempt}/submission`);
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.waitForURL('**/result');
  await lookAfterSubmit(late, 'handed in meanwhile', 410, '#response');
  await late.close();
  await seen(`${attempt}/result`);
  for (const show of ['wrong', 'unanswered', 'flagged']) await seen(`${attempt}/result?show=${show}`);
  for (const number of [1, 2, 3, single]) await seen(`${attempt}/result/items/${number}`);
  await seen(`${attempt}/result/paper`);

  const practice = await beginPractice(page);
  await choose(page, 'A');
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('To remember').first().waitFor();
  await seen(`${practice}/items/1`);
  await seen(`${practice}/navigator`);
  await seen(`${practice}/submission`);

  await seen('/progress');
  await seen('/study/lpic3-305-300/351.1');
  await seen('/account');
  await signUp(page);
  await seen('/');
  await seen('/account');
  await inPortuguese(page);
  for (const path of ['/', EXAM, '/progress', '/account', `${attempt}/result`, `${practice}/items/1`]) await seen(path);
}, { allow: /status of 4\d\d/ });

conclude();

/** The picture of the README. */
async function screenshot(page) {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  await settled(page);
  await page.screenshot({ path: fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url)) });
}

async function signUp(page) {
  await page.goto('/account');
  await page.getByLabel('Name', { exact: true }).first().fill('ana.souza');
  await page.getByLabel('Password', { exact: true }).first().fill('seven green bottles on a wall');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('Your account is ready.').waitFor();
}
