import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const NODE_20 = 'echo v20.1.0';
const ROOT_USER = 'echo 0';
const USER = 'echo 1000';
const INSTALLS_REDIS = 'printf "#!/bin/sh\\n" > "$BIN/redis-server"; chmod +x "$BIN/redis-server"';

/** Runs `./setup` on a simulated machine that has only the given programs, each a line of shell. */
async function setup(programs: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'rematch-setup-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const bin = join(home, 'bin');
  await mkdir(bin);
  for (const name of ['sh', 'dirname', 'ln', 'mkdir', 'chmod']) {
    await symlink(existsSync(`/bin/${name}`) ? `/bin/${name}` : `/usr/bin/${name}`, join(bin, name));
  }
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >> "$HOME/ran"\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  await copyFile(join(ROOT, 'setup'), join(home, 'setup'));
  const env = { PATH: bin, HOME: home, BIN: bin };
  return await new Promise<{ code: number; out: string; ran: string }>((done) => {
    const child = execFile(join(home, 'setup'), [...args], { env }, async (error, stdout, stderr) => {
      const ran = await readFile(join(home, 'ran'), 'utf8').catch(() => '');
      done({ code: error ? Number(error.code) : 0, out: stdout + stderr, ran });
    });
    child.stdin?.end();
  });
}

/** An `npm ci` that leaves a pinned Node of the given version behind. */
function npmWith(version: string): string {
  return `mkdir -p node_modules/.bin; printf '#!/bin/sh\\necho ${version}\\n' > node_modules/.bin/node; chmod +x node_modules/.bin/node`;
}
const NPM = npmWith('v24.9.0');

test('without Node it says what to install', async () => {
  const { code, out } = await setup({});
  expect([code, out]).toEqual([1, expect.stringContaining('setup: Node is missing. Install Node 24')]);
});

test('a Node before 20 is refused, and so is a missing npm', async () => {
  expect((await setup({ node: 'echo v18.19.1' })).out).toContain('Node v18.19.1 is too old');
  const { code, out } = await setup({ node: NODE_20 });
  expect([code, out]).toEqual([1, expect.stringContaining('npm is missing')]);
});

test('with all there it only installs the packages', async () => {
  const { code, ran, out } = await setup({ node: NODE_20, npm: NPM, 'valkey-server': '', 'apt-get': '' });
  expect([code, out]).toEqual([0, 'setup: ready. Start with: npm start\n']);
  expect(ran).toMatch(/^node --version\nnpm ci .*\n$/);
});

test.each([
  ['apt-get', 'apt-get install -y -q redis-server'],
  ['dnf', 'dnf install -y valkey'],
  ['apk', 'apk add valkey'],
])('as root it installs Redis with %s and says so first', async (manager, command) => {
  const script = `case "$*" in *install*|*add*) ${INSTALLS_REDIS};; esac`;
  const { code, ran, out } = await setup({ node: NODE_20, npm: NPM, id: ROOT_USER, [manager]: script });
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^setup: redis is missing, so I run: sh -c '.*${command}`));
  expect(ran).toContain(command);
});

test('Homebrew is never run as another user', async () => {
  const { code, ran } = await setup({
    node: NODE_20,
    npm: NPM,
    id: USER,
    sudo: 'exit 9',
    brew: INSTALLS_REDIS,
  });
  expect(code).toBe(0);
  expect(ran).toContain('brew install redis');
  expect(ran).not.toContain('sudo');
});

test.each([
  ['there is no sudo', {}],
  ['sudo would ask', { sudo: 'exit 1' }],
])('when %s it prints the line to run and changes nothing', async (_why, more) => {
  const { code, ran, out } = await setup({
    node: NODE_20,
    npm: NPM,
    id: USER,
    'apt-get': INSTALLS_REDIS,
    ...more,
  });
  expect(code).toBe(1);
  expect(out).toContain("run: sudo sh -c 'apt-get update -q && ");
  expect(ran).not.toMatch(/apt-get|npm ci/);
});

test('without a package manager it says what is missing', async () => {
  const { code, out } = await setup({ node: NODE_20, npm: NPM, id: ROOT_USER });
  expect([code, out]).toEqual([1, expect.stringContaining('Redis or Valkey is missing')]);
});

test('--test adds Chromium where it can and goes on where it cannot', async () => {
  const machine = { node: NODE_20, npm: NPM, id: ROOT_USER, 'redis-server': '' };
  const can = await setup({ ...machine, apk: '' }, '--test');
  expect([can.code, can.ran]).toEqual([0, expect.stringContaining('apk add chromium')]);
  const cannot = await setup({ ...machine, apk: 'exit 1' }, '--test');
  expect([cannot.code, cannot.out]).toEqual([0, expect.stringContaining('page will be skipped')]);
  const has = await setup({ ...machine, apk: 'exit 1', chromium: '', faketime: '', pdftotext: '' }, '--test');
  expect(has.ran).not.toContain('apk');
});

test.each([
  ['apt-get', 'apt-get install -y -q faketime'],
  ['dnf', 'dnf install -y libfaketime'],
  ['apk', 'apk add libfaketime'],
])('--test adds faketime with %s, and says what goes without it', async (manager, command) => {
  const machine = { node: NODE_20, npm: NPM, id: ROOT_USER, 'redis-server': '', chromium: '' };
  const can = await setup({ ...machine, [manager]: '' }, '--test');
  expect([can.code, can.ran]).toEqual([0, expect.stringContaining(command)]);
  const cannot = await setup({ ...machine, [manager]: 'exit 1' }, '--test');
  expect([cannot.code, cannot.out]).toEqual([0, expect.stringContaining('no faketime, so two faults')]);
  expect((await setup({ ...machine, [manager]: '' })).ran).not.toContain('faketime');
});

test.each(['apt-get', 'dnf', 'apk'])(
  '--test adds pdftotext with %s, and says what goes without it',
  async (manager) => {
    const machine = {
      node: NODE_20,
      npm: NPM,
      id: ROOT_USER,
      'redis-server': '',
      chromium: '',
      faketime: '',
    };
    const can = await setup({ ...machine, [manager]: '' }, '--test');
    expect([can.code, can.ran]).toEqual([0, expect.stringContaining('poppler-utils')]);
    const cannot = await setup({ ...machine, [manager]: 'exit 1' }, '--test');
    expect([cannot.code, cannot.out]).toEqual([
      0,
      expect.stringContaining('no pdftotext, so the test of PDFs'),
    ]);
  },
);

test('where the pinned Node does not run, a Node 24 of the system takes its place', async () => {
  const machine = {
    'redis-server': '',
    npm: 'mkdir -p node_modules/.bin; ln -s gone node_modules/.bin/node',
  };
  expect((await setup({ ...machine, node: 'echo v24.1.0' })).code).toBe(0);
  const { code, out } = await setup({ ...machine, node: 'echo v22.1.0' });
  expect([code, out]).toEqual([1, expect.stringContaining('The pinned Node 24 does not run')]);
});

test('an unknown option is refused', async () => {
  expect(await setup({}, '--tests')).toMatchObject({ code: 1, out: expect.stringContaining('Usage:') });
});

test('the lock file knows the binaries of every platform', async () => {
  type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
  const { packages }: Lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
  const missing = Object.entries(packages).flatMap(([holder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${holder}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
