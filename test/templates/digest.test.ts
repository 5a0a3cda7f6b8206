import type { IDataObject } from 'n8n-workflow';

import { DigestWorld, exception, FEISHU_TAKES } from './digestWorld';
import { evaluate } from './evaluate';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

let world: DigestWorld;

beforeEach(async () => {
	world = await DigestWorld.start();
});

afterEach(async () => {
	await world.sandbox.close();
});

describe('the digest', () => {
	it('tells what is new once, and again when it has changed; then what is over', async () => {
		const row = exception();
		world.desk = [row];
		await world.byHand();
		expect(world.texts).toEqual([
			expect.stringContaining('- Order 57 (US01): SKU_NOT_MAPPED. No row. Add it.'),
		]);
		await world.byHand();
		expect(world.channel.sent).toHaveLength(1);
		row.message = 'Two rows.';
		await world.byHand();
		expect(world.texts[1]).toContain('Changed exceptions: 1');
		Object.assign(row, {
			...{ status: 'closed', closed: new Date().toISOString() },
			closed_how: 'by itself: went through',
		});
		await world.byHand();
		expect(world.texts[2]).toContain('- Order 57 (US01): SKU_NOT_MAPPED, by itself: went through');
		await world.byHand();
		expect(world.channel.sent).toHaveLength(3);
	});

	it('tells every hour only what is urgent, and the rest in the morning', async () => {
		world.desk = [
			exception(),
			exception({ order_id: '58', code: 'CANCELLED_TOO_LATE' }),
			exception({ order_id: 'shop:1', code: 'SHOP_REFUSED' }),
		];
		await world.run();
		expect(world.texts[0]).toMatch(/^TikTok Shop: 1 failing, 1 new\n/);
		expect(world.texts[0]).toContain('CANCELLED_TOO_LATE');
		await world.run();
		expect(world.channel.sent).toHaveLength(1);
		world.settings.morningHour = (await evaluate('={{ $now.hour }}', { Input: [{}] })) as number;
		await world.run();
		expect(world.texts[1]).toMatch(/^TikTok Shop: 1 new\n/);
		expect(world.texts[1]).toContain('SKU_NOT_MAPPED');
	});

	it('sends nothing, and writes nothing, when there is nothing to tell', async () => {
		const done = await world.byHand();
		expect(done.outputsOf('By Channel')).toBeUndefined();
		expect([world.channel.sent.length, world.tables.writes]).toEqual([0, 0]);
	});

	it('tells deadlines of orders that wait to be shipped or collected, once', async () => {
		const [to, collect] = ['AWAITING_SHIPMENT', 'AWAITING_COLLECTION'].map((status) =>
			world.sandbox.tiktok.addOrder({
				shop: 'US01',
				status: status as never,
				lines: [{ sellerSku: 'MUG-BLUE-350' }],
				ageSeconds: 4 * 86_400 - 3_600,
			}),
		);
		const done = await world.run();
		expect(done.outputsOf('Near Deadlines')?.[0]).toMatchObject(
			expect.arrayContaining(
				[{ orderId: to.id, deadlineStage: 'dueIn8h' }].map(expect.objectContaining),
			),
		);
		expect(done.outputsOf('All Open Orders')?.[0].map(({ orderId }) => orderId)).toEqual(
			expect.arrayContaining([to.id, collect.id]),
		);
		expect(world.texts).toHaveLength(1);
		expect(world.texts[0]).toContain(`Order ${to.id} `);
		await world.run();
		expect(world.texts).toHaveLength(1);
	});

	it('tells that the authorisation ends soon', async () => {
		const done = await world.byHand();
		const [{ openId }] = done.outputsOf('Read Authorisation')?.[0] as IDataObject[];
		expect(openId).toMatch(/./);
		await world.run('Called with Facts', [
			{ openId, sellerName: 'Sunny Home', daysLeft: 5, authorizationEndsAt: '2027-01-01' },
		]);
		expect(world.texts[0]).toContain('The authorisation of Sunny Home ends in 5 days');
	});

	it('tells that TikTok Shop cannot be read, once, and what the desk says all the same', async () => {
		world.desk = [exception({ code: 'WAREHOUSE_EXCEPTION' })];
		world.sandbox.faults.add({ service: 'tiktok', path: /./, kind: '500', times: 1_000 });
		await world.run();
		expect(world.texts[0]).toMatch(/^TikTok Shop: 1 new\n/);
		await world.byHand();
		expect(world.texts[1]).toMatch(/^TikTok Shop: 1 failing\n/);
		await world.byHand();
		expect(world.texts).toHaveLength(2);
	});
});

