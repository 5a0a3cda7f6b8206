import {
	KINDS,
	mutate,
	placesOf,
	planMutation,
	structuredCopy,
	valueAt,
	written,
	type Json,
	type Kind,
} from '../../fuzz/mutate';
import { Random } from '../../sandbox/random';

const ANSWER: Json = {
	code: 0,
	data: { orders: [{ id: '576500000000104729', lines: [{ units: 2, gift: false, sku: 'MUG' }] }] },
};

const changed = (seed: number): string => {
	const random = new Random(seed);
	const answer = structuredCopy(ANSWER);
	mutate(answer, planMutation(answer, random), random);
	return written(answer);
};

describe('a change of one place', () => {
	it('is the same for the same seed, and others for other seeds', () => {
		const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);
		expect(seeds.map(changed)).toEqual(seeds.map(changed));
		expect(new Set(seeds.map(changed)).size).toBeGreaterThan(100);
	});

	it('reaches every kind and every place, containers included', () => {
		const random = new Random(5);
		const planned = Array.from({ length: 2_000 }, () => planMutation(ANSWER, random));
		expect(new Set(planned.map(({ kind }) => kind))).toEqual(new Set(KINDS));
		const places = placesOf(ANSWER).map((path) => path.join('.'));
		expect(new Set(planned.map(({ path }) => path.join('.')))).toEqual(new Set(places));
		expect(places).toContain('data.orders.0.lines.0.units');
		expect(places).toContain('data.orders');
	});

	it.each(KINDS)('%s gives JSON that differs at this place only', (kind) => {
		const answer = structuredCopy(ANSWER);
		const path = ['data', 'orders', 0, 'lines', 0, 'sku'];
		const result = mutate(answer, { path, kind }, new Random(1));
		expect(result?.before).toBe('MUG');
		const read: Json = JSON.parse(written(answer));
		expect(JSON.stringify(valueAt(read, path)) ?? '').not.toBe('"MUG"');
		const [line, order, code] = [path.slice(0, -1), path.slice(0, 3), ['code']];
		for (const place of [[...line, 'units'], [...line, 'gift'], [...order, 'id'], code]) {
			expect(valueAt(read, place)).toEqual(valueAt(ANSWER, place));
		}
	});

	it('writes numbers that JavaScript cannot hold, and reserved names, as the text that is sent', () => {
		const textWith = (kind: Kind): string => {
			const answer = structuredCopy(ANSWER);
			mutate(answer, { path: ['data', 'orders', 0, 'id'], kind }, new Random(1));
			return written(answer);
		};
		expect(textWith('longNumber')).toContain('"id":92612903029511574812');
		expect(textWith('numberOfText')).toContain('"id":576500000000104729,');
		expect(textWith('hugeNumber')).toContain('"id":1e400');
		expect(textWith('reservedFields')).toContain('"id":{"__proto__":{"polluted":true}');
		expect(textWith('missing')).not.toContain('"id"');
	});

	it('of an entry of a list takes it out, or puts something else there', () => {
		const answer = structuredCopy(ANSWER);
		const path = ['data', 'orders', 0];
		expect(mutate(answer, { path, kind: 'null' }, new Random(1))).toBeDefined();
		expect(valueAt(answer, ['data', 'orders'])).toEqual([null]);
		mutate(answer, { path, kind: 'missing' }, new Random(1));
		expect(valueAt(answer, ['data', 'orders'])).toEqual([]);
		expect(mutate(answer, { path, kind: 'null' }, new Random(1))).toBeUndefined();
	});

	it.each<[Kind, boolean]>([
		['text', true],
		['emptyText', true],
		['missing', true],
		['null', false],
		['number', false],
		['longNumber', false],
		['emptyArray', false],
		['object', false],
		['reservedFields', false],
	])('%s instead of text may be believed: %s', (kind, plausible) => {
		const answer = structuredCopy(ANSWER);
		const path = ['data', 'orders', 0, 'id'];
		expect(mutate(answer, { path, kind }, new Random(1))?.plausible).toBe(plausible);
	});
});
