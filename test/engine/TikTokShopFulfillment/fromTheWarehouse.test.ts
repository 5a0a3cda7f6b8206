import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { Fixture } from './fixture';

it('an outbound order packed into two parcels: both numbers reach TikTok Shop on their line items', async () => {
	const fixture = await Fixture.open();
	const { sandbox } = fixture;
	const placed = fixture.order({
		lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }, { sellerSku: 'TEA-CASE-12' }],
	});
	const outboundLines = [
		{
			systemSku: 'SYS-MUG-BLU',
			quantity: 2,
			from: [{ platformSku: 'MUG-BLUE-350', quantity: 2, factor: 1 }],
		},
		{
			systemSku: 'SYS-TEA-GRN',
			quantity: 12,
			from: [{ platformSku: 'TEA-CASE-12', quantity: 1, factor: 12 }],
		},
	];
	const oms = async (parameters: object, items: object[]) =>
		await runNode(
			new LingxingOms(),
			{ resource: 'outboundOrder', ...parameters } as never,
			items as IDataObject[],
			{ credentials: omsCredentials(sandbox) },
		);
	const byCode = (value: string) => ({ __rl: true, mode: 'code', value });
	const create = {
		operation: 'create',
		warehouse: byCode('USLAX1'),
		logisticsChannel: byCode('USPS-GA'),
	};
	const order = mappedOrder({ orderId: placed.id, outboundLines });
	expect((await oms(create, [order])).outputs[0]).toHaveLength(1);

	const [outbound] = [...sandbox.oms.outbound.values()];
	outbound.packing = [
		[
			{ sku: 'SYS-TEA-GRN', quantity: 12 },
			{ sku: 'SYS-MUG-BLU', quantity: 1 },
		],
		[{ sku: 'SYS-MUG-BLU', quantity: 1 }],
	];
	sandbox.oms.ship(outbound);
	const get = { operation: 'get', numberType: 'thirdOrderNo', number: placed.id };
	const [outboundOrder] = (await oms(get, [{}])).outputs[0];

	const { outputs, error } = await fixture.run([
		{ orderId: placed.id, outboundLines, outboundOrder },
	]);
	expect(error).toBeUndefined();
	expect(outputs[1]).toEqual([]);
	const [first, second] = outbound.parcelTrackNos ?? [];
	const [mug1, mug2, tea] = placed.lines.map(({ id }) => id);
	expect(fixture.writesOf(placed)).toMatchObject([
		{ trackingNumber: first, lineIds: [mug1, tea] },
		{ trackingNumber: second, lineIds: [mug2] },
	]);
	expect(sandbox.books()).toMatchObject({ wrongTracking: 0, trackingOnTikTok: 1 });
	await fixture.close();
});
