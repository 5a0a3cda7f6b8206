import { ASSUMPTIONS } from '../../scripts/liveCheck/assumptions';
import { pause } from '../../nodes/shared/stop';
import type { Sandbox } from '../sandbox';
import { addVietnam } from '../sandbox/demo/vietnam';
import {
	changingByHand,
	check,
	closeWorlds,
	confirming,
	goingThrough,
	idsOf,
	movingWorld,
	reportOf,
	world,
	writing,
} from './support';

afterEach(closeWorlds);

/** Status of each test order that the check has made. */
const testOrders = ({ oms }: Sandbox): number[] =>
	[...oms.outbound.values()]
		.filter(({ thirdOrderNo }) => thirdOrderNo.startsWith('live-check-'))
		.map(({ status }) => status);

const CANCELLED = 4;

describe('writing', () => {
	it('confirms in the sandbox every assumption that it can show, and refutes none', async () => {
		const sandbox = await movingWorld();
		const result = await check(sandbox, {
			write: true,
			choices: writing(sandbox),
			ask: confirming,
		});
		expect(idsOf(result, 'refuted')).toEqual([]);
		const shown = ASSUMPTIONS.filter(
			({ needs, notInSandbox }) => (!needs || needs === 'write') && !notInSandbox,
		).map(({ id }) => id);
		// One request is answered in one way.
		expect(idsOf(result, 'confirmed')).toEqual(shown.filter((id) => id !== 'approve-request'));
		expect(sandbox.tiktok.orderOf('buyer asks to cancel').status).toBe('CANCELLED');
	});

	it('approves the request of the buyer where that was chosen', async () => {
		const sandbox = await movingWorld();
		const { cancelOrderId } = writing(sandbox);
		const choices = { cancelOrderId, approve: true };
		const result = await check(sandbox, { write: true, choices, ask: confirming });
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toContain('approve-request');
		const [{ answers }] = sandbox.tiktok.cancellations.ofOrder(cancelOrderId);
		expect(answers.map(({ decision }) => decision)).toEqual(['approve']);
	});

	it('cancels no order that has left', async () => {
		const sandbox = await movingWorld();
		const order = sandbox.tiktok.orderOf('in transit already');
		const choices = { cancelOrderId: order.id };
		const result = await check(sandbox, { write: true, choices, ask: confirming });
		expect(order.status).toBe('IN_TRANSIT');
		expect(idsOf(result, 'not seen')).toContain('cancel-order');
	});

	it('leaves every test order cancelled, and the order with the corrected number', async () => {
		const sandbox = await movingWorld();
		const choices = writing(sandbox);
		await check(sandbox, { write: true, choices, ask: confirming });
		expect(testOrders(sandbox)).toEqual([CANCELLED, CANCELLED, CANCELLED, CANCELLED]);
		const written = sandbox.tiktok.trackingWrites.map((each) => [
			each.orderId,
			each.trackingNumber,
		]);
		expect(written).toEqual([
			[choices.orderId, choices.trackingNumber],
			[choices.orderId, choices.correctedNumber],
		]);
	});

	it('the report holds neither the numbers nor the order', async () => {
		const sandbox = await movingWorld();
		const choices = writing(sandbox);
		const text = reportOf(await check(sandbox, { write: true, choices, ask: confirming }));
		const numbers = [...sandbox.oms.outbound.values()].flatMap((each) => [
			each.outboundOrderNo,
			each.thirdOrderNo,
		]);
		const { orderId, trackingNumber, correctedNumber, systemSku } = choices;
		const all = [...numbers, orderId, trackingNumber, correctedNumber, systemSku];
		expect(all.filter((each) => text.includes(each))).toEqual([]);
	});

	it('writes nothing without --write', async () => {
		const sandbox = await movingWorld();
		await check(sandbox, { choices: writing(sandbox), ask: confirming });
		expect(testOrders(sandbox)).toEqual([]);
		expect(sandbox.tiktok.trackingWrites).toEqual([]);
	});

	it('writes nothing where the name is not typed', async () => {
		const sandbox = await movingWorld();
		const ask = async (): Promise<string> => await Promise.resolve('yes');
		const result = await check(sandbox, { write: true, choices: writing(sandbox), ask });
		expect(testOrders(sandbox)).toEqual([]);
		expect(sandbox.tiktok.trackingWrites).toEqual([]);
		expect(sandbox.tiktok.orderOf('buyer asks to cancel').status).not.toBe('CANCELLED');
		expect(idsOf(result, 'not seen')).toEqual(
			expect.arrayContaining(['ship-call', 'cancel-order', 'oms-created-row', 'oms-cancel-taken']),
		);
	});

	it.each(['in transit already', 'on hold, released later', 'shipped by TikTok'])(
		'leaves an order alone that does not wait for the seller: %s',
		async (scenario) => {
			const sandbox = await movingWorld();
			const orderId = sandbox.tiktok.orderOf(scenario).id;
			const choices = { ...writing(sandbox), orderId };
			await check(sandbox, { write: true, choices, ask: confirming });
			expect(sandbox.tiktok.trackingWrites).toEqual([]);
		},
	);

	it('a market with packages is shipped by package', async () => {
		const sandbox = await movingWorld();
		const { shop, providerId } = addVietnam(sandbox.tiktok);
		const order = sandbox.tiktok.addOrder({
			shop: shop.key,
			ageSeconds: 7_200,
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
		});
		const choices = { ...writing(sandbox), shop: shop.name, orderId: order.id, providerId };
		const ask = async (question: string): Promise<string> =>
			await Promise.resolve(question.includes('warehouse') ? 'USLAX1' : shop.name);
		const result = await check(sandbox, { write: true, choices, ask });
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toEqual(
			expect.arrayContaining(['ship-call', 'package-ids']),
		);
		expect(sandbox.tiktok.trackingWrites[0]).toMatchObject({ via: 'shipPackage' });
	});
});

