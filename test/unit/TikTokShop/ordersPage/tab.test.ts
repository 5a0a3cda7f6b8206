import fc from 'fast-check';

import { TABS } from '../../../../nodes/TikTokShop/ordersPage/tab';
import { PageRows, type PageRow } from '../../../../nodes/TikTokShop/ordersPage/pageRow';
import type { OutboundState } from '../../../../nodes/shared/outboundOrderItem';
import { deskRow, order, ORDER, outbound } from './facts';

const BY_HAND = deskRow({ status: 'closed', closed_how: 'by hand', note: 'sent by courier' });
const SHIPMENT = deskRow({ order_id: 'shipment:OBS1', code: 'CARRIER_NOT_PAIRED' });

const CANCELLATION = deskRow({
	order_id: `cancellation:${ORDER}`,
	code: 'CANCELLATION_PENDING',
});

interface Case {
	status?: string;
	oms?: OutboundState;
	desk?: Array<Record<string, unknown>>;
	asksToCancel?: boolean;
	/** Tracking number that TikTok Shop shows. */
	shown?: string;
}

function rowFor({
	status = 'AWAITING_SHIPMENT',
	oms,
	desk = [],
	asksToCancel,
	shown,
}: Case): PageRow {
	const rows = new PageRows({
		outbound: oms ? [outbound(oms)] : [],
		unknownInOms: new Set(),
		desk,
	});
	const trackingNumbers = shown === undefined ? undefined : [shown];
	return rows.rowOf(
		order({ status, buyerRequestedCancel: asksToCancel === true, trackingNumbers }),
	);
}

