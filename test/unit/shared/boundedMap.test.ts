import { BoundedMap } from '../../../nodes/shared/boundedMap';

const filled = (...keys: string[]) => {
	const map = new BoundedMap<string, number>(2);
	keys.forEach((key, index) => map.set(key, index));
	return map;
};

it('forgets the oldest entry when there is one too many', () => {
	const map = filled('a', 'b', 'c');
	expect([map.has('a'), map.get('b'), map.get('c')]).toEqual([false, 1, 2]);
});

it('an entry that is set again is the newest', () => {
	const map = filled('a', 'b', 'a', 'c');
	expect([map.get('a'), map.has('b'), map.get('c')]).toEqual([2, false, 3]);
});

it('a deleted entry leaves its place to another', () => {
	const map = filled('a', 'b');
	map.delete('a');
	map.set('c', 2);
	expect([map.has('a'), map.get('b'), map.get('c')]).toEqual([false, 1, 2]);
});
