import { execFileSync, spawnSync } from 'node:child_process';
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { readCompose } from '../docker/compose';
import { reachesBuild, stagesOf } from '../docker/dockerfile';
import { CURRENT } from '../support/n8n/releases';

const ROOT = resolve(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, 'docker', file), 'utf8');
const ENV = {
	N8N_HOST: 'n8n.example.com',
	N8N_ENCRYPTION_KEY: 'key',
	POSTGRES_PASSWORD: 'p',
	REDIS_PASSWORD: 'r',
};

describe('the image', () => {
	it('is of the n8n that the package is tried in', () => {
		const images = stagesOf(read('Dockerfile')).map(({ image }) => image);
		expect(images).toEqual(['node:24-slim', `docker.n8n.io/n8nio/n8n:${CURRENT.version}`]);
	});

	it('is built from what the package is made of, and of nothing secret, built or large', () => {
		const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
			cwd: ROOT,
			encoding: 'utf8',
		}).split('\n');
		const ignored = read('Dockerfile.dockerignore');
		const taken = files.filter((file) => reachesBuild(file, ignored));
		const rooms = new Set(taken.map((file) => file.split('/')[0]));
		expect([...rooms].sort()).toEqual(
			[
				'.npmrc',
				'LICENSE',
				'README.md',
				'credentials',
				'docker',
				'gulpfile.js',
				'icons',
				'nodes',
				'package-lock.json',
				'package.json',
				'tsconfig.json',
				'workflows-templates',
			].sort(),
		);
		for (const never of ['docker/.env', 'node_modules/x/index.js', 'dist/x.js', '.git/config']) {
			expect([never, reachesBuild(never, ignored)]).toEqual([never, false]);
		}
	});
});

describe('the compose file', () => {
	const { services, volumes } = readCompose(ENV);
	const ofN8n = Object.entries(services).filter(([, { image }]) => image === services.main.image);

	it('has a main, workers and a webhook process of one image, PostgreSQL, Redis and a proxy', () => {
		expect(ofN8n.map(([name]) => name)).toEqual(['main', 'worker', 'webhook']);
		expect(ofN8n.map(([, { command }]) => String(command).split(' ')[0])).toEqual([
			'start',
			'worker',
			'webhook',
		]);
		expect(services.worker.deploy?.replicas).toBeGreaterThan(1);
		expect(Object.keys(services).sort()).toEqual(
			['main', 'worker', 'webhook', 'postgres', 'redis', 'proxy'].sort(),
		);
		expect(services.main.build?.dockerfile).toBe('docker/Dockerfile');
	});

	it('keeps all data in volumes that it names', () => {
		const used = Object.values(services).flatMap(({ volumes: own = [] }) =>
			own.map((volume) => volume.split(':')[0]).filter((name) => !name.startsWith('.')),
		);
		expect(used.sort()).toEqual(Object.keys(volumes).sort());
	});

	it('opens only the proxy to the outside', () => {
		const open = Object.entries(services).filter(([, { ports = [] }]) => ports.length > 0);
		expect(open.map(([name]) => name)).toEqual(['proxy']);
	});

	it('gives all processes of n8n the same key, database, queue and address', () => {
		for (const [, { environment }] of ofN8n) {
			expect(environment).toMatchObject({
				N8N_ENCRYPTION_KEY: 'key',
				EXECUTIONS_MODE: 'queue',
				DB_POSTGRESDB_HOST: 'postgres',
				DB_POSTGRESDB_PASSWORD: 'p',
				QUEUE_BULL_REDIS_HOST: 'redis',
				QUEUE_BULL_REDIS_PASSWORD: 'r',
				N8N_WEBHOOK_URL: 'https://n8n.example.com/',
			});
		}
	});

	it.each(Object.keys(ENV))('does not start without %s', (name) => {
		expect(() => readCompose({ ...ENV, [name]: '' })).toThrow(name);
	});

	it('asks for nothing that .env.example does not name, and no secret has a value there', () => {
		const example = new Map(
			[...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
		);
		const asked = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
		expect([...new Set(asked)].sort()).toEqual([...example.keys()].sort());
		for (const secret of ['N8N_ENCRYPTION_KEY', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD']) {
			expect(example.get(secret)).toBe('');
		}
	});
});

describe('what a container starts with', () => {
	let home: string;

	beforeEach(() => {
		home = realpathSync(mkdtempSync(join(tmpdir(), 'n8n-tiktok-shop-oms-start-')));
		mkdirSync(join(home, 'opt/node_modules/n8n-nodes-tiktok-shop-oms'), { recursive: true });
	});

	afterEach(() => rmSync(home, { recursive: true, force: true }));

	const start = (...command: string[]) =>
		spawnSync('/bin/sh', [join(ROOT, 'docker/start.sh'), ...command], {
			encoding: 'utf8',
			env: { PATH: process.env.PATH, HOME: home, TIKTOK_SHOP_OMS_FOLDER: join(home, 'opt') },
		});
	const link = () => join(home, '.n8n/nodes/node_modules/n8n-nodes-tiktok-shop-oms');

	it('links the package of the image and starts n8n with its arguments, again and again', () => {
		for (const concurrency of [10, 20]) {
			const { status, stdout } = start('printf', '%s|', 'worker', `--concurrency=${concurrency}`);
			expect([status, stdout]).toEqual([0, `worker|--concurrency=${concurrency}|`]);
			expect(realpathSync(link())).toBe(join(home, 'opt/node_modules/n8n-nodes-tiktok-shop-oms'));
		}
	});

	it('takes the place of a link that an older image has left', () => {
		start('true');
		rmSync(link());
		execFileSync('ln', ['-s', '/nowhere', link()]);
		expect(start('true').status).toBe(0);
		expect(realpathSync(link())).toContain('opt');
	});

	it('does not start where the package was installed in the editor, and says what to do', () => {
		mkdirSync(link(), { recursive: true });
		writeFileSync(join(link(), 'package.json'), '{}');
		const { status, stderr } = start('true');
		expect(status).toBe(1);
		expect(stderr).toContain('Settings > Community nodes');
		expect(lstatSync(link()).isDirectory()).toBe(true);
	});

	it('ends as n8n ends', () => {
		expect(start('sh', '-c', 'exit 7').status).toBe(7);
	});
});
