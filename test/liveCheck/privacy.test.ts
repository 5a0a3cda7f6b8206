import { Privacy } from '../../nodes/shared/liveCheck/privacy';
import { AnswerShape } from '../../nodes/shared/liveCheck/shape';
import { changing, type OrdersAnswer } from './differences/difference';
import { privateTexts } from './privateTexts';
import { check, closeWorlds, redirectedUrl, reportOf, world } from './support';

afterEach(closeWorlds);

describe('the report', () => {
	it('holds no key, token, number, name and address', async () => {
		const sandbox = await world();
		const url = await redirectedUrl(sandbox);
		const text = reportOf(await check(sandbox, { choices: { redirectedUrl: url } }));
		const searched = privateTexts(sandbox);
		expect(searched.length).toBeGreaterThan(300);
		expect(searched.filter(([, each]) => text.includes(each))).toEqual([]);
		// It is a report nevertheless.
		expect(text).toContain('AWAITING_SHIPMENT');
		expect(text.match(/^\| `/gm)?.length).toBeGreaterThan(60);
	});

	it('holds none of them when a service repeats them in a refusal', async () => {
		const sandbox = await world();
		const order = sandbox.tiktok.orderOf('one line');
		const { appSecret } = sandbox.credentials.tiktok;
		const told = `${order.address.name} ${order.address.phone} ${order.id} ${appSecret} a@example.org`;
		changing<OrdersAnswer & { message: string }>('tiktok', /shipping_providers$/, (answer) => {
			answer.code = 36_009_003;
			answer.message = `Internal error of ${told}`;
		})(sandbox);
		const text = reportOf(await check(sandbox));
		expect(text).toContain('Internal error of');
		const found = [...privateTexts(sandbox), ['email', 'a@example.org'] as const];
		expect(found.filter(([, each]) => text.includes(each))).toEqual([]);
	});
});

describe('the shape of an answer', () => {
	const shapeOf = (...answers: unknown[]): string => {
		const shape = new AnswerShape();
		for (const answer of answers) shape.add(answer);
		return shape.toString();
	};

	it.each([
		[
			'text, digits and numbers by length',
			{ a: 'Dana', b: '57650001', c: 42 },
			'{a: text 4, b: digits 8, c: number 2}',
		],
		[
			'times and URLs by kind',
			{ a: '2026-11-28 10:00:00', b: 'https://x.y' },
			'{a: time 19, b: URL 11}',
		],
		['words of the service as they are', { status: 'ON_HOLD' }, '{status: ON_HOLD}'],
		[
			'a sentence in the place of such a word by length',
			{ status: "Dana's order: late!" },
			'{status: text 19}',
		],
		['the code of the envelope as it is', { code: 0 }, '{code: 0}'],
		['the code of a shop by length', { data: { code: 'USLC000001' } }, '{data: {code: text 10}}'],
		['a region in two letters as it is', { region: 'US' }, '{region: US}'],
		['a region in words by length', { region: 'Kent' }, '{region: text 4}'],
		[
			'fields that are values without their names',
			{ '576500000000000001': 1 },
			'{(a value): number 1}',
		],
		[
			'null, booleans and empty texts',
			{ a: null, b: true, c: '' },
			'{a: null, b: boolean, c: empty text}',
		],
		['empty lists', { a: [] }, '{a: [0]}'],
	])('shows %s', (_, answer, shown) => {
		expect(shapeOf(answer)).toBe(shown);
	});

	it('puts the rows of a list together, and marks fields that some lack', () => {
		expect(shapeOf({ rows: [{ id: '1', b: 'x' }, { id: '22' }] })).toBe(
			'{rows: [2 × {id: digits 1–2, b?: text 1}]}',
		);
	});

	it('puts several answers of a call together', () => {
		expect(shapeOf({ rows: [] }, { rows: ['a', 'b'] })).toBe('{rows: [0–2 × text 1]}');
	});
});

describe('what is hidden', () => {
	it.each([
		['a name alone', 'Sold to Dana Miller today', 'Sold to [removed] today'],
		['not a part of a word', 'Dana Millerite', 'Dana Millerite'],
		['each time', 'Dana Miller, Dana Miller', '[removed], [removed]'],
		['in an address', 'q=Dana%20Miller&x', 'q=[removed]&x'],
	])('%s', (_, text, cleaned) => {
		const privacy = new Privacy();
		privacy.hide('Dana Miller');
		expect(privacy.clean(text)).toBe(cleaned);
	});

	it('levels of an address keep their names, places do not', () => {
		const privacy = new Privacy();
		privacy.hideIn({
			recipient_address: {
				district_info: [{ address_level_name: 'State', address_name: 'Kentucky' }],
			},
		});
		expect(privacy.clean('State Kentucky')).toBe('State [removed]');
	});
});
