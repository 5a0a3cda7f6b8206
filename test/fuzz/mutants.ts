import type { Mutation } from '../soak/virtual/process/modules';
import type { Fault } from './report';

/** A deliberate break of the nodes that the fuzzer has to notice. */
export interface FuzzMutant {
	name: string;
	/** What is broken, as printed. */
	what: string;
	mutations: Mutation[];
	/** Layer or endpoint whose cases meet it. */
	only: string;
	/** Cases that are enough to meet it. */
	cases: number;
	/** What must be counted more often than without the break. */
	fault: Fault;
}

const mutant = (
	name: string,
	what: string,
	[only, fault]: readonly [string, Fault],
	[file, find, replace]: readonly [string, string, string],
	cases = 100,
): FuzzMutant => ({ name, what, only, fault, cases, mutations: [{ file, find, replace }] });

const DETAILS = 'nodes/TikTokShop/orders/details.ts';
const READER = 'nodes/TikTokShop/orders/fieldReader.ts';
const CREATION = 'nodes/LingxingOms/outbound/create/createOrders.ts';

/** One or more for each kind of fault. */
export const FUZZ_MUTANTS: readonly FuzzMutant[] = [
	mutant(
		'batch-not-halved',
		'a refused batch of Get Order Detail is given up as a whole',
		['detail', 'stopped'],
		[
			DETAILS,
			'			return await this.onFailure(ids, failure);',
			'			return await Promise.reject(failure);',
		],
	),
	mutant(
		'texts-trusted',
		'a text of an order is taken as it comes, whatever its type',
		['detail', 'raw'],
		[
			READER,
			"		return typeof value === 'string' ? value : this.reportKind(value, 'text', within, name);",
			'		return value as string;',
		],
	),
	mutant(
		'unreadable-is-dropped',
		'an order that cannot be read leaves no exception',
		['detail', 'silent'],
		[
			'nodes/TikTokShop/trigger/pending.ts',
			'		this.faults.push(...faults);',
			'		this.faults.push(...faults.slice(faults.length));',
		],
	),
	mutant(
		'not-looked-up',
		'Create does not look for what the OMS has already',
		['stories', 'doubled'],
		[
			'nodes/LingxingOms/outbound/create/ensureOrders.ts',
			'			await this.lookUp();\n			const rows',
			'			const rows',
		],
	),
	mutant(
		'not-read-back',
		'after an answer that says little Create does not look what is there before it sends again',
		['oms.create', 'doubled'],
		[CREATION, '		...(mayHaveBeenAccepted || isUnknown ? { readBackAfterMs: 0 } : {}),\n', ''],
		500,
	),
	mutant(
		'exceptions-swallowed',
		'orders that SKU Mapping cannot map leave by no output',
		['items', 'silent'],
		[
			'nodes/SkuMapping/mapOrders/mapOrders.operation.ts',
			'	return [mapped, exceptions];',
			'	return [mapped, []];',
		],
	),
];
