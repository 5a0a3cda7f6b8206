import type { Sources } from '../soak/virtual/process/modules';
import { callCase } from './calls';
import { OF_ITEMS, OF_LISTS } from './operations';
import { endpointNamed } from './endpoints';
import { itemCase } from './items';
import type { Mutation } from './mutate';
import type { CaseResult } from './report';
import { WorkflowCase } from './workflowCase';

/** `stories`: answers on the way from pending to tracking; `calls`: answers of single operations; `items`: items and rows between nodes. */
const LAYERS = ['stories', 'calls', 'items'] as const;
export type Layer = (typeof LAYERS)[number];

/** Which layer the next case is of, in turn: the stories are worth the most. */
const TURNS: readonly Layer[] = ['stories', 'calls', 'stories', 'items'];

export interface FuzzCase {
	layer: Layer;
	seed: number;
	number: number;
	/** Endpoint whose answers alone are changed; empty = any. */
	endpoint: string;
}

/** The cases of a run from one number on, every `step`-th. @param only  a layer, an endpoint, or empty */
export function* casesOf(
	{ seed, cases, only }: { seed: number; cases: number; only: string },
	first: number,
	step: number,
): Generator<FuzzCase> {
	const layer = LAYERS.find((each) => each === only);
	const endpoint = only === '' || layer ? '' : endpointNamed(only).name;
	const turns = layer ? [layer] : endpoint ? turnsOf(endpoint) : TURNS;
	for (let number = first; number <= cases; number += step) {
		// Two processes that share the cases by turns get the same mixture.
		yield { layer: turns[(number >> 1) % turns.length], seed, number, endpoint };
	}
}

/** Layers that meet answers of an endpoint. */
function turnsOf(endpoint: string): Layer[] {
	const operations = [...OF_ITEMS, ...OF_LISTS];
	const alone = operations.some(({ endpoints }) => endpoints.includes(endpoint));
	const onTheWay = endpointNamed(endpoint).onTheWay;
	return [...(onTheWay ? (['stories'] as const) : []), ...(alone ? (['calls'] as const) : [])];
}

export const idOf = ({ layer, seed, number, endpoint }: FuzzCase): string =>
	[layer, seed, number, ...(endpoint ? [endpoint] : [])].join('-');

/** @throws when it is not an ID that {@link idOf} has given */
export function caseWithId(id: string): FuzzCase {
	const [given, seed, number, endpoint = ''] = id.split('-');
	const layer = LAYERS.find((each) => each === given);
	if (!layer || !Number(seed) || !Number(number)) {
		throw new Error(`"${id}" is no ID of a case. They look like stories-1-17.`);
	}
	return { layer, seed: Number(seed), number: Number(number), endpoint };
}

async function runOnce(
	each: FuzzCase,
	sources: Sources,
	mutations?: readonly Mutation[],
): Promise<CaseResult> {
	const { layer, seed, number, endpoint } = each;
	const id = idOf(each);
	// Neighbouring numbers must not give alike worlds.
	const ownSeed = (seed * 1_000_003 + number) * 31;
	if (layer === 'items') return await itemCase(id, ownSeed, sources, mutations);
	if (layer === 'calls') return await callCase(id, ownSeed, sources, endpoint, mutations);
	return await new WorkflowCase(id, ownSeed, sources, endpoint, mutations).run();
}

/** Runs a case. One that shows a fault with several places is tried with each of them alone, for the smallest example. */
export async function runCase(each: FuzzCase, sources: Sources): Promise<CaseResult> {
	const result = await runOnce(each, sources);
	if (result.verdicts.length === 0 || result.mutations.length < 2) return result;
	for (const mutation of result.mutations) {
		const alone = await runOnce(each, sources, [mutation]);
		const same = alone.verdicts.some(({ fault }) =>
			result.verdicts.some((verdict) => verdict.fault === fault),
		);
		if (same) return alone;
	}
	return result;
}
