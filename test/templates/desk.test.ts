import { evaluate, fieldOf, parametersOf } from './evaluate';

const DESK = '07-exception-desk.json';
const SHOP = { id: '7490000000000000002', code: 'GBCB000001', name: 'Sunny Home UK', region: 'GB' };

describe('the daily look', () => {
	it('counts shops and tracking numbers apart in its summary', async () => {
		const row = { shop_code: 'X', opened: 'yesterday', code: 'C', message: 'M.', hint: 'H.' };
		const open = [
			{ ...row, order_id: '57' },
			{ ...row, order_id: '58' },
			{ ...row, order_id: `shop:${SHOP.id}` },
			{ ...row, order_id: 'shipment:OBS1' },
		];
		const before = { 'Still Open': open };
		const [subject, text, count] = await Promise.all(
			['subject', 'text', 'count'].map(
				async (field) => await evaluate(fieldOf(DESK, 'Daily Summary', field), before),
			),
		);
		const said = '2 TikTok Shop orders wait, 1 tracking number waits, 1 shop is not read';
		expect([subject, count]).toEqual([said, 4]);
		const told = String(text).split('\n\n');
		expect(told[0]).toBe('57 (X), since yesterday\nC: M.\nH.');
		expect(told[2]).toContain(`shop:${SHOP.id}`);
	});

	it('says on its page why an order could not be tried again', async () => {
		const { completionTitle, completionMessage } = parametersOf(DESK, 'Say What Became of It');
		const exception = { code: 'SHOP_NOT_AUTHORIZED', message: 'No <shop>.', hint: 'Authorise it.' };
		const before = { 'Pull the Order': [{ order_id: '57', message: 'old', exception }] };
		expect(await evaluate(String(completionTitle), before)).toBe('It could not be looked at');
		expect(await evaluate(String(completionMessage), before)).toBe(
			'SHOP_NOT_AUTHORIZED No &lt;shop>. Authorise it.',
		);
	});
});
