import { get } from 'lodash';
import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeProperties,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { exactNumberProblem } from './exactNumber';
import { orderException } from './exceptions';

/** Shows the parameters only for one operation of one resource. */
export function showFor(
	resource: string,
	operation: string,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: [resource], operation: [operation], ...property.displayOptions?.show },
		},
	}));
}

/** Return All and Limit, worded as everywhere in n8n. */
export const RETURN_ALL_AND_LIMIT: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** The collection Filters. */
export function filtersOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options,
	};
}

/** The collection Options. */
export function optionsOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}

interface LocatorWords {
	displayName: string;
	name: string;
	description: string;
	/** The list search method of the node. */
	search: string;
	/** How it is given without the list. */
	other: { displayName: string; name: string; placeholder: string };
}

/** A required choice from a searched list, or by a code that the user knows. */
export function locatorOf({ search, other, ...words }: LocatorWords): INodeProperties {
	return {
		...words,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ ...other, type: 'string' },
		],
	};
}

/**
 * The option Unusable Rows of a node that reads a table.
 *
 * @param table  what the table is called
 * @param done   what becomes of an order
 */
export function unusableRowsOption(
	table: 'mapping' | 'pairing',
	done: 'mapped' | 'sent',
): INodeProperties {
	return {
		displayName: 'Unusable Rows',
		name: 'unusableRows',
		type: 'options',
		options: [
			{
				name: 'Leave Out',
				value: 'leaveOut',
				description: `Orders that need such a row leave by the Exceptions output; the others are ${done}`,
			},
			{
				name: 'Refuse All',
				value: 'refuseAll',
				description: `The node fails and names the rows; nothing is ${done}`,
			},
		],
		default: 'leaveOut',
		description: `What to do when rows of the ${table} cannot be used`,
	};
}

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Number of rows to return; Infinity for Return All. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	const all = context.getNodeParameter('returnAll', itemIndex, false) as boolean;
	return all
		? Number.POSITIVE_INFINITY
		: (context.getNodeParameter('limit', itemIndex, 50) as number);
}

/**
 * Throws when an ID, a SKU or a number in a parameter has lost digits, before a call is made with it.
 *
 * @param name   of the parameter, for the message
 * @param value  of the parameter; an expression may give a number or a list
 * @throws NodeOperationError  with the index of the item, if any
 */
export function assertExact(
	context: Pick<IExecuteFunctions, 'getNode'>,
	itemIndex: number | undefined,
	name: string,
	value: unknown,
): void {
	const problem = exactNumberProblem(name, value);
	if (problem === undefined) return;
	const { hint } = orderException('NUMBER_NOT_EXACT', problem);
	throw new NodeOperationError(context.getNode(), problem, { itemIndex, description: hint });
}

/** Whether a parameter contains an expression. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}

/**
 * Whether a parameter has the same value for all items, because it contains no expression.
 *
 * @param path  name of a parameter, or a path below it; a whole collection may be one expression
 */
export function isFixed(context: IExecuteFunctions, path: string): boolean {
	const { parameters } = context.getNode();
	const [name] = path.split('.');
	const isOneExpression = typeof parameters[name] === 'string';
	return !holdsExpression(get(parameters, isOneExpression ? name : path));
}

/**
 * Reads a parameter per item, but only once when it contains no expression: `getNodeParameter` with an expression takes about
 * 390 µs.
 *
 * @param path  name of a top-level parameter, or a path below it
 */
export function perItem<T extends NodeParameterValueType>(
	context: IExecuteFunctions,
	path: string,
	fallback: T,
	options?: { extractValue: boolean },
): (itemIndex: number) => T {
	const read = (itemIndex: number) =>
		context.getNodeParameter(path, itemIndex, fallback, options) as T;
	const [name] = path.split('.');
	if (holdsExpression(context.getNode().parameters[name])) return read;
	let constant: { value: T } | undefined;
	return (itemIndex) => (constant ??= { value: read(itemIndex) }).value;
}
