import { wholeEvery } from '../../../nodes/LingxingOms/trigger/scanMemory';

const HOUR = 3_600;

it.each([
	['a shop with few orders', 0, 1],
	['a thousand', 1_000, 1],
	['three and a half thousand', 3_500, 3.5],
	['a long list, which costs a call for each hundred', 9_000, 6],
])('the whole list is read again each hour for each thousand in it: %s', (_, rows, hours) => {
	expect(wholeEvery(rows)).toBe(hours * HOUR);
});