describe('a digest that was not sent', () => {
	beforeEach(() => {
		world.desk = [exception()];
	});

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
		world.channel.answer = answer;
		await expect(world.byHand()).rejects.toMatchObject({ message: expect.stringMatching(says) });
		expect(world.facts).toEqual([]);
		world.channel.answer = () => FEISHU_TAKES;
		await world.byHand();
		expect(world.texts[world.channel.sent.length - 1]).toContain('Order 57');
		expect(world.facts).toEqual(['exception']);
	});

	it('because its node is switched off, is not told', async () => {
		world.settings.channel = 'mail';
		await expect(world.byHand()).rejects.toMatchObject({
			message: expect.stringContaining('switched off'),
		});
		expect([world.facts, world.channel.sent]).toEqual([[], []]);
	});

	it.each(['', 'pigeon'])('because there is no channel "%s", says so', async (name) => {
		world.settings.channel = name;
		await expect(world.byHand()).rejects.toMatchObject({
			message: expect.stringContaining(`Settings says "${name}"`),
		});
		expect(world.facts).toEqual([]);
	});
});

describe('the channels', () => {
	beforeEach(() => {
		world.desk = [exception({ message: 'A & B <at user_id="all">x</at>' })];
	});
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
		world.settings.channel = name;
		world.channel.answer = () => answer;
		await world.byHand();
		expect(world.bodies).toEqual([body]);
		expect(world.channel.sent[0].parameters).toMatchObject({
			url: world.settings.webhookUrl,
			method: 'POST',
		});
		expect(world.facts).toEqual(['exception']);
	});

	it('mail gets subject, text and HTML', async () => {
		Object.assign(world.settings, {
			channel: 'mail',
			mailFrom: 'n8n@example.com',
			mailTo: 'me@x.com',
		});
		world.switchedOn = ['Mail'];
		world.channel.answer = () => ({ accepted: ['me@x.com'], rejected: [], response: '250 OK' });
		await world.byHand();
		expect(world.channel.sent).toMatchObject([
			{
				node: 'Mail',
				parameters: {
					...{ fromEmail: 'n8n@example.com', toEmail: 'me@x.com', subject: 'TikTok Shop: 1 new' },
					text: expect.stringContaining(line),
					html: expect.stringContaining('A &amp; B &lt;at user_id=&quot;all&quot;&gt;'),
				},
			},
		]);
		expect(world.facts).toEqual(['exception']);
	});

	it('Telegram gets a short text without markup', async () => {
		Object.assign(world.settings, { channel: 'telegram', telegramChat: '-100' });
		world.switchedOn = ['Telegram'];
		world.channel.answer = () => ({ ok: true, result: { message_id: 1 } });
		await world.byHand();
		expect(world.channel.sent).toMatchObject([
			{ parameters: { chatId: '-100', text: expect.stringContaining('A &amp; B ‹at') } },
		]);
		expect(world.facts).toEqual(['exception']);
	});

	it('nodes of the user get the digest, and then it is told', async () => {
		world.settings.channel = 'own';
		const done = await world.byHand();
		expect(done.outputsOf('Your Own Nodes')?.[0]).toMatchObject([
			{ subject: 'TikTok Shop: 1 new' },
		]);
		expect(world.facts).toEqual(['exception']);
	});
});
