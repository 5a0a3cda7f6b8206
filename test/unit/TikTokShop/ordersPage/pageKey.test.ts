import {
	newPageKey,
	PAGE_KEY_LIFE_MS,
	pageKeyState,
} from '../../../../nodes/TikTokShop/ordersPage/pageKey';
import { UsedRequests } from '../../../../nodes/TikTokShop/ordersPage/usedRequests';

const NOW = 1_800_000_000_000;
const SECRET = 'app-secret-of-a-test';

describe('the key of an open page', () => {
	const key = newPageKey(SECRET, 'w1', NOW);

	it('holds for twelve hours, and says nothing of the secret', () => {
		expect(pageKeyState(SECRET, 'w1', key, NOW)).toBe('valid');
		expect(pageKeyState(SECRET, 'w1', key, NOW + PAGE_KEY_LIFE_MS - 1)).toBe('valid');
		expect(pageKeyState(SECRET, 'w1', key, NOW + PAGE_KEY_LIFE_MS)).toBe('expired');
		expect(key).not.toContain(SECRET);
		expect(key).toMatch(/^[\w.-]+$/);
	});

	it('is another one each time', () => {
		const keys = Array.from({ length: 50 }, () => newPageKey(SECRET, 'w1', NOW));
		expect(new Set(keys).size).toBe(50);
	});

	it.each<[string, string, string, string]>([
		['of another workflow', SECRET, 'w2', key],
		['of another credential', 'another', 'w1', key],
		['that ends later than signed', SECRET, 'w1', key.replace(/^\d+/, String(NOW + 1e12))],
		[
			'with another signature',
			SECRET,
			'w1',
			key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
		],
		['without a signature', SECRET, 'w1', key.split('.').slice(0, 2).join('.')],
		['that is empty', SECRET, 'w1', ''],
		['with something behind it', SECRET, 'w1', `${key}\n`],
	])('does not hold: one %s', (_, secret, page, given) => {
		expect(pageKeyState(secret, page, given, NOW)).not.toBe('valid');
	});

	it('does not hold where the clock went back behind the moment in which it was made', () => {
		expect(pageKeyState(SECRET, 'w1', key, NOW - 1)).toBe('expired');
	});
});

it('a request that changes something is taken once for each key', () => {
	const used = new UsedRequests();
	expect([used.take('k', 'a'), used.take('k', 'a'), used.take('k', 'b')]).toEqual([
		true,
		false,
		true,
	]);
	expect(used.take('other', 'a')).toBe(true);
});