describe('the tab of an order (B29, B31)', () => {
	it.each<[string, Case, string, string]>([
		['waits and nobody has it', {}, 'pending', 'GOES_NEXT'],
		['is on hold', { status: 'ON_HOLD' }, 'pending', 'ON_HOLD_AT_SHOP'],
		['is unpaid', { status: 'UNPAID' }, 'pending', 'UNPAID'],
		['the buyer asks to cancel', { asksToCancel: true }, 'pending', 'CANCEL_ASKED'],
		['has a status that nobody knows', { status: 'NEW_STATUS' }, 'pending', 'STATUS_UNKNOWN'],
		['is new in the OMS', { oms: 'created' }, 'processing', ''],
		['has its label', { oms: 'label_ready' }, 'processing', ''],
		['is in the warehouse', { oms: 'processing' }, 'processing', ''],
		['has a state of the OMS that nobody knows', { oms: 'unknown' }, 'processing', ''],
		['is being intercepted', { oms: 'intercepting' }, 'processing', 'BEING_INTERCEPTED'],
		[
			'was shipped in part and the rest is in the warehouse',
			{ status: 'PARTIALLY_SHIPPING', oms: 'processing' },
			'processing',
			'',
		],
		['has left the warehouse', { oms: 'shipped' }, 'shipped', 'SENT_BACK_NEXT'],
		['is shipped on TikTok Shop', { status: 'AWAITING_COLLECTION', oms: 'shipped' }, 'shipped', ''],
		['is delivered', { status: 'DELIVERED' }, 'shipped', ''],
		['was shipped by the seller, without the OMS', { status: 'IN_TRANSIT' }, 'shipped', ''],
		['is cancelled', { status: 'CANCELLED' }, 'cancelled', ''],
		['is cancelled on both sides', { status: 'CANCELLED', oms: 'cancelled' }, 'cancelled', ''],
		[
			'is cancelled, and the warehouse takes it back',
			{ status: 'CANCELLED', oms: 'intercepting' },
			'cancelled',
			'BEING_INTERCEPTED',
		],
		['was closed by hand', { desk: [BY_HAND] }, 'cancelled', 'CLOSED_BY_HAND'],
		[
			'was closed by hand, and the outbound order cancelled',
			{ desk: [BY_HAND], oms: 'cancelled' },
			'cancelled',
			'CLOSED_BY_HAND',
		],
		['waits in the desk', { desk: [deskRow()] }, 'exception', 'SKU_NOT_MAPPED'],
		[
			'waits in the desk again after it was closed by hand',
			{ desk: [BY_HAND, deskRow()] },
			'exception',
			'SKU_NOT_MAPPED',
		],
		['is stopped in the OMS', { oms: 'exception' }, 'exception', 'OMS_EXCEPTION'],
		['has no label in the OMS', { oms: 'label_exception' }, 'exception', 'OMS_EXCEPTION'],
		[
			'its outbound order was cancelled',
			{ oms: 'cancelled' },
			'exception',
			'OUTBOUND_ORDER_CANCELLED',
		],
		[
			'is cancelled, and the warehouse still has it',
			{ status: 'CANCELLED', oms: 'processing' },
			'exception',
			'STILL_IN_THE_WAREHOUSE',
		],
		[
			'is cancelled, and has left',
			{ status: 'CANCELLED', oms: 'shipped' },
			'exception',
			'LEFT_ALTHOUGH_CANCELLED',
		],
		[
			'is cancelled and has left, and a person has decided on it',
			{ status: 'CANCELLED', oms: 'shipped', desk: [BY_HAND] },
			'cancelled',
			'',
		],
		[
			'the buyer asks to cancel, and the warehouse has it',
			{ asksToCancel: true, oms: 'processing' },
			'exception',
			'CANCEL_REQUESTED',
		],
		[
			'is cancelled, and the OMS has not answered to that yet',
			{ status: 'CANCELLED', oms: 'processing', desk: [CANCELLATION] },
			'exception',
			'CANCELLATION_PENDING',
		],
		[
			'was cancelled too late, whatever became of the outbound order',
			{ status: 'CANCELLED', oms: 'cancelled', desk: [deskRow({ code: 'CANCELLED_TOO_LATE' })] },
			'exception',
			'CANCELLED_TOO_LATE',
		],
		[
			'has changed too late and is shipped',
			{ status: 'IN_TRANSIT', oms: 'shipped', desk: [deskRow({ code: 'CHANGED_TOO_LATE' })] },
			'exception',
			'CHANGED_TOO_LATE',
		],
		[
			'the warehouse does not go on with',
			{ oms: 'exception', desk: [deskRow({ code: 'WAREHOUSE_EXCEPTION' })] },
			'exception',
			'WAREHOUSE_EXCEPTION',
		],
		[
			'has left, and its tracking number cannot be sent',
			{ oms: 'shipped', desk: [SHIPMENT] },
			'exception',
			'CARRIER_NOT_PAIRED',
		],
		[
			'TikTok Shop has another tracking number',
			{ status: 'IN_TRANSIT', oms: 'shipped', desk: [SHIPMENT], shown: '1Z9' },
			'exception',
			'CARRIER_NOT_PAIRED',
		],
	])('one that %s', (_, given, tab, code) => {
		const { tab: shown, code: said } = rowFor(given);
		expect([shown, said]).toEqual([tab, code]);
	});

	it.each<[string, Case, string]>([
		['created since then', { oms: 'created', desk: [deskRow()] }, 'processing'],
		['shipped by the seller since then', { status: 'IN_TRANSIT', desk: [deskRow()] }, 'shipped'],
		['cancelled since then', { status: 'CANCELLED', desk: [deskRow()] }, 'cancelled'],
		[
			'that the warehouse goes on with since then',
			{ oms: 'processing', desk: [deskRow({ code: 'WAREHOUSE_EXCEPTION' })] },
			'processing',
		],
		[
			'cancelled on both sides since then',
			{ status: 'CANCELLED', oms: 'cancelled', desk: [CANCELLATION] },
			'cancelled',
		],
		[
			'sent back since then',
			{ status: 'IN_TRANSIT', oms: 'shipped', desk: [SHIPMENT], shown: '9400 111' },
			'shipped',
		],
	])('what both services say goes before a row of the desk: one %s', (_, given, tab) => {
		expect(rowFor(given).tab).toBe(tab);
	});

	it('a row about the outbound order that is there holds all the same', () => {
		const desk = [deskRow({ code: 'ALREADY_IN_THE_OMS' })];
		expect(rowFor({ oms: 'processing', desk })).toMatchObject({ tab: 'exception' });
	});

	it('is one of five, whatever the services say', () => {
		const states = ['created', 'shipped', 'cancelled', 'exception', 'odd', ''] as OutboundState[];
		const rows = [deskRow(), BY_HAND, SHIPMENT, CANCELLATION, { order_id: 7 }, {}];
		fc.assert(
			fc.property(
				fc.constantFrom('AWAITING_SHIPMENT', 'CANCELLED', 'IN_TRANSIT', 'ODD', ''),
				fc.option(fc.constantFrom(...states), { nil: undefined }),
				fc.subarray(rows),
				fc.boolean(),
				(status, oms, desk, asksToCancel) => {
					expect(TABS).toContain(rowFor({ status, oms, desk, asksToCancel }).tab);
				},
			),
			{ numRuns: 500 },
		);
	});
});
