import { decideExisting } from '../../../nodes/LingxingOms/outbound/create/decideExisting';
import type { DesiredOrder } from '../../../nodes/LingxingOms/outbound/create/desiredOrder';
import { isOwnNumber } from '../../../nodes/LingxingOms/outbound/ownNumbers';

const ORDER = '576460000000000001';

const wanted: DesiredOrder = {
	thirdOrderNo: ORDER,
	orderId: ORDER,
	placedAt: 0,
	elsewhere: true,
	isComparable: true,
	hasChanged: true,
	replaces: true,
	mayReplace: true,
	createsAgain: false,
	readAt: 0,
	units: () => new Map([['MUG', 2]]),
	request: () => ({ exception: undefined }) as never,
};

const record = (more: object) => ({
	outboundOrderNo: 'OB1',
	thirdOrderNo: ORDER,
	platformOrderNo: ORDER,
	status: 2,
	productList: [{ sku: 'MUG', quantity: 1 }],
	...more,
});

const decide = (more: object) =>
	decideExisting(wanted, { foundBy: 'thirdOrderNo', records: [record(more)] }, '+08:00');

describe('an outbound order that is not what its order needs', () => {
	it('is replaced where this package has made it', () => {
		expect(decide({})).toHaveProperty('differs');
		expect(decide({ thirdOrderNo: `${ORDER}-2` })).toHaveProperty('differs');
		expect(decide({ platformOrderNo: '' })).toHaveProperty('differs');
	});

	it.each([
		['has a number of others', { thirdOrderNo: 'ERP-1' }],
		['has the number as that of another platform order', { platformOrderNo: 'SHOPEE-77' }],
	])('is never replaced where it %s: the order waits', (_, more) => {
		expect(decide(more)).toMatchObject({ result: { exception: { code: 'ALREADY_IN_THE_OMS' } } });
	});
});

it('the numbers of an order are its own and -2 to -9, and nothing else', () => {
	const own = ['', '-2', '-9'].map((end) => ORDER + end);
	const others = ['-1', '-10', '-2-2', 'x'].map((end) => ORDER + end);
	expect(own.filter((number) => isOwnNumber(ORDER, number))).toEqual(own);
	expect([...others, '', `7:${ORDER}`].filter((number) => isOwnNumber(ORDER, number))).toEqual([]);
});
