import { ASSUMPTIONS } from '../../scripts/liveCheck/assumptions';
import { OMS_DIFFERENCES } from './differences/oms';
import { TIKTOK_DIFFERENCES } from './differences/tiktok';
import { check, closeWorlds, redirectedUrl, world } from './support';

const READ = [...TIKTOK_DIFFERENCES, ...OMS_DIFFERENCES];

afterEach(closeWorlds);

describe('one difference turns exactly its own assumption red', () => {
	it.each(READ)('$id: $what', async ({ id, plant, redirected }) => {
		const sandbox = await world();
		plant?.(sandbox);
		const url = await redirectedUrl(sandbox);
		const result = await check(sandbox, { choices: { redirectedUrl: redirected?.(url) ?? url } });
		const refuted = result.findings.filter(({ verdict }) => verdict === 'refuted');
		expect(refuted.map(({ assumption, note }) => [assumption.id, note])).toEqual([
			[id, expect.any(String)],
		]);
	});
});

it('every assumption that reading shows in the sandbox has a difference', () => {
	const shown = ASSUMPTIONS.filter(({ needs, notInSandbox }) => !needs && !notInSandbox);
	expect(READ.map(({ id }) => id).sort()).toEqual(shown.map(({ id }) => id).sort());
});
