import type { Mutation } from '../soak/process/modules';
import type { Fault } from './report';

/** A deliberate break of the nodes that the fuzzer has to notice. */
export interface FuzzMutant {
	name: string;
	/** What is broken, for people. */
	what: string;
	mutations: Mutation[];
	/** Layer or endpoint whose cases meet it. */
	only: string;
	/** What must be counted more often than without the break. */
	fault: Fault;
}

const mutant = (
	name: string,
	what: string,
	[only, fault]: readonly [string, Fault],
	[file, find, replace]: readonly [string, string, string],
): FuzzMutant => ({ name, what, only, fault, mutations: [{ file, find, replace }] });

const DETAILS = 'nodes/TikTokShop/orders/details.ts';
const READER = 'nodes/TikTokShop/orders/fieldReader.ts';
const CREATION = 'nodes/LingxingOms/outbound/creation.ts';

/** One or more for each kind of fault. */
export const FUZZ_MUTANTS: readonly FuzzMutant[] = [
	mutant(
		'batch-not-halved',
		'a refused batch of Get Order Detail is given up as a whole',
		['detail', 'stopped'],
		[DETAILS, '			return await this.failed(ids, failure);', '			return await Promise.reject(failure);'],
	),
	mutant(
		'texts-trusted',
		'a text of an order is taken as it comes, whatever its type',
		['detail', 'raw'],
		[
			READER,
			"		return typeof value === 'string' ? value : this.refuse(value, 'text', within, name);",
			'		return value as string;',
		],
	),
	mutant(
		'unreadable-is-dropped',
		'an order that cannot be read leaves no exception',
		['detail', 'silent'],
		[
			DETAILS,
			'			if (fault) this.faults.set(id, fault);',
			'			if (fault) ids.splice(ids.indexOf(id), 1);',
		],
	),
	mutant(
		'not-looked-up',
		'Create does not look for what the OMS has already',
		['stories', 'doubled'],
		['nodes/LingxingOms/outbound/place.ts', '			await this.lookUp();\n			const rows', '			const rows'],
	),
	mutant(
		'not-read-back',
		'after an answer that leaves it open Create does not look whether the order is there',
		['oms.create', 'doubled'],
		[CREATION, '			if (isOpen) {\n				this.leaveOpen', '			if (isOpen && made > 5) {\n				this.leaveOpen'],
	),
	mutant(
		'exceptions-swallowed',
		'orders that SKU Mapping cannot map leave by no output',
		['items', 'silent'],
		[
			'nodes/SkuMapping/mapOrders.operation.ts',
			'	return [mapped, exceptions];',
			'	return [mapped, []];',
		],
	),
];
