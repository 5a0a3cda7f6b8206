import { expectOnlyRed, shownBy } from './differences/expectOnlyRed';
import {
	BY_HAND_DIFFERENCES,
	THROUGH_DIFFERENCES,
	WRITING_DIFFERENCES,
} from './differences/writing';
import {
	changingByHand,
	check,
	closeWorlds,
	confirming,
	goingThrough,
	movingWorld,
	world,
	writing,
} from './support';

afterEach(closeWorlds);

describe('one difference turns exactly its own assumption red', () => {
	it.each(WRITING_DIFFERENCES)('writing: $id: $what', async (difference) => {
		const sandbox = await movingWorld();
		difference.plant?.(sandbox);
		const choices = { ...writing(sandbox), ...difference.choices };
		expectOnlyRed(await check(sandbox, { write: true, choices, ask: confirming }), difference);
	});

	it.each(THROUGH_DIFFERENCES)('through the warehouse: $id: $what', async (difference) => {
		const sandbox = await movingWorld();
		difference.plant?.(sandbox);
		expectOnlyRed(await goingThrough(sandbox), difference);
	});

	it.each(BY_HAND_DIFFERENCES)('by hand: $id: $what', async (difference) => {
		const sandbox = await world();
		difference.plant?.(sandbox);
		const { orderId } = writing(sandbox);
		const ask = changingByHand(sandbox);
		expectOnlyRed(await check(sandbox, { byHand: true, choices: { orderId }, ask }), difference);
	});
});

describe('every assumption that the sandbox can show has a difference', () => {
	it.each([
		['writing', 'write', WRITING_DIFFERENCES],
		['through the warehouse', 'through', THROUGH_DIFFERENCES],
		['changes by hand', 'byHand', BY_HAND_DIFFERENCES],
	] as const)('%s', (_, needs, differences) => {
		expect(differences.map(({ id }) => id).sort()).toEqual(shownBy(needs));
	});
});
