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

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** How many rows the user wants: Infinity for Return All. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	const all = context.getNodeParameter('returnAll', itemIndex, false) as boolean;
	return all
		? Number.POSITIVE_INFINITY
		: (context.getNodeParameter('limit', itemIndex, 50) as number);
}

/**
 * Refuses an ID, a SKU or a number that has lost digits on its way into a parameter, before any call is made with it.
 *
 * @param name   of the parameter, for the message
 * @param value  as the parameter gives it; an expression may give a number or a list
 * @throws NodeOperationError with the index of the item, where there is one
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

/** Whether a stored parameter holds an expression anywhere. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}

/**
 * Whether the node itself names the value of a parameter, and no expression that each item answers for itself.
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
 * Reads a parameter for every item, but evaluates it once when it holds no expression: with an expression
 * `getNodeParameter` costs some 390 µs an item, so it is paid only where the user really wrote one.
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
