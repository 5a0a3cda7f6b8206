import {
	createRequest,
	type CreateChoice,
} from '../../../nodes/LingxingOms/outbound/create/createRequest';
import { rowErrorOf, saysExists } from '../../../nodes/LingxingOms/outbound/create/rowErrors';
import { mappedOrder, RECIPIENT } from '../../support/items/omsOrder';

const CHOICE: CreateChoice = {
	warehouseCode: 'USLAX1',
	logisticsChannel: 'USPS-GA',
	thirdOrderNo: '576460000000000001',
	salesPlatform: 'TikTok',
	remark: '',
	signatureService: '',
	label: '',
};

const rowOf = (order: object = {}, choice: Partial<CreateChoice> = {}) =>
	createRequest(mappedOrder(order), { ...CHOICE, ...choice }).row;
const exceptionOf = (order: object, choice: Partial<CreateChoice> = {}) =>
	createRequest(mappedOrder(order), { ...CHOICE, ...choice }).exception;

describe('the entry of an order', () => {
	it('has the fields of the API (OMS API §1.5) and no empty ones', () => {
		expect(rowOf()).toEqual({
			whCode: 'USLAX1',
			thirdOrderNo: '576460000000000001',
			platformOrderNo: '576460000000000001',
			subOrderType: 1,
			logisticsChannel: 'USPS-GA',
			receiver: 'Dana Miller',
			telephone: '(+1)2135550123',
			email: 'buyer@example.com',
			countryRegionCode: 'US',
			provinceCode: 'CA',
			provinceName: 'California',
			cityName: 'Los Angeles',
			postCode: '90012',
			addressOne: '500 Market Street',
			salesPlatform: 'TikTok',
			storeName: 'USLC000001',
			productList: [{ sku: 'SYS-MUG-BLU', quantity: 2 }],
		});
	});

	it.each([
		['US-NY', 'New York', 'NY', 'New York'],
		['GB-ENG', 'England', 'ENG', 'England'],
		['CA', 'California', 'CA', 'California'],
		['', 'Selangor', 'Selangor', 'Selangor'],
		['', 'new york', 'NY', 'new york'],
		['', 'Puerto Rico', 'PR', 'Puerto Rico'],
		['JKT', '', 'JKT', 'JKT'],
	])('state code "%s" of "%s" becomes %s / %s', (stateCode, state, provinceCode, provinceName) => {
		const recipient = { ...RECIPIENT, stateCode, state };
		expect(rowOf({ recipient })).toMatchObject({ provinceCode, provinceName });
	});

	it('cuts the remark at 255 characters, never in half of one', () => {
		expect(rowOf({}, { remark: 'x'.repeat(300) })?.remark).toHaveLength(255);
		expect(rowOf({}, { remark: `${'x'.repeat(254)}😀` })?.remark).toBe('x'.repeat(254));
	});

	it('brings an own label along', () => {
		expect(rowOf({}, { logisticsChannel: 'Upload_Shipping_Label', label: 'JVBE' })).toMatchObject({
			label: { fileData: 'JVBE' },
			fileList: [{ bizCode: 1 }],
		});
	});
});

describe('an order that cannot go to the warehouse', () => {
	it.each([[[]], [undefined]])('has outbound lines %p', (outboundLines) => {
		expect(exceptionOf({ outboundLines })?.code).toBe('OUTBOUND_LINES_MISSING');
	});

	it('names each missing part of the recipient', () => {
		const recipient = { ...RECIPIENT, name: '', postalCode: ' ', state: '', stateCode: '' };
		const exception = exceptionOf({ recipient });
		expect(exception?.code).toBe('RECIPIENT_INCOMPLETE');
		expect(exception?.message).toContain('name, state, postal code missing');
		expect(exception?.details).toMatchObject({ missing: ['name', 'state', 'postal code'] });
	});

	it('names each part that TikTok Shop hides', () => {
		const recipient = { ...RECIPIENT, masked: true, name: 'D*** M***', addressLine1: '5** M****' };
		expect(exceptionOf({ recipient })?.message).toContain(
			'name, address line 1 hidden by TikTok Shop',
		);
	});

	it('may be masked when the seller brings the label', () => {
		const recipient = { ...RECIPIENT, masked: true, name: 'D*** M***' };
		const choice = { logisticsChannel: 'Upload_Shipping_Label', label: 'JVBE' };
		expect(rowOf({ recipient }, choice)?.receiver).toBe('D*** M***');
	});

	it.each([
		['of a country without postal code', { countryCode: 'VN', postalCode: '' }],
		['of a country without state', { countryCode: 'IE', state: '', stateCode: '' }],
	])('goes on without what nobody has: %s', (_, change) => {
		const row = rowOf({ recipient: { ...RECIPIENT, ...change } });
		expect(row).toMatchObject({
			provinceName: expect.stringMatching(/./),
			cityName: 'Los Angeles',
		});
		expect(Object.values(row ?? {})).not.toContain('');
	});

	it.each([[undefined], [null], [{}], [{ ...RECIPIENT, name: '', postalCode: '', state: '' }]])(
		'needs no address when the label has it: %j',
		(recipient) => {
			const choice = { logisticsChannel: 'Upload_Shipping_Label', label: 'JVBE' };
			expect(rowOf({ recipient }, choice)).toMatchObject({ label: { fileData: 'JVBE' } });
		},
	);

	it.each(['(+1)***-***-23', '+1*******89', '(+84)***', '****'])(
		'has no phone where TikTok Shop hides it: %s',
		(phone) => {
			const row = rowOf({ recipient: { ...RECIPIENT, phone } });
			expect(row).toMatchObject({ receiver: 'Dana Miller' });
			expect(row).not.toHaveProperty('telephone');
		},
	);

	it('goes on with an asterisk that the buyer typed', () => {
		const recipient = { ...RECIPIENT, addressLine2: 'Apt *5, **Leave at the door**' };
		expect(rowOf({ recipient })?.addressTwo).toBe(recipient.addressLine2);
	});

	it('comes without the label its channel needs', () => {
		expect(exceptionOf({}, { logisticsChannel: 'Upload_Shipping_Label' })).toMatchObject({
			code: 'LABEL_MISSING',
			retrySafe: true,
			hint: expect.stringContaining('Get Shipping Document'),
		});
	});

	it('has no recipient at all', () => {
		expect(exceptionOf({ recipient: undefined })?.code).toBe('RECIPIENT_INCOMPLETE');
	});
});

describe('the message of a refused row', () => {
	it.each([
		['SKU A 库存不足', 'INSUFFICIENT_STOCK'],
		['物流渠道不可用 X', 'CHANNEL_UNAVAILABLE'],
		['渠道已停用', 'CHANNEL_UNAVAILABLE'],
		['SKU A 未维护新品', 'OMS_REJECTED'],
		['余额不足', 'OMS_REJECTED'],
	])('%s means %s', (message, code) => {
		expect(rowErrorOf(message).code).toBe(code);
	});

	it('explains what a SKU that is not registered needs', () => {
		expect(rowErrorOf('SKU A 未维护新品').hint).toContain('register and measure');
	});

	it.each([
		['单号重复', true],
		['订单号已存在', true],
		['库存不足', false],
	])('%s: is there already is %s', (message, expected) => {
		expect(saysExists(message)).toBe(expected);
	});
});
