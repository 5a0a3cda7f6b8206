import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate } from './evaluate';
import { channelNodes, errorTrigger, type Channel } from './channelNodes';
import type { Tables } from './stockNodes';
import type { Template } from './templateFile';
import { runTemplate, type WholeRun } from './wholeRun';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

const DIGEST = '16-digest.json';
const FAILS = '17-when-a-workflow-fails.json';
const EXCEPTIONS = 'tiktok_shop_exceptions';
const TOLD = 'tiktok_shop_told';
const FEISHU_TAKES = { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' };

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;
let channel: Channel;
let settings: IDataObject;
let switchedOn: string[];

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	tables = { rows: new Map<string, IDataObject[]>(), writes: 0 };
	channel = { sent: [], answer: () => FEISHU_TAKES };
	// An hour that never comes: only what is urgent is told.
	settings = { channel: 'feishu', webhookUrl: 'https://bot.example.com/hook', morningHour: 99 };
	switchedOn = [];
});

afterEach(async () => {
	await sandbox.close();
});

/** What a user does: fills in Settings, and switches the node of the channel on. */
function edit(template: Template): void {
	const { assignments } = template.nodes.find(({ name }) => name === 'Settings')?.parameters
		.assignments as { assignments: Array<{ name: string; value: unknown }> };
	for (const each of assignments) each.value = settings[each.name] ?? each.value;
	for (const node of template.nodes) {
		if (switchedOn.includes(node.name)) delete node.disabled;
		if (node.waitBetweenTries) node.waitBetweenTries = 1;
	}
}

const run = async (start = 'Every Hour', started: IDataObject[] = [{}]): Promise<WholeRun> =>
	await runTemplate(DIGEST, start, started, tables, credentials, undefined, {
		nodes: channelNodes(channel),
		edit,
	});

const byHand = async () => await run('Start by Hand');

const exception = (more: IDataObject = {}): IDataObject => ({
	...{ order_id: '57', shop_code: 'US01', shop_id: '1', status: 'open', code: 'SKU_NOT_MAPPED' },
	...{ message: 'No row.', hint: 'Add it.', opened: new Date().toISOString() },
	...more,
});

const bodies = () =>
	channel.sent.map(({ parameters }) => JSON.parse(String(parameters.jsonBody)) as IDataObject);
const texts = () => bodies().map(({ content }) => String((content as IDataObject).text));
const facts = () => (tables.rows.get(TOLD) ?? []).map(({ fact }) => String(fact).split('|')[0]);

