// The pages of authors and admins with work on them: a report, a regrade, a bulk change, two revisions, a group, an invitation.
import assert from 'node:assert/strict';
import { conclude, look } from './inspect.mjs';
import { answerAll, becomeAdmin, beginExam, inPortuguese, journey } from './support.mjs';

const EXAM = '/admin/exams/lpic3-305-300';

/** Sends a form that no page has to be open for; answers the path that it leads to. */
async function send(page, path, form) {
  const answer = await page.request.post(path, { form, maxRedirects: 0 });
  assert.equal(answer.status(), 303, `${path}: ${await answer.text()}`);
  return answer.headers().location.split(/[?#]/)[0];
}

await journey(async (context) => {
  const page = await context.newPage();
  const seen = (path, status) => look(page, path, status);
  await becomeAdmin(page);

  // A candidate – here the admin – doubts three questions, each served with its options in an order of its own.
  const attempt = await beginExam(page);
  await answerAll(page, attempt);
  await send(page, `${attempt}/submission`, {});
  for (const number of [1, 2, 3]) {
    await send(page, `${attempt}/items/${number}/reports`, { message: `The manual says otherwise since a while.\nSee section ${number}.` });
  }
  await seen(`${attempt}/result/items/1`);
  await seen('/admin');
  await seen(`${EXAM}/reports`);
  await page.goto(`${EXAM}/reports`);
  const reports = await page.locator('.queue a').first().getAttribute('href');
  const name = reports.split('/').at(-1);
  const question = `${EXAM}/questions/${name}`;
  await seen(reports);
  for (const decision of ['credit', 'exclude']) await seen(`${question}/regrade?decision=${decision}`);
  await page.goto(`${question}/regrade?decision=exclude`);
  await page.getByLabel('Why, for the candidates').fill('The documentation changed.');
  await page.getByRole('button', { name: 'Regrade' }).click();
  await page.waitForLoadState();
  await seen(`${question}/regrade`);
  await seen(`${attempt}/result`);
  await page.goto(reports);
  await page.getByLabel('Answer this report').check();
  await page.getByLabel('To the candidates').fill('True, thank you. It does not count any more.');
  await page.getByRole('button', { name: 'Mark as fixed' }).click();
  await page.getByRole('status').first().waitFor();
  await seen(reports);
  await seen(`${attempt}/result/items/1`);
  await seen('/progress');

  // Many questions change at once; then one has two revisions to compare.
  const level = /value="apply"[^>]*(checked|selected)/.test(await (await page.request.get(question)).text()) ? 'recall' : 'apply';
  const change = await send(page, `${EXAM}/questions/changes`, { list: '', scope: 'all', to: `level:${level}` });
  await seen(change);
  await send(page, `${change}/confirmation`, {});
  await seen(change);
  const revisions = await (await page.request.get(`${question}/revisions`)).text();
  const [newer, older] = [...revisions.matchAll(/name="new" value="([^"]+)"/g)].map((match) => match[1]);
  const comparison = `${question}/comparison?old=${older}&new=${newer}`;
  await seen(comparison);
  await send(page, `${change}/undoing`, {});
  await seen(change);
  await seen(`${EXAM}/questions/changes`);

  await page.goto('/admin/groups');
  await page.getByLabel('Name of the group').fill('Turma de administradores de infraestrutura em nuvem');
  await page.getByRole('button', { name: 'Make the group' }).click();
  await page.waitForURL('**/groups/*');
  const group = new URL(page.url()).pathname;
  await send(page, `${group}/members`, { names: 'ana.souza' });
  await seen(group);
  await page.goto('/admin/invitations');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const invitation = new URL(await page.locator('.secret').innerText(), page.url()).pathname;
  await seen(invitation);
  await seen('/admin/invitations');
  await seen('/admin/audit');

  await inPortuguese(page);
  for (const path of [reports, `${question}/regrade?decision=credit`, change, comparison, group, invitation, '/admin/audit', `${attempt}/result`]) await seen(path);
}, { allow: /status of 4\d\d/ });

conclude();
