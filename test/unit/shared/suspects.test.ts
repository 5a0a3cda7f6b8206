import fc from 'fast-check';

import { Suspects } from '../../../nodes/shared/suspects';

const itself = (id: string): string => id;
const named = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);

describe('items for the sake of which a call was refused', () => {
	it.each([
		['one', 1, [['id0']]],
		['twenty', 20, named(20).map((id) => [id])],
		['many of them go together, as something else is wrong then', 21, [named(20), ['id20']]],
	])('have calls of their own: %s', (_, count, parts) => {
		const suspects = new Suspects();
		for (const id of named(count)) suspects.note(id);
		const apart = suspects.apart([...named(count), 'good'], 20, itself);
		expect(apart).toEqual({ others: ['good'], suspects: parts });
	});

	it('go with the others again once they are taken', () => {
		const suspects = new Suspects();
		suspects.note('id0');
		suspects.clear('id0');
		expect(suspects.apart(['id0'], 50, itself)).toEqual({ others: ['id0'], suspects: [] });
	});

	it('and the others are all items, each once, in calls that are not too large', () => {
		const ids = fc.uniqueArray(fc.string(), { maxLength: 120 });
		fc.assert(
			fc.property(ids, fc.nat({ max: 120 }), fc.integer({ min: 1, max: 50 }), (all, bad, size) => {
				const suspects = new Suspects();
				for (const id of all.slice(0, bad)) suspects.note(id);
				const apart = suspects.apart(all, size, itself);
				const parted = [...apart.suspects.flat(), ...apart.others];
				expect(parted.sort()).toEqual([...all].sort());
				expect(apart.suspects.every((part) => part.length > 0 && part.length <= size)).toBe(true);
			}),
		);
	});
});