describe('the digest', () => {
	it('tells what is new once, and again when it has changed; then what is over', async () => {
		const row = exception();
		tables.rows.set(EXCEPTIONS, [row]);
		await byHand();
		expect(texts()).toEqual([
			expect.stringContaining('- Order 57 (US01): SKU_NOT_MAPPED. No row. Add it.'),
		]);
		await byHand();
		expect(channel.sent).toHaveLength(1);
		row.message = 'Two rows.';
		await byHand();
		expect(texts()[1]).toContain('Changed exceptions: 1');
		Object.assign(row, {
			...{ status: 'closed', closed: new Date().toISOString() },
			closed_how: 'by itself: went through',
		});
		await byHand();
		expect(texts()[2]).toContain('- Order 57 (US01): SKU_NOT_MAPPED, by itself: went through');
		await byHand();
		expect(channel.sent).toHaveLength(3);
	});

	it('tells every hour only what is urgent, and the rest in the morning', async () => {
		tables.rows.set(EXCEPTIONS, [
			exception(),
			exception({ order_id: '58', code: 'CANCELLED_TOO_LATE' }),
			exception({ order_id: 'shop:1', code: 'SHOP_REFUSED' }),
		]);
		await run();
		expect(texts()[0]).toMatch(/^TikTok Shop: 1 failing, 1 new\n/);
		expect(texts()[0]).toContain('CANCELLED_TOO_LATE');
		await run();
		expect(channel.sent).toHaveLength(1);
		settings.morningHour = (await evaluate('={{ $now.hour }}', { Input: [{}] })) as number;
		await run();
		expect(texts()[1]).toMatch(/^TikTok Shop: 1 new\n/);
		expect(texts()[1]).toContain('SKU_NOT_MAPPED');
	});

	it('sends nothing, and writes nothing, when there is nothing to tell', async () => {
		const done = await byHand();
		expect(done.outputsOf('By Channel')).toBeUndefined();
		expect([channel.sent.length, tables.writes]).toEqual([0, 0]);
	});

	it('tells deadlines of orders that wait to be shipped or collected, once', async () => {
		const [to, collect] = ['AWAITING_SHIPMENT', 'AWAITING_COLLECTION'].map((status) =>
			sandbox.tiktok.addOrder({
				shop: 'US01',
				status: status as never,
				lines: [{ sellerSku: 'MUG-BLUE-350' }],
				ageSeconds: 4 * 86_400 - 3_600,
			}),
		);
		const done = await run();
		expect(done.outputsOf('Near Deadlines')?.[0]).toMatchObject(
			expect.arrayContaining(
				[{ orderId: to.id, deadlineStage: 'dueIn8h' }].map(expect.objectContaining),
			),
		);
		expect(done.outputsOf('All Open Orders')?.[0].map(({ orderId }) => orderId)).toEqual(
			expect.arrayContaining([to.id, collect.id]),
		);
		expect(texts()).toHaveLength(1);
		expect(texts()[0]).toContain(`Order ${to.id} `);
		await run();
		expect(texts()).toHaveLength(1);
	});

	it('tells that the authorisation ends soon', async () => {
		const done = await byHand();
		const [{ openId }] = done.outputsOf('Read Authorisation')?.[0] as IDataObject[];
		expect(openId).toMatch(/./);
		await run('Called with Facts', [
			{ openId, sellerName: 'Sunny Home', daysLeft: 5, authorizationEndsAt: '2027-01-01' },
		]);
		expect(texts()[0]).toContain('The authorisation of Sunny Home ends in 5 days');
	});

	it('tells that TikTok Shop cannot be read, once, and what the desk says all the same', async () => {
		tables.rows.set(EXCEPTIONS, [exception({ code: 'WAREHOUSE_EXCEPTION' })]);
		sandbox.faults.add({ service: 'tiktok', path: /./, kind: '500', times: 1_000 });
		await run();
		expect(texts()[0]).toMatch(/^TikTok Shop: 1 new\n/);
		await byHand();
		expect(texts()[1]).toMatch(/^TikTok Shop: 1 failing\n/);
		await byHand();
		expect(texts()).toHaveLength(2);
	});
});

describe('a digest that was not sent', () => {
	beforeEach(() => tables.rows.set(EXCEPTIONS, [exception()]));

	it.each<[what: string, answer: () => IDataObject, says: RegExp]>([
		[
			'the channel cannot be reached',
			() => {
				throw new Error('connect ECONNREFUSED');
			},
			/ECONNREFUSED/,
		],
		[
			'Feishu refuses it',
			() => ({ code: 19024, msg: 'Key Words Not Found' }),
			/refused the digest: .*Key Words Not Found/,
		],
		['WeCom refuses it', () => ({ errcode: 93000, errmsg: 'invalid webhook url' }), /93000/],
	])('fails the run, and is told by the next one: %s', async (_, answer, says) => {
		channel.answer = answer;
		await expect(byHand()).rejects.toMatchObject({ message: expect.stringMatching(says) });
		expect(facts()).toEqual([]);
		channel.answer = () => FEISHU_TAKES;
		await byHand();
		expect(texts()[channel.sent.length - 1]).toContain('Order 57');
		expect(facts()).toEqual(['exception']);
	});

	it('because its node is switched off, is not told', async () => {
		settings.channel = 'mail';
		await expect(byHand()).rejects.toMatchObject({
			message: expect.stringContaining('switched off'),
		});
		expect([facts(), channel.sent]).toEqual([[], []]);
	});

	it.each(['', 'pigeon'])('because there is no channel "%s", says so', async (name) => {
		settings.channel = name;
		await expect(byHand()).rejects.toMatchObject({
			message: expect.stringContaining(`Settings says "${name}"`),
		});
		expect(facts()).toEqual([]);
	});
});

