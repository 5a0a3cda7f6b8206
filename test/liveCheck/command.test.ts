import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readArguments } from '../../scripts/liveCheck/arguments';
import type { Sandbox } from '../sandbox';
import { changing, type RowsAnswer } from './differences/difference';
import { closeWorlds, redirectedUrl, world } from './support';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'live-check-'));

afterEach(closeWorlds);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
	code: number | null;
	/** Everything that was printed. */
	output: string;
	report: string;
}

/** Runs the command as npm does, with nobody in front of it. */
async function run(env: Record<string, string>, args: string[], stopAt?: string): Promise<Ended> {
	const file = join(folder, `${Math.random()}.md`);
	const command = ['--import', 'tsx', 'scripts/liveCheck/main.ts', ...args, '--report', file];
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn(process.execPath, command, { cwd: ROOT, env: { PATH, HOME, ...env } });
	child.stdin.end();
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (part: Buffer) => {
			output += String(part);
			if (stopAt && output.includes(stopAt)) child.kill('SIGINT');
		});
	}
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	let report = '';
	try {
		report = readFileSync(file, 'utf8');
	} catch {
		// Some runs write none.
	}
	return { code, output, report };
}

async function keysOf(sandbox: Sandbox): Promise<Record<string, string>> {
	const { tiktok, oms } = sandbox.credentials;
	return {
		TIKTOK_SHOP_APP_KEY: tiktok.appKey,
		TIKTOK_SHOP_APP_SECRET: tiktok.appSecret,
		TIKTOK_SHOP_REDIRECTED_URL: await redirectedUrl(sandbox),
		OMS_APP_KEY: oms.appKey,
		OMS_APP_SECRET: oms.appSecret,
	};
}

const hostsOf = ({ tiktokUrl, omsUrl }: Sandbox): string[] => [
	...['--auth-host', tiktokUrl, '--api-host', tiktokUrl],
	...['--oms-host', `${omsUrl}/openapi`],
];

jest.setTimeout(60_000);

describe('npm run live-check', () => {
	it('ends with 0 and a report, and prints no key', async () => {
		const sandbox = await world();
		const keys = await keysOf(sandbox);
		const { code, output, report } = await run(keys, hostsOf(sandbox));
		expect([code, output]).toEqual([0, expect.stringContaining('0 refuted')]);
		expect(report).toMatch(/^# Live check\n\n\*\*0 refuted, \d+ confirmed, \d+ not seen\*\*/);
		const secrets = [...Object.values(keys), ...sandbox.tiktok.tokens.everIssued];
		expect(secrets.filter((each) => `${output}${report}`.includes(each))).toEqual([]);
	});

	it('ends with 1 when an assumption is refuted, and names it', async () => {
		const sandbox = await world();
		changing<RowsAnswer>('oms', /pagelist$/, ({ data }) => {
			for (const row of data.records) delete row.approveStatus;
		})(sandbox);
		const args = [...hostsOf(sandbox), '--only', 'oms'];
		const { code, output } = await run(await keysOf(sandbox), args);
		expect([code, output]).toEqual([1, expect.stringContaining('refuted: oms-product-fields')]);
	});

	it('ends with 2 when no call succeeds', async () => {
		const sandbox = await world();
		const keys = { ...(await keysOf(sandbox)), TIKTOK_SHOP_APP_SECRET: 'not-the-secret' };
		const { code, output } = await run(keys, [...hostsOf(sandbox), '--only', 'tiktok']);
		expect([code, output]).toEqual([2, expect.stringContaining('nothing was checked')]);
	});

	it('ends with 2 and says which keys it needs when there are none and nobody can be asked', async () => {
		const { code, output } = await run({}, []);
		expect([code, output]).toEqual([2, expect.stringContaining('TIKTOK_SHOP_APP_KEY')]);
	});

	it('Ctrl-C ends it with a report of what was seen', async () => {
		const sandbox = await world();
		const { code, report } = await run(await keysOf(sandbox), hostsOf(sandbox), 'details');
		expect(code).toBe(130);
		expect(report).toContain('by the user, before its end');
		expect(report).toMatch(/`token-fields`.*All fields are there/);
	});
});

describe('arguments', () => {
	it.each([
		['an unknown one', ['--wirte'], 'wirte'],
		['plain http to a public host', ['--oms-host', 'http://api.example.com'], 'clear text'],
		['an order that is no ID', ['--order', 'latest'], 'digits only'],
		[
			'a number without --write',
			['--order', '576500000000000001', '--tracking-number', '1Z1', '--provider', '7'],
			'--write',
		],
		['--write with nothing to write', ['--write'], '--warehouse'],
		['an order to cancel without --write', ['--cancel-order', '576500000000000001'], '--write'],
		[
			'one order to ship and to cancel',
			['--write', '--order', '576500000000000001', '--cancel-order', '576500000000000001'],
			'another order',
		],
		['a request to approve of no order', ['--approve'], '--cancel-order'],
		['a warehouse without a SKU', ['--write', '--warehouse', 'W1'], '--sku'],
		['changes by hand without an order', ['--by-hand'], '--order'],
		[
			'a way through the warehouse without a channel',
			['--write', '--through', '--warehouse', 'W1', '--sku', 'S'],
			'--channel',
		],
		['a wait that is no number', ['--wait', 'long'], '--wait'],
		['a service that does not exist', ['--only', 'wms'], '--only'],
	])('%s is refused', (_, args, words) => {
		expect(() => readArguments(args)).toThrow(words);
	});

	it('without any, it only reads from the real hosts', () => {
		expect(readArguments([])).toMatchObject({ write: false, byHand: false, isLive: true });
	});
});
