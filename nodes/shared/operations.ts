import { sortBy } from 'lodash';
import type {
	IDisplayOptions,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { forEachItem, type BatchOperation, type ItemOperation } from './forEachItem';
import { allowWriting } from './toolRun';

/** One operation of a node: how the user sees it and what it does. Each `*.operation.ts` exports these. */
export interface Operation {
	/** Its entry in the parameter Operation. */
	option: { name: string; description: string; action: string };
	/** Parameters that only this operation has. */
	description?: INodeProperties[];
	/** Names of the inputs, where it has several. */
	inputs?: readonly string[];
	/** Names of the outputs, where it has several. */
	outputs?: readonly string[];
	/** Whether it changes something, so that an AI agent needs permission for it. */
	writes?: boolean;
	execute: BatchOperation;
}

/** Operations by their value in the parameter Operation. */
export type Operations = Readonly<Record<string, Operation>>;

/** One value of the parameter Resource. */
export interface Resource {
	displayName: string;
	value: string;
	operations: Operations;
	defaultOperation: string;
}

/** An operation that answers each input item for itself, as one that works on all of them. */
export function eachItem<T extends { execute: ItemOperation }>(operation: T) {
	return {
		...operation,
		async execute(this: IExecuteFunctions) {
			return await forEachItem(this, operation.execute);
		},
	};
}

/** The parameter Operation. n8n lists options by their names. */
export function operationParameter(
	operations: Operations,
	defaultOperation: string,
	displayOptions?: IDisplayOptions,
): INodeProperties {
	const options = Object.entries(operations).map(([value, { option }]) => ({ ...option, value }));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		...(displayOptions ? { displayOptions } : {}),
		options: sortBy(options, 'name'),
		default: defaultOperation,
	};
}

/** Values of the operations that change something. */
export function writingOperations(operations: Operations): string[] {
	return Object.keys(operations).filter((value) => operations[value].writes);
}

/** Resource, Operation, the permission for AI agents, and what each operation has of its own. */
export function resourceParameters(
	resources: readonly Resource[],
	defaultResource: string,
): INodeProperties[] {
	const byName = sortBy(resources, 'displayName');
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: byName.map(({ displayName, value }) => ({ name: displayName, value })),
			default: defaultResource,
		},
		...resources.map(({ value, operations, defaultOperation }) =>
			operationParameter(operations, defaultOperation, { show: { resource: [value] } }),
		),
		...byName.flatMap(({ value, operations }) => {
			const operation = writingOperations(operations);
			return operation.length > 0 ? [allowWriting({ resource: [value], operation })] : [];
		}),
		...byName.flatMap(({ operations }) => ownParameters(operations)),
	];
}

/** Parameters that single operations have. */
export function ownParameters(operations: Operations): INodeProperties[] {
	return Object.values(operations).flatMap(({ description = [] }) => description);
}

/** Runs the operation that the user chose. */
export async function runOperation(
	context: IExecuteFunctions,
	operations: Operations,
): Promise<INodeExecutionData[][]> {
	const operation = context.getNodeParameter('operation', 0) as string;
	return await operations[operation].execute.call(context);
}

/** Runs the operation of the resource that the user chose. */
export async function runResource(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const chosen = context.getNodeParameter('resource', 0) as string;
	const resource = resources.find(({ value }) => value === chosen) as Resource;
	return await runOperation(context, resource.operations);
}
