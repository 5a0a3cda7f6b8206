import * as fc from 'fast-check';

import {
	pairedProvider,
	unusablePairingRows,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairing';
import { readPairing } from '../../../nodes/TikTokShop/fulfillment/pairing/pairingTable';

const STORES = ['US01', 'GB01'];
const CARRIERS = ['USPS', 'EVRI', 'DHL'];
const PROVIDERS = ['Provider A', 'Provider B'];

interface Row {
	store_code: unknown;
	carrier: unknown;
	shipping_provider_name: unknown;
}

const goodRows: fc.Arbitrary<Row[]> = fc.uniqueArray(
	fc.record({
		store_code: fc.constantFrom('*', ...STORES),
		carrier: fc.constantFrom(...CARRIERS),
		shipping_provider_name: fc.constantFrom(...PROVIDERS),
	}),
	{ selector: ({ store_code, carrier }) => `${store_code} ${carrier}`, maxLength: 9 },
);

const UNREADABLE: unknown[] = [{}, [], true, 1.5, Number('7490000000000000123'), '7.49E+18'];

/** Names a carrier, and a store unless that cannot be read; the provider is missing. */
const badRow: fc.Arbitrary<Row> = fc.record({
	store_code: fc.constantFrom<unknown>('*', ...STORES, ...UNREADABLE),
	carrier: fc.constantFrom(...CARRIERS, ' usps '),
	shipping_provider_name: fc.constantFrom<unknown>('', null, ...UNREADABLE),
});

const place = fc.double({ min: 0, max: 1, noNaN: true });

/** What the pairing says of each store and carrier: the provider, or the rows that cannot be used. */
function answers(rows: readonly unknown[]) {
	const { pairing, tableProblem } = readPairing(rows);
	expect(tableProblem).toBeUndefined();
	return STORES.flatMap((code) =>
		CARRIERS.map((carrier) => {
			const shop = { code, id: `id-${code}` };
			const provider = pairedProvider(pairing, shop, carrier);
			const unusable = unusablePairingRows(pairing, shop, carrier).map(({ row }) => row);
			return { code, carrier, provider, unusable: [...new Set(unusable)] };
		}),
	);
}

function withRow(
	good: readonly Row[],
	share: number,
	bad: unknown,
): [rows: unknown[], number: number] {
	const at = Math.round(share * good.length);
	return [[...good.slice(0, at), bad, ...good.slice(at)], at + 1];
}

/** Whether a parcel needs a row, found by reading all rows: the slow way round. */
function needs(code: string, carrier: string, bad: Row, good: readonly Row[]): boolean {
	const { store_code: store } = bad;
	if (String(bad.carrier).trim().toUpperCase() !== carrier) return false;
	if (typeof store !== 'string' || store === '7.49E+18' || store === code) return true;
	const own = good.some((row) => row.store_code === code && row.carrier === carrier);
	return ['*', ''].includes(store) && !own;
}

const some = goodRows.filter(({ length }) => length > 0);

describe('one pairing row that cannot be used, at any place among good ones', () => {
	it('keeps back exactly the parcels that need it, with its number; the others are paired as without it', () => {
		fc.assert(
			fc.property(some, badRow, place, (good, bad, share) => {
				const [rows, number] = withRow(good, share, bad);
				const without = answers(good);
				answers(rows).forEach((answer, index) => {
					const waits = needs(answer.code, answer.carrier, bad, good);
					const { provider } = without[index];
					expect(answer).toMatchObject(
						waits ? { provider: undefined, unusable: [number] } : { provider, unusable: [] },
					);
				});
			}),
			{ numRuns: 400 },
		);
	});

	it('that pairs a carrier with another provider keeps back this carrier of this store', () => {
		fc.assert(
			fc.property(some, fc.nat(), place, (good, which, share) => {
				const first = good[which % good.length];
				const bad = { ...first, shipping_provider_name: 'Provider C' };
				const [rows] = withRow(good, share, bad);
				const others = good.filter((row) => row !== first);
				const without = answers(good);
				answers(rows).forEach((answer, index) => {
					const waits = needs(answer.code, answer.carrier, bad, others);
					if (waits) expect(answer.unusable).toHaveLength(1);
					expect(answer.provider).toBe(waits ? undefined : without[index].provider);
				});
			}),
		);
	});

	it('may be anything at all: each carrier is paired as without it, or waits and names it, or it is a row of its own', () => {
		const anyRow = fc.oneof(
			fc.anything(),
			fc.record({
				store_code: fc.oneof(fc.anything(), fc.constantFrom('*', ...STORES)),
				carrier: fc.oneof(fc.anything(), fc.constantFrom(...CARRIERS)),
				shipping_provider_name: fc.anything(),
			}),
		);
		fc.assert(
			fc.property(some, anyRow, place, (good, bad, share) => {
				const [rows, number] = withRow(good, share, bad);
				const isUnusable = readPairing([bad, ...good]).problems.some(({ row }) => row === 1);
				if (!isUnusable) return;
				const without = answers(good);
				answers(rows).forEach(({ provider, unusable }, index) => {
					if (unusable.length > 0) expect(unusable).toEqual([number]);
					else expect(provider).toBe(without[index].provider);
				});
			}),
			{ numRuns: 400 },
		);
	});
});
