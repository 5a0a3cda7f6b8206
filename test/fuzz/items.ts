import { uniqBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { Random } from '../sandbox/random';
import type { Sources } from '../soak/virtual/process/modules';
import type { Ran } from './client';
import {
	describeChange,
	mutate,
	ONLY_IN_ANSWERS,
	parsed,
	placeName,
	planMutation,
	written,
	type Changed,
	type Json,
	type Mutation,
} from './mutate';
import { CHECK_MAPPING, OF_ITEMS, type Operation } from './operations';
import type { CaseResult, Fault } from './report';
import { Fixture, wentThrough } from './fixture';
import { judgeBooks, judgeRequests, RunMessages } from './verdicts';
import { FuzzWorld, totals, unitsNeeded } from './world';

const ORDERS = 8;
const CHANGED_PLACES = 4;

/** What a user does to items between the nodes: one item, or one row of a table. */
interface ItemPlan {
	operation: Operation;
	/** A row of the table instead of an item. */
	row: boolean;
	places: number;
	/** On Error of the node. */
	goesOn: boolean;
}

function planItem(random: Random): ItemPlan {
	const all = [...OF_ITEMS, CHECK_MAPPING];
	const operation = all[random.below(all.length)];
	const row = operation.items === 'none' || (!!operation.table && random.below(3) === 0);
	const places = random.below(4) > 0 ? 1 : 2 + random.below(CHANGED_PLACES - 1);
	return { operation, row, places, goesOn: !operation.hasExceptions || random.below(4) === 0 };
}

/** One operation with one bad item, or one bad row, among good ones, and once more with all of them good. */
export async function itemCase(
	id: string,
	seed: number,
	sources: Sources,
	mutations?: readonly Mutation[],
): Promise<CaseResult> {
	const random = new Random(seed);
	const plan = planItem(random);
	const { operation, row, goesOn } = plan;
	const world = new FuzzWorld(seed + 1, ORDERS, operation);
	const fixture = new Fixture(world, operation, sources, seed + 2);
	await fixture.prepare();
	const items = copied(fixture.own);
	const rows = copied(operation.table ?? []);
	const among = row ? rows : items;
	const position = random.below(among.length);
	const changed = change(among, position, random, mutations ?? plan.places);
	const onError = goesOn ? ('continueRegularOutput' as const) : undefined;
	const ran = await fixture.run({
		items,
		...(operation.table ? { second: rows } : {}),
		...(onError ? { onError } : {}),
	});
	const messages = new RunMessages();
	messages.add(operation.name, ran);
	// A whole number is a SKU or code like any other.
	const lied = changed.some(
		({ plausible, after }) => plausible || (row && Number.isSafeInteger(after)),
	);
	const good = await fixture.run({ items: copied(fixture.own), onError: 'continueRegularOutput' });
	const judge = { fixture, plan, ran, good, messages, changed, position, lied };
	const faults = [...whileBad(judge), ...books(judge)];
	if (good.error) faults.push(['stuck', `with good items: ${good.error.message}`]);
	if (ran.hung || good.hung) faults.push(['stuck', 'it never ends']);
	const places = changed.map(({ path }) => placeName(path)).join(' + ');
	const what = row ? 'row' : 'item';
	const unique = new Map(faults.map((fault) => [fault.join(), fault]));
	return {
		id,
		about: operation.name,
		idle: changed.length === 0,
		described: `${operation.name}${goesOn ? ', goes on after errors' : ''}: ${what} ${position} of ${among.length}: ${changed.map(describeChange).join('; ')}`,
		mutations: changed.map(({ path, kind }) => ({ path, kind })),
		said: messages.spoken,
		verdicts: [
			...messages.raw,
			...[...unique.values()].map(([fault, said]) => ({
				fault,
				what: said,
				signature: `${fault} ${operation.name} ${what} ${places}`,
			})),
		],
	};
}

const copied = (list: readonly IDataObject[]): IDataObject[] =>
	parsed(JSON.stringify(list)) as unknown as IDataObject[];

/** Changes an item or row in place, as values that have come through JSON. */
function change(
	among: IDataObject[],
	position: number,
	random: Random,
	wanted: readonly Mutation[] | number,
): Changed[] {
	const value = among[position] as unknown as Json;
	const planned =
		typeof wanted === 'number'
			? Array.from({ length: wanted }, () => planMutation(value, random, ONLY_IN_ANSWERS))
			: wanted;
	const changed = uniqBy(planned, ({ path }) => path.join())
		.map((mutation) => mutate(value, mutation, random))
		.filter((each) => each !== undefined);
	among[position] = JSON.parse(written(value)) as IDataObject;
	return changed;
}

interface Judge {
	fixture: Fixture;
	plan: ItemPlan;
	ran: Ran;
	/** The same with good items, afterwards. */
	good: Ran;
	messages: RunMessages;
	changed: readonly Changed[];
	position: number;
	lied: boolean;
}

function whileBad({ fixture, plan, ran, good, messages, position }: Judge): Array<[Fault, string]> {
	const { operation, row } = plan;
	if (operation.items === 'none') return [];
	const faults: Array<[Fault, string]> = [];
	const waits = row ? needing(fixture, operation, position) : () => false;
	const own = fixture.own.map((item) => fixture.orderOf(item));
	for (const [index, order] of own.entries()) {
		const meant = row ? waits(order.id) : index === position;
		if (wentThrough(ran, index) || !wentThrough(good, index)) continue;
		const why =
			ran.error?.message ?? messages.messages.find(({ all }) => all.includes(order.id))?.message;
		if (!meant) {
			faults.push(['stopped', `another item does not go through: ${why ?? 'no reason is given'}`]);
			break;
		}
		if (why === undefined && messages.messages.length === 0) {
			faults.push(['silent', 'nothing is said about the item']);
		}
	}
	return faults;
}

/** Orders that need a row of the mapping, or a carrier of the pairing. */
function needing(
	fixture: Fixture,
	{ table, name }: Operation,
	position: number,
): (orderId: string) => boolean {
	const row = table?.[position] ?? {};
	return (orderId) => {
		const order = fixture.world.tiktok.order(orderId);
		if (name.startsWith('SKU Mapping')) {
			return order.lines.some(({ sellerSku }) => sellerSku === row.platform_sku);
		}
		return fixture.world.outboundOf(order).some(({ carrier }) => carrier === row.carrier);
	};
}

function books({ fixture, plan, ran, changed, position, lied }: Judge): Array<[Fault, string]> {
	const { operation, row } = plan;
	const { world } = fixture;
	const faults: Array<[Fault, string]> = [];
	// A row without its SKU or store names nothing that could wait.
	const nameless = changed.some(({ path }) =>
		/platform_sku|store_code|carrier/.test(String(path[0] ?? 'store_code')),
	);
	for (const [index, item] of (ran.outputs[0] ?? []).entries()) {
		const lines = item.outboundLines as Array<{ systemSku: string; quantity: number }> | undefined;
		const isBad = !row && ran.from[index] === position;
		if (operation.node !== 'mapping' || !Array.isArray(lines)) continue;
		if (lied && (isBad || row)) continue;
		if (row && nameless) continue;
		const source = fixture.own[ran.from[index]];
		const needed = unitsNeeded(fixture.orderOf(source));
		const mapped = totals(lines.map(({ systemSku, quantity }) => ({ sku: systemSku, quantity })));
		if (mapped !== needed) faults.push(['wrong', `mapped to ${mapped}, not ${needed}`]);
	}
	const badOrder = row ? undefined : fixture.orderOf(fixture.own[position]);
	if (operation.parameters.operation !== 'cancel') {
		for (const order of world.tiktok.orders.values()) {
			const believed = lied && (row || order === badOrder);
			faults.push(...judgeBooks(world, order, believed));
		}
	}
	return [...faults, ...judgeRequests(world, lied)];
}
