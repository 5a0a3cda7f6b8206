import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate, fieldOf, parametersOf } from './evaluate';
import { runTemplate } from './wholeRun';

const CHECK = '13-check-my-connection.json';
const SUBMITTED = [{ submittedAt: '2026-11-28T00:00:00.000Z', formMode: 'production' }];

interface Line {
	check: string;
	ok: boolean;
	found: string;
	whatToDo: string;
}

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

async function check(
	tiktok: Record<string, string | number> = {},
	oms: Record<string, string | number> = {},
): Promise<Line[]> {
	const credentials = tiktokCredentials(sandbox, {}, { appRegion: 'US', ...tiktok });
	const stored = omsCredentials(sandbox, oms).stored;
	for (const [name, credential] of stored) credentials.stored.set(name, credential);
	const run = await runTemplate(
		CHECK,
		'Check Now',
		SUBMITTED,
		{ rows: new Map(), writes: 0 },
		credentials,
	);
	const [{ lines }] = run.outputsOf('What Was Found')?.[0] ?? [];
	return lines as unknown as Line[];
}

const faults = (lines: Line[]) =>
	lines.filter(({ ok }) => !ok).map(({ check: name, whatToDo }) => [name, whatToDo]);

describe('the check of the connection', () => {
	it('finds all well, and says what it has found', async () => {
		const lines = await check();
		expect(faults(lines)).toEqual([]);
		expect(lines.map((line) => line.check)).toEqual([
			'Seller',
			'Shops',
			'Authorized Site',
			'Scopes',
			'Authorisation ends',
			'Clock of this machine',
			'Store warehouses',
			'OMS',
			'Warehouse USLAX1',
			'Warehouse GBLON1',
		]);
		const found = lines.map((line) => line.found).join('\n');
		expect(found).toMatch(/Sunny Home/);
		expect(found).toMatch(/USLC000001: .*\n?.*GBCB/);
		expect(found).toMatch(/logistics channels: .*USPS-GA/);
	});

	it('says what to do where TikTok Shop refuses, and goes on to the OMS', async () => {
		const lines = await check({ appSecret: 'another' });
		expect(faults(lines).map(([name]) => name)).toEqual(['TikTok Shop', 'Store warehouses']);
		expect(lines[0].found).toMatch(/app secret/i);
		expect(lines.find((line) => line.check === 'OMS')?.ok).toBe(true);
	});

	it('says what to do where the OMS refuses, and that TikTok Shop is well', async () => {
		const lines = await check({}, { appSecret: 'another' });
		expect(faults(lines).map(([name]) => name)).toEqual(['OMS']);
		expect(lines.at(-1)?.found).toMatch(/refused the signature/);
		expect(lines.at(-1)?.whatToDo).toMatch(/App Key and App Secret/);
	});

	it('finds a missing scope', async () => {
		const scopes = ['seller.authorization.info', 'seller.order.info', 'seller.logistics'];
		const code = sandbox.tiktok.issueCode({ scopes });
		const lines = await check({ authorizationCode: code });
		expect(faults(lines)).toEqual([['Scopes', expect.stringMatching(/Partner Center/)]]);
	});
});

describe('the line about the bridge', () => {
	const bridge = async (answer: IDataObject) => {
		const expression = fieldOf(CHECK, 'What Was Found', 'lines');
		const lines = (await evaluate(expression, {
			'Read Authorisation': [{ checks: [] }],
			'Store Warehouses': [{ id: '1', shopCode: 'US', name: 'W', type: '', region: 'US' }],
			'Warehouses of the OMS': [{ code: 'USLAX1', channels: [{ code: 'A' }] }],
			'Ask the Bridge': [answer],
		})) as Line[];
		return lines.find((line) => line.check === 'OAuth bridge');
	};

	it.each<[what: string, answer: IDataObject, found: RegExp, whatToDo: RegExp]>([
		['refuses strangers, so it is there', { statusCode: 400 }, /^answers$/, /^$/],
		['is not published', { statusCode: 404 }, /not published/, /^Publish \*01 · /],
		['is out of reach', { error: { message: 'ECONNREFUSED' } }, /ECONNREFUSED$/, /Bridge URL/],
	])('says when it %s', async (_, answer, found, whatToDo) => {
		expect(await bridge(answer)).toEqual({
			check: 'OAuth bridge',
			ok: answer.statusCode === 400,
			found: expect.stringMatching(found),
			whatToDo: expect.stringMatching(whatToDo),
		});
	});
});

it('the page shows faults first, and the texts of others as texts', async () => {
	const { completionTitle, completionMessage } = parametersOf(CHECK, 'Show It');
	const lines = [
		{ check: 'A', ok: true, found: 'fine', whatToDo: '' },
		{ check: 'B', ok: false, found: '<img src=x> $& &', whatToDo: 'Mend it.' },
	];
	const before = { Input: [{ lines }] };
	expect(await evaluate(String(completionTitle), before)).toBe('1 of 2 need you · 2 项中有 1 项需要您处理');
	const page = String(await evaluate(String(completionMessage), before));
	expect(page).toContain(
		'<td>❌ needs you · 需要处理</td><td>&lt;img src=x> &#36;&amp; &amp;</td><td>Mend it.',
	);
	expect(page.indexOf('❌')).toBeLessThan(page.indexOf('✅'));
	expect(page).not.toMatch(/<(?!\/?(table|tr|th|td)>)/);
});
