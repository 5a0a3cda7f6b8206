import { Random } from '../sandbox/random';
import type { Sources } from '../soak/virtual/process/modules';
import type { Ran } from './client';
import { endpointNamed } from './endpoints';
import { describeChange, ONLY_IN_ANSWERS, placeName, type Mutation } from './mutate';
import { OF_ITEMS, OF_LISTS, type Operation } from './operations';
import { Poison, type Scope } from './poison';
import type { CaseResult, Fault, Verdict } from './report';
import { Fixture, wentThrough } from './fixture';
import { judgeBooks, judgeRequests, RunMessages } from './verdicts';
import { FuzzWorld } from './world';

const ORDERS = 8;

interface CallPlan {
	operation: Operation;
	endpoint: string;
	scope: Scope;
	places: number;
}

function planCall(random: Random, only: string): CallPlan {
	const all = [...OF_ITEMS, ...OF_LISTS].flatMap((operation) =>
		operation.endpoints.map((endpoint) => ({ operation, endpoint })),
	);
	const wanted = all.filter(({ endpoint }) => only === '' || endpoint === only);
	if (wanted.length === 0) throw new Error(`No single operation meets the endpoint "${only}".`);
	const chosen = wanted[random.below(wanted.length)];
	const { about } = endpointNamed(chosen.endpoint);
	const dice = random.below(10);
	const isOfOrder = about === 'order' && chosen.operation.items !== 'none';
	const scope =
		dice < 6 ? 'record' : !isOfOrder ? 'aroundAll' : dice < 8 ? 'refusal' : 'aroundOrder';
	return { ...chosen, scope, places: random.below(4) > 0 ? 1 : 2 + random.below(2) };
}

/** One operation of a node while an answer about one of its items is bad, and once more when it is good again. */
export async function callCase(
	id: string,
	seed: number,
	sources: Sources,
	only: string,
	mutations?: readonly Mutation[],
): Promise<CaseResult> {
	const plan = planCall(new Random(seed), only);
	const { operation, scope, places } = plan;
	const endpoint = endpointNamed(plan.endpoint);
	const world = new FuzzWorld(seed + 1, ORDERS, operation);
	const { bad } = world;
	const ids = () => (endpoint.about === 'shop' ? [bad.shop.id] : world.idsOf(bad));
	const poison = new Poison({
		...{ endpoint, scope, places, once: false, ids, cipher: bad.shop.cipher, seed: seed + 2 },
		...(mutations ? { mutations } : {}),
	});
	const fixture = new Fixture(world, operation, sources, seed + 3, poison);
	if (!plan.endpoint.startsWith('token')) poison.active = false;
	const messages = new RunMessages();
	const faults: Array<[Fault, string]> = [];
	let ran: Ran | undefined;
	if (poison.active) {
		// The token of the first call is the bad answer: nothing goes before it.
		messages.add(operation.name, await fixture.run({ items: [{}] }));
		poison.lift();
		world.authorize();
	} else {
		await fixture.prepare();
		poison.active = true;
		ran = await fixture.run({
			items: fixture.own,
			...(operation.hasExceptions ? {} : { onError: 'continueRegularOutput' }),
		});
		messages.add(operation.name, ran);
		poison.lift();
	}
	const good = await fixture.run({ items: fixture.own, onError: 'continueRegularOutput' });
	if (ran) faults.push(...whileBad(fixture, operation, messages, poison, { ran, good }));
	if (good.error) faults.push(['stuck', `after it is mended: ${good.error.message}`]);
	faults.push(...judged(fixture, operation, poison));
	for (const node of messages.hung) faults.push(['stuck', `${node} never ends`]);
	return resultOf(id, plan, world, poison, messages, [
		...messages.raw,
		...toVerdicts(faults, plan, poison),
	]);
}

/** Items of other orders go through; the one that is meant does, or leaves with a reason. */
function whileBad(
	fixture: Fixture,
	{ items }: Operation,
	messages: RunMessages,
	poison: Poison,
	{ ran, good }: { ran: Ran; good: Ran },
): Array<[Fault, string]> {
	const { world } = fixture;
	if (poison.hits === 0 || items === 'none') return [];
	const { endpoint, scope } = poison.plan;
	const faults: Array<[Fault, string]> = [];
	const ofShop = endpoint.about === 'shop';
	const lied = poison.changed.some(({ plausible }) => plausible);
	// A believable lie about a whole answer is about every order in it.
	const isDeep = poison.changed.some(({ kind }) => ONLY_IN_ANSWERS.includes(kind));
	const isOfAll = scope === 'aroundAll' || (scope === 'aroundOrder' && lied) || (ofShop && isDeep);
	const orders = fixture.own.map((item) => fixture.orderOf(item));
	for (const [position, order] of isOfAll ? [] : orders.entries()) {
		const meant = ofShop ? order.shop.id === world.bad.shop.id : order === world.bad;
		if (meant || wentThrough(ran, position) || !wentThrough(good, position)) continue;
		const why =
			ran.error?.message ?? messages.messages.find(({ all }) => all.includes(order.id))?.message;
		faults.push(['stopped', `another order does not go through: ${why ?? 'no reason is given'}`]);
		break;
	}
	const position = orders.indexOf(world.bad);
	const isEmpty = poison.changed.some(({ path, plausible }) => plausible && path.length === 0);
	const told =
		isEmpty || position < 0 || wentThrough(ran, position) || messages.messages.length > 0;
	if (!told) faults.push(['silent', 'nothing is said about the order']);
	return faults;
}

function judged(
	fixture: Fixture,
	{ parameters }: Operation,
	poison: Poison,
): Array<[Fault, string]> {
	const { world } = fixture;
	const lied = poison.changed.some(({ plausible }) => plausible);
	// Cancelled is what this operation is for; a corrected number is another one by design.
	if (['cancel', 'approve'].includes(String(parameters.operation)))
		return judgeRequests(world, lied);
	const books = [...world.tiktok.orders.values()].flatMap((order) =>
		judgeBooks(
			world,
			order,
			lied && (order === world.bad || poison.plan.scope.startsWith('around')),
		),
	);
	return [...books, ...judgeRequests(world, lied)];
}

function toVerdicts(
	faults: ReadonlyArray<[Fault, string]>,
	{ operation, endpoint, scope }: CallPlan,
	{ changed }: Poison,
): Verdict[] {
	const places = changed.map(({ path }) => placeName(path)).join(' + ');
	const unique = new Map(faults.map((fault) => [fault.join(), fault]));
	return [...unique.values()].map(([fault, what]) => ({
		fault,
		what,
		signature: `${fault} ${operation.name}: ${endpoint} ${scope} ${places}`,
	}));
}

function resultOf(
	id: string,
	{ operation, endpoint, scope }: CallPlan,
	{ bad }: FuzzWorld,
	{ changed, apiError, hits }: Poison,
	{ spoken: said }: RunMessages,
	verdicts: Verdict[],
): CaseResult {
	const places = changed.map(describeChange).join('; ') || apiError || 'nothing';
	return {
		id,
		about: `${endpoint} ${scope}`,
		idle: hits === 0,
		described: `${operation.name}: ${endpoint} (${scope}, ${hits} answers), order ${bad.id} of ${bad.shop.key}: ${places}`,
		mutations: changed.map(({ path, kind }) => ({ path, kind })),
		said,
		verdicts,
	};
}
