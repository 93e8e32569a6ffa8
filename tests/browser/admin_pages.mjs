// Every page of authors and admins, by the same rules as those of candidates.
import { conclude, look, lookAfterSubmit } from './inspect.mjs';
import { becomeAdmin, inPortuguese, journey } from './support.mjs';

const EXAM = '/admin/exams/lpic3-305-300';
const QUESTION = `${EXAM}/questions/amd-cpu-flag`;
const GIFT = `::One::What *grows* an image? {=qemu-img resize ~qemu-img check}

::Two::Match {=a -> b =c -> d}

::Three::Broken {~a`;

await journey(async (context) => {
  const page = await context.newPage();
  const seen = (path, status) => look(page, path, status);
  await becomeAdmin(page);

  await seen('/admin');
  await seen(`${EXAM}/questions`);
  await seen(`${EXAM}/questions?q=rede&kind=single`);
  await seen(`${EXAM}/questions?q=nothing-is-like-this`);
  await seen(`${EXAM}/coverage`);
  await seen(`${EXAM}/questions/new`);
  await page.goto(`${EXAM}/questions/new`);
  await lookAfterSubmit(page, 'a new question, empty', 200, '#editor');
  for (const question of ['amd-cpu-flag', 'arm-guest-on-x86', 'precedence-and-frequency']) await seen(`${EXAM}/questions/${question}`);
  await seen(`${QUESTION}/revisions`);
  await seen(`${QUESTION}/statistics`);
  await seen(`${QUESTION}/regrade`);
  await seen(`${EXAM}/questions/changes`);
  await seen(`${EXAM}/reports`);
  await seen(`${EXAM}/files`);
  await seen(`${EXAM}/files/amd-cpu-flag`);
  await seen('/admin/people');
  await seen('/admin/groups');
  await seen('/admin/invitations');
  await seen('/admin/audit');
  await page.goto('/admin/people');
  await page.getByRole('main').getByRole('link', { name: 'ana.souza' }).click();
  await seen(new URL(page.url()).pathname);
  await seen(`${EXAM}/exports?format=aiken`);

  await page.goto(`${EXAM}/imports`);
  await seen(`${EXAM}/imports`);
  await page.getByLabel('File').setInputFiles({ name: 'three.gift', mimeType: 'text/plain', buffer: Buffer.from(GIFT) });
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.waitForURL('**/imports/*');
  const looked = new URL(page.url()).pathname;
  await seen(looked);
  await page.goto(looked);
  await page.getByLabel('Where the rest belongs').selectOption('351.1');
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('button', { name: 'Import one question' }).click();
  await page.getByText('One question came in as a draft.').waitFor();
  await seen(looked);
  await page.goto(`${EXAM}/imports`);
  await page.getByLabel('File').setInputFiles({ name: 't.csv', mimeType: 'text/csv', buffer: Buffer.from('question,A,B,answer\nWhich?,x,y,A\n') });
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.waitForURL('**/imports/*');
  await seen(new URL(page.url()).pathname);

  await inPortuguese(page);
  for (const path of ['/admin', '/admin/people', '/admin/groups', '/admin/invitations', '/admin/audit', `${EXAM}/files`, `${EXAM}/reports`, `${QUESTION}/statistics`, `${EXAM}/questions`, `${EXAM}/coverage`, QUESTION, `${QUESTION}/revisions`, looked, `${EXAM}/exports?format=gift`]) await seen(path);
}, { allow: /status of 4\d\d/ });

conclude();
