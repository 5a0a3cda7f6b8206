import { linesOf, summaryOf } from '../../../../nodes/TikTokShop/audit/report';
import { readOrderSide } from '../../../../nodes/TikTokShop/audit/orderSide';
import { readOutboundSide } from '../../../../nodes/TikTokShop/audit/outboundSide';
import { DeskRows } from '../../../../nodes/TikTokShop/desk/deskRows';
import {
	at,
	DAY,
	gone,
	idOf,
	made,
	NOW,
	sent,
	verdictsOn,
	waiting,
	type SidesGiven,
} from '../../../support/items/auditSides';

function summary(given: SidesGiven) {
	const sides = {
		orders: readOrderSide(given.orders),
		outboundOrders: readOutboundSide(given.outbound),
		desk: new DeskRows([]),
		handedOver: new Map<string, never>(),
	};
	return summaryOf(verdictsOn(given), sides, NOW);
}

describe('the summary', () => {
	it('is green where both sides agree, with the counts', () => {
		const given = { orders: [waiting(1), sent(2)], outbound: [made(1), gone(2)] };
		expect(summary(given)).toMatchObject({
			result: 'green',
			auditedAt: at(NOW),
			message: 'Both sides agree: 2 fine.',
			orders: 2,
			outboundOrders: 2,
			linesCompared: 2,
			counts: { fine: 2, missingInOms: 0, notAudited: 0 },
			sides: { orders: 'complete', outboundOrders: 'complete' },
		});
	});

	it('is red with one difference, and names the kinds', () => {
		const given = { orders: [waiting(1), sent(2), waiting(3)], outbound: [made(1), gone(2)] };
		expect(summary(given)).toMatchObject({
			result: 'red',
			message: 'Both sides differ: 1 missing in the OMS; 2 fine.',
		});
	});

	it.each([
		['did not answer', [], 'noAnswer'],
		['failed', [{ error: 'No answer.' }], 'noAnswer'],
		[
			'is incomplete',
			[{ orderId: '', exception: { code: 'X', message: 'M' } }, made(1)],
			'incomplete',
		],
	])('is never green where the OMS %s', (_, outbound, state) => {
		const { result, sides } = summary({ orders: [waiting(1)], outbound });
		expect([result, sides.outboundOrders]).toEqual(['red', state]);
	});

	it('counts every order behind a side that did not answer, and tells the side once', () => {
		const given = { orders: [waiting(1), waiting(2), sent(3)], outbound: [{ error: 'Down.' }] };
		expect(summary(given).counts.notAudited).toBe(4);
		expect(linesOf(verdictsOn(given), false).map(({ message }) => message)).toEqual(['Down.']);
	});
});

describe('a line', () => {
	const given = {
		orders: [waiting(1)],
		outbound: [made(1, { status: 5, exceptionReason: '库存不足' })],
	};

	it('says what it is about, for people and workflows', () => {
		const [line] = linesOf(verdictsOn(given), false);
		expect(line).toMatchObject({
			orderId: idOf(1),
			shopCode: 'USLC000001',
			kind: 'stuck',
			also: '',
			status: 'AWAITING_SHIPMENT',
			outboundOrderNos: 'OUT-1',
			outboundStates: 'exception',
			warehouseCodes: 'USLAX1',
			shipBy: at(NOW + 3 * DAY),
		});
		expect(line.message).toContain('库存不足');
	});

	it('keeps its key while the fact stays, and changes it with the fact', () => {
		const keyAt = (now: number, outbound = given.outbound) =>
			linesOf(verdictsOn({ ...given, outbound }, { now }), false)[0].key;
		expect(keyAt(NOW + DAY)).toBe(keyAt(NOW));
		expect(keyAt(NOW, [made(1, { status: 7 })])).not.toBe(keyAt(NOW));
	});

	it('is there for what is fine too, where that is wanted', () => {
		const fine = { orders: [waiting(1)], outbound: [made(1)] };
		expect(linesOf(verdictsOn(fine), false)).toEqual([]);
		expect(linesOf(verdictsOn(fine), true)).toMatchObject([{ kind: 'fine', orderId: idOf(1) }]);
	});
});
