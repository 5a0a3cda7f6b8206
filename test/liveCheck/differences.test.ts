import { ASSUMPTIONS, type Assumption } from '../../scripts/liveCheck/assumptions';
import type { RunResult } from '../../scripts/liveCheck/run';
import type { Difference } from './differences/difference';
import { OMS_DIFFERENCES } from './differences/oms';
import { TIKTOK_DIFFERENCES } from './differences/tiktok';
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
	redirectedUrl,
	world,
	writing,
} from './support';

const READ = [...TIKTOK_DIFFERENCES, ...OMS_DIFFERENCES];

afterEach(closeWorlds);

/** Exactly this assumption is refuted; what was seen stands beside it, so that a failure explains itself. */
function expectOnlyRed({ findings }: RunResult, { id }: Difference): void {
	const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
	expect(refuted.map(({ assumption, note }) => [assumption.id, note])).toEqual([
		[id, expect.any(String)],
	]);
}

describe('one difference turns exactly its own assumption red', () => {
	it.each(READ)('reading: $id: $what', async (difference) => {
		const sandbox = await world();
		difference.plant?.(sandbox);
		const url = await redirectedUrl(sandbox);
		const changed = difference.redirected?.(url) ?? url;
		expectOnlyRed(await check(sandbox, { choices: { redirectedUrl: changed } }), difference);
	});

	it.each(WRITING_DIFFERENCES)('writing: $id: $what', async (difference) => {
		const sandbox = await movingWorld();
		difference.plant?.(sandbox);
		const choices = writing(sandbox);
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
	const shown = (needs: Assumption['needs']): string[] =>
		ASSUMPTIONS.filter((each) => each.needs === needs && !each.notInSandbox).map(({ id }) => id);

	it.each([
		['reading', undefined, READ],
		['writing', 'write', WRITING_DIFFERENCES],
		['through the warehouse', 'through', THROUGH_DIFFERENCES],
		['changes by hand', 'byHand', BY_HAND_DIFFERENCES],
	] as const)('%s', (_, needs, differences) => {
		expect(differences.map(({ id }) => id).sort()).toEqual(shown(needs).sort());
	});
});
