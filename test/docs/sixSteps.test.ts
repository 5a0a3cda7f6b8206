import { commandBlocks, steps } from '../e2e/setup/readme';
import { templates } from '../templates/templateFile';

const all = [...templates.values()];

describe("README's six steps", () => {
	it('publish workflows that there are, by their IDs', () => {
		const [, published] = commandBlocks();
		const [, list] = /for id in ([^;]+);/.exec(published) ?? [];
		const ids = (list ?? '').split(/[\s\\]+/).filter(Boolean);
		expect(ids.length).toBeGreaterThan(8);
		const known = all.map(({ id }) => id);
		for (const id of ids) expect(known).toContain(`tiktok-shop-${id}`);
	});

	it('name workflows as they are called', () => {
		const named = [...steps().matchAll(/\*(\d\d · [^*]+)\*/g)].map(([, name]) =>
			name.replace(/\s+/g, ' '),
		);
		expect(named.length).toBeGreaterThan(1);
		expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
	});

	it('are six', () => {
		expect(steps().match(/^\d\. \*\*/gm)).toHaveLength(6);
	});
});
