import { expectOnlyRed, shownBy } from './differences/expectOnlyRed';
import { OMS_DIFFERENCES } from './differences/oms';
import { TIKTOK_DIFFERENCES } from './differences/tiktok';
import { check, closeWorlds, redirectedUrl, world } from './support';

const READ = [...TIKTOK_DIFFERENCES, ...OMS_DIFFERENCES];

afterEach(closeWorlds);

describe('one difference turns exactly its own assumption red', () => {
	it.each(READ)('$id: $what', async (difference) => {
		const sandbox = await world();
		difference.plant?.(sandbox);
		const url = await redirectedUrl(sandbox);
		const changed = difference.redirected?.(url) ?? url;
		expectOnlyRed(await check(sandbox, { choices: { redirectedUrl: changed } }), difference);
	});
});

it('every assumption that reading shows in the sandbox has a difference', () => {
	expect(READ.map(({ id }) => id).sort()).toEqual(shownBy(undefined));
});