describe('an order on its way through the warehouse', () => {
	it('gets its outbound order under the number of the nodes, and its tracking number on TikTok Shop', async () => {
		const sandbox = await movingWorld();
		const result = await goingThrough(sandbox, { choices: { correctedNumber: '' } });
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toEqual(
			expect.arrayContaining(['oms-shipped-fields', 'ship-call', 'number-read-back']),
		);
		const { id, shop } = sandbox.tiktok.orderOf('one line');
		const [outbound, ...others] = sandbox.oms.liveOf(id);
		expect(others).toEqual([]);
		expect(outbound.thirdOrderNo).toBe(`${shop.id}:${id}`);
		expect(sandbox.tiktok.trackingWrites).toMatchObject([
			{ orderId: id, trackingNumber: outbound.trackNo },
		]);
		expect(reportOf(result)).not.toContain(outbound.trackNo);
	});

	it('that has an outbound order already gets no second one', async () => {
		const sandbox = await movingWorld();
		const { id } = sandbox.tiktok.orderOf('one line');
		const first = await goingThrough(sandbox, {
			choices: { waitMinutes: 1 },
			pause: async (ms, signal) => await pause(ms / 50, signal),
		});
		expect(idsOf(first, 'not seen')).toEqual(
			expect.arrayContaining(['oms-shipped-fields', 'ship-call']),
		);
		expect(sandbox.oms.liveOf(id)).toHaveLength(1);
		const second = await goingThrough(sandbox);
		expect(idsOf(second, 'confirmed')).toContain('oms-shipped-fields');
		expect(sandbox.oms.liveOf(id)).toHaveLength(1);
	});

	it('with a masked address does not go to the warehouse', async () => {
		const sandbox = await movingWorld();
		const orderId = sandbox.tiktok.orderOf('masked address').id;
		const result = await goingThrough(sandbox, { choices: { orderId } });
		expect(sandbox.oms.liveOf(orderId)).toEqual([]);
		expect(reportOf(result)).toContain('RECIPIENT_INCOMPLETE');
	});

	it('does not go there where the name of the shop is not typed', async () => {
		const sandbox = await movingWorld();
		const { id } = sandbox.tiktok.orderOf('one line');
		await goingThrough(sandbox, { ask: async () => await Promise.resolve('USLAX1') });
		expect(sandbox.oms.liveOf(id)).toEqual([]);
		expect(sandbox.tiktok.trackingWrites).toEqual([]);
	});
});

describe('test orders', () => {
	it('are cancelled when the check is stopped in between', async () => {
		const sandbox = await movingWorld();
		const stop = new AbortController();
		sandbox.answers.change({
			service: 'oms',
			path: /\/create$/,
			change: () => stop.abort(new Error('stopped')),
		});
		const options = { choices: writing(sandbox), ask: confirming, stop: stop.signal };
		const result = await check(sandbox, { write: true, ...options });
		expect(result.stopped).toBe(true);
		expect(testOrders(sandbox)).toEqual([CANCELLED]);
	});

	it('are cancelled when the answer to their creation was lost', async () => {
		const sandbox = await movingWorld();
		sandbox.faults.add({ service: 'oms', path: /\/create$/, kind: 'resetAfterAccept' });
		await check(sandbox, { write: true, choices: writing(sandbox), ask: confirming });
		expect(testOrders(sandbox)).toEqual([CANCELLED]);
	});

	it('that cannot be cancelled are told with their number on the terminal, not in the report', async () => {
		const sandbox = await movingWorld();
		sandbox.answers.give({
			service: 'oms',
			path: /\/outboundOrder\/cancel$/,
			status: 200,
			body: { code: '100010', msg: '没有该接口的权限', data: null },
		});
		const told: string[] = [];
		const result = await check(sandbox, {
			write: true,
			choices: writing(sandbox),
			ask: confirming,
			say: (line) => told.push(line),
		});
		const left = [...sandbox.oms.outbound.values()].filter(({ thirdOrderNo }) =>
			thirdOrderNo.startsWith('live-check-'),
		);
		expect(left.length).toBe(4);
		for (const { outboundOrderNo } of left) {
			expect(told.join('\n')).toContain(outboundOrderNo);
			expect(reportOf(result)).not.toContain(outboundOrderNo);
		}
	});
});

describe('changes by hand', () => {
	it('confirm what they can show, and write nothing', async () => {
		const sandbox = await world();
		const { orderId } = writing(sandbox);
		const ask = changingByHand(sandbox);
		const result = await check(sandbox, { byHand: true, choices: { orderId }, ask });
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toEqual(
			expect.arrayContaining(['address-change', 'seller-sku-change']),
		);
		expect(sandbox.tiktok.trackingWrites).toEqual([]);
	});

	it('that were left out, or do not show, are not seen', async () => {
		const sandbox = await world();
		const { orderId } = writing(sandbox);
		const answers = ['s', ''];
		const ask = async (): Promise<string> => await Promise.resolve(answers.shift() ?? '');
		const result = await check(sandbox, { byHand: true, choices: { orderId }, ask });
		const notes = result.findings
			.filter(({ assumption }) => assumption.needs === 'byHand')
			.map(({ note }) => note);
		expect(notes).toEqual([
			'It was left out.',
			'The order did not show the change within 30 seconds.',
		]);
	});
});
