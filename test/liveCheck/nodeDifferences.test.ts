import { ASSUMPTIONS } from '../../scripts/liveCheck/assumptions';
import { expectOnlyRed } from './differences/expectOnlyRed';
import { OMS_DIFFERENCES } from './differences/oms';
import { TIKTOK_DIFFERENCES } from './differences/tiktok';
import { checkInNodes } from './nodeSupport';
import { closeWorlds, world } from './support';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

afterEach(closeWorlds);

/** Steps that need an authorization of their own. */
const ONLY_ON_A_TERMINAL = ['authorization', 'renewal'];

const SEEN = [...TIKTOK_DIFFERENCES, ...OMS_DIFFERENCES].filter(({ id }) =>
	ASSUMPTIONS.some((each) => each.id === id && !ONLY_ON_A_TERMINAL.includes(each.step)),
);

describe('run by the nodes, one difference turns exactly its own assumption red', () => {
	it.each(SEEN)('$id: $what', async (difference) => {
		const sandbox = await world();
		difference.plant?.(sandbox);
		expectOnlyRed(await checkInNodes(sandbox), difference);
	});
});

it('there are more than fifty of them', () => {
	expect(SEEN.length).toBeGreaterThan(50);
});
