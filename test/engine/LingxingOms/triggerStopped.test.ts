import type { IDataObject } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { PolledTrigger, type PollOptions } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';
import { codesOf, orderId, startFixture, type Fixture } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const trigger = (parameters: object = {}, options: PollOptions = {}) =>
	new PolledTrigger(new LingxingOmsTrigger(), { salesPlatform: 'TikTok', ...parameters } as never, {
		credentials: omsCredentials(fixture.sandbox),
		...options,
	});

const outbound = (serial: number, more: object = {}) =>
	fixture.accept({
		thirdOrderNo: orderId(serial),
		platformOrderNo: orderId(serial),
		given: { storeName: 'USLC000001', salesPlatform: 'TikTok' },
		...more,
	});

/** Exceptions of a poll. */
const told = async (polled: PolledTrigger): Promise<IDataObject[]> =>
	(await polled.pollOutputs())?.[1] ?? [];

describe('an outbound order that the warehouse does not go on with', () => {
	it.each([5, 6, 7] as const)('is told with its reason, once: status %i', async (status) => {
		const order = outbound(1);
		const polled = trigger();
		expect(await told(polled)).toEqual([]);
		fixture.sandbox.oms.stop(order, status, '地址无法派送');
		const [exception, ...others] = await told(polled);
		expect(others).toEqual([]);
		expect(exception).toMatchObject({
			outboundOrderNo: order.outboundOrderNo,
			orderId: orderId(1),
			exception: { code: 'WAREHOUSE_EXCEPTION', details: { reason: '地址无法派送' } },
		});
		expect(await told(polled)).toEqual([]);
	});

	it('is told again when it stops once more, and with another reason', async () => {
		const order = outbound(1);
		const polled = trigger();
		fixture.sandbox.oms.stop(order, 5, 'a');
		expect(codesOf(await told(polled))).toEqual(['WAREHOUSE_EXCEPTION']);
		fixture.sandbox.oms.stop(order, 5, 'b');
		expect(codesOf(await told(polled))).toEqual(['WAREHOUSE_EXCEPTION']);
		fixture.sandbox.oms.goOn(order);
		expect(await told(polled)).toEqual([]);
		fixture.sandbox.oms.stop(order, 5, 'b');
		expect(codesOf(await told(polled))).toEqual(['WAREHOUSE_EXCEPTION']);
	});

	it('is handed over as shipped once it has', async () => {
		const order = outbound(1);
		const polled = trigger();
		fixture.sandbox.oms.stop(order, 7, 'no label');
		await polled.poll();
		fixture.sandbox.oms.goOn(order);
		fixture.sandbox.oms.ship(order);
		expect(await polled.poll()).toMatchObject([{ outboundOrderNo: order.outboundOrderNo }]);
	});

	it('comes again when the execution that was told of it failed', async () => {
		fixture.sandbox.oms.stop(outbound(1), 5, 'a');
		let works = false;
		const polled = trigger(
			{},
			{ execute: async () => await Promise.resolve(works ? 'success' : 'error') },
		);
		expect(await told(polled)).not.toEqual([]);
		works = true;
		expect(await told(polled)).toHaveLength(1);
		expect(await told(polled)).toEqual([]);
	});

	it('is passed by where it is no TikTok Shop order, or of another platform', async () => {
		const other = outbound(1, { thirdOrderNo: 'A-1', platformOrderNo: 'A-1' });
		const amazon = outbound(2, { given: { salesPlatform: 'Amazon' } });
		for (const order of [other, amazon]) fixture.sandbox.oms.stop(order, 5, 'a');
		expect(await told(trigger())).toEqual([]);
	});
});