describe('the channels', () => {
	beforeEach(() =>
		tables.rows.set(EXCEPTIONS, [exception({ message: 'A & B <at user_id="all">x</at>' })]),
	);
	const line = 'Order 57 (US01): SKU_NOT_MAPPED. A & B ‹at user_id="all"›x‹/at› Add it.';

	it.each<[name: string, answer: IDataObject, body: IDataObject]>([
		[
			'slack',
			{ data: 'ok' },
			{ text: expect.stringContaining(line.replace('&', '&amp;')) as never },
		],
		[
			'feishu',
			FEISHU_TAKES,
			{ msg_type: 'text', content: { text: expect.stringContaining(line) as never } },
		],
		[
			'WeCom',
			{ errcode: 0, errmsg: 'ok' },
			{ msgtype: 'text', text: { content: expect.stringContaining(line) as never } },
		],
	])('%s gets the body that it takes', async (name, answer, body) => {
		settings.channel = name;
		channel.answer = () => answer;
		await byHand();
		expect(bodies()).toEqual([body]);
		expect(channel.sent[0].parameters).toMatchObject({ url: settings.webhookUrl, method: 'POST' });
		expect(facts()).toEqual(['exception']);
	});

	it('mail gets subject, text and HTML', async () => {
		Object.assign(settings, { channel: 'mail', mailFrom: 'n8n@example.com', mailTo: 'me@x.com' });
		switchedOn = ['Mail'];
		channel.answer = () => ({ accepted: ['me@x.com'], rejected: [], response: '250 OK' });
		await byHand();
		expect(channel.sent).toMatchObject([
			{
				node: 'Mail',
				parameters: {
					...{ fromEmail: 'n8n@example.com', toEmail: 'me@x.com', subject: 'TikTok Shop: 1 new' },
					text: expect.stringContaining(line),
					html: expect.stringContaining('A &amp; B &lt;at user_id=&quot;all&quot;&gt;'),
				},
			},
		]);
		expect(facts()).toEqual(['exception']);
	});

	it('Telegram gets a short text without markup', async () => {
		Object.assign(settings, { channel: 'telegram', telegramChat: '-100' });
		switchedOn = ['Telegram'];
		channel.answer = () => ({ ok: true, result: { message_id: 1 } });
		await byHand();
		expect(channel.sent).toMatchObject([
			{ parameters: { chatId: '-100', text: expect.stringContaining('A &amp; B ‹at') } },
		]);
		expect(facts()).toEqual(['exception']);
	});

	it('nodes of the user get the digest, and then it is told', async () => {
		settings.channel = 'own';
		const done = await byHand();
		expect(done.outputsOf('Your Own Nodes')?.[0]).toMatchObject([
			{ subject: 'TikTok Shop: 1 new' },
		]);
		expect(facts()).toEqual(['exception']);
	});
});

describe('when a workflow fails', () => {
	const failure = (message: string): IDataObject => ({
		workflow: { id: 'w1', name: '05 · Order sync' },
		execution: {
			...{ id: '231', url: 'https://n8n.example.com/workflow/w1/executions/231' },
			...{ lastNodeExecuted: 'Pull Pending Orders', error: { message } },
		},
	});
	const fails = async (message: string) =>
		await runTemplate(
			FAILS,
			'A Workflow Failed',
			[failure(message)],
			tables,
			credentials,
			async (items) => (await run('Called with Facts', items)).answer,
			{ nodes: [...channelNodes(channel), errorTrigger(failure(message))] },
		);

	it('it is told at once, with the node and the execution, once for each message', async () => {
		tables.rows.set(EXCEPTIONS, [exception({ code: 'CANCELLED_TOO_LATE' })]);
		await fails('Order 57 was refused (1, request 2026ab)');
		expect(texts()).toEqual([
			expect.stringContaining(
				'- 05 · Order sync, Pull Pending Orders: Order 57 was refused (1, request 2026ab) https://n8n.example.com/workflow/w1/executions/231',
			),
		]);
		expect(texts()[0]).not.toContain('CANCELLED_TOO_LATE');
		await fails('Order 58 was refused (1, request 2027cd)');
		expect(texts()).toHaveLength(1);
		await fails('No answer');
		expect(texts()[1]).toContain('No answer');
	});

	it('it is told again when it comes back after a day, and its time is noted while it goes on', async () => {
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		await fails('No answer');
		const [row] = tables.rows.get(TOLD) as IDataObject[];
		row.seen = row.told = hoursAgo(20);
		await fails('No answer');
		expect([texts().length, row.told]).toEqual([
			1,
			hoursAgo(20).slice(0, 13) + String(row.told).slice(13),
		]);
		expect(Date.now() - Date.parse(String(row.seen))).toBeLessThan(3_600_000);
		row.seen = row.told = hoursAgo(25);
		await fails('No answer');
		expect(texts()).toHaveLength(2);
	});

	it('it can be tried by hand, with an example', async () => {
		const done = await runTemplate(FAILS, 'Start by Hand', [{}], tables, credentials, undefined, {
			nodes: channelNodes(channel),
		});
		const [items] = done.calls.get('Tell It') as IDataObject[][];
		await run('Called with Facts', items);
		expect(texts()[0]).toContain('An Example: This is an example: nothing has failed.');
	});
});
