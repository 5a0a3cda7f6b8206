import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { toText } from '../../nodes/shared/text';
import { description } from './evaluate';

/** Rows of n8n's data tables by the name of the table, which is its ID here, and how often each was written to. */
export interface Tables {
	rows: Map<string, IDataObject[]>;
	writes: number;
	/** Values that Remove Duplicates has seen in earlier executions. */
	told?: Set<string>;
}

/** What the sub-workflows were called with, by the name of the node that calls. */
export type Calls = Map<string, IDataObject[][]>;

/** What a sub-workflow answers with when it is called with these items. */
export type SubWorkflow = (items: IDataObject[]) => Promise<IDataObject[]>;

type Outputs = INodeExecutionData[][];
export type Execute = (this: IExecuteFunctions) => Outputs | Promise<Outputs>;

/** A stock node as far as the templates use it: parameters as they are stored, and what happens. */
export function stockNode(
	name: string,
	parameters: string[],
	run: Execute,
	more: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			...description(name),
			properties: parameters.map((parameter) => {
				return { displayName: parameter, name: parameter, type: 'string', default: '' };
			}),
			...more,
		},
		async execute() {
			return await run.call(this);
		},
	};
}

interface Condition {
	keyName: string;
	condition: string;
	keyValue: unknown;
}

/** The stock nodes of the templates of the flow; those that only start a workflow give an empty item. */
export function stockNodes(
	tables: Tables,
	calls: Calls,
	started: IDataObject[],
	subWorkflow: SubWorkflow = async () => await Promise.resolve([]),
): INodeType[] {
	const start = (name: string, parameters: string[]) =>
		stockNode(name, parameters, () => [started.map((json) => ({ json }))], { inputs: [] });
	const pass: Execute = function () {
		return [this.getInputData()];
	};
	return [
		start('executeWorkflowTrigger', ['inputSource']),
		start('scheduleTrigger', ['rule']),
		start('manualTrigger', []),
		start('formTrigger', ['options']),
		start('webhook', ['httpMethod', 'path', 'authentication', 'responseMode', 'options']),
		stockNode('respondToWebhook', ['respondWith', 'responseBody', 'options'], pass),
		// What the trigger has found is given; it polls in its own tests.
		stockNode('tikTokShopTrigger', [], () => [started.map((json) => ({ json })), []], {
			inputs: [],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		}),
		stockNode('noOp', [], pass),
		stockNode('httpRequest', [], pass),
		stockNode('form', [], pass),
		stockNode('merge', ['mode', 'numberInputs'], mergeInputs, {
			inputs:
				'={{ Array.from({ length: $parameter["numberInputs"] || 2 }, () => ({ type: "main" })) }}',
			requiredInputs: 1,
		}),
		stockNode('set', ['assignments', 'includeOtherFields', 'options'], setFields),
		stockNode('splitOut', ['fieldToSplitOut', 'include', 'options'], splitField),
		stockNode('filter', ['conditions', 'options'], function () {
			return [split(this)[0]];
		}),
		stockNode(
			'if',
			['conditions', 'options'],
			function () {
				return split(this);
			},
			{ outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main] },
		),
		stockNode('executeWorkflow', ['workflowId', 'source', 'mode', 'options'], async function () {
			const { name } = this.getNode();
			const given = this.getInputData().map(({ json }) => json);
			calls.set(name, [...(calls.get(name) ?? []), given]);
			try {
				return [(await subWorkflow(given)).map((json) => ({ json }))];
			} catch (failure) {
				if (!this.continueOnFail()) throw failure;
				return [[{ json: { error: (failure as Error).message } }]];
			}
		}),
		stockNode('removeDuplicates', ['operation', 'logic', 'dedupeValue', 'options'], function () {
			const told = (tables.told ??= new Set());
			const isNew = (itemIndex: number) => {
				const value = this.getNodeParameter('dedupeValue', itemIndex) as string;
				return !told.has(value) && told.add(value);
			};
			return [this.getInputData().filter((_, itemIndex) => isNew(itemIndex))];
		}),
		stockNode(
			'dataTable',
			['resource', 'operation', 'tableName', 'dataTableId', 'matchType', 'filters', 'columns'],
			function () {
				return useTable(this, tables);
			},
		),
	];
}

const mergeInputs: Execute = function () {
	const { numberInputs = 2 } = this.getNode().parameters;
	const inputs = Array.from({ length: Number(numberInputs) }, (_, index) => index);
	return [inputs.flatMap((index) => this.getInputData(index) ?? [])];
};

const setFields: Execute = function () {
	return [
		this.getInputData().map(({ json }, itemIndex) => {
			const { assignments } = this.getNodeParameter('assignments', itemIndex) as {
				assignments: Array<{ name: string; type: string; value: unknown }>;
			};
			const set = assignments.map(({ name, type, value }) => {
				const isText = type === 'object' && typeof value === 'string';
				return [name, isText ? (JSON.parse(value) as unknown) : value];
			});
			const kept = this.getNodeParameter('includeOtherFields', itemIndex) ? json : {};
			return { json: { ...kept, ...Object.fromEntries(set) } as IDataObject };
		}),
	];
};

const splitField: Execute = function () {
	const field = this.getNode().parameters.fieldToSplitOut as string;
	return [
		this.getInputData().flatMap(({ json }) =>
			(json[field] as unknown[]).map((each) => ({
				json: (typeof each === 'object' ? each : { [field]: each }) as IDataObject,
			})),
		),
	];
};

function split(context: IExecuteFunctions): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], []];
	context.getInputData().forEach((item, itemIndex) => {
		const { conditions } = context.getNodeParameter('conditions', itemIndex) as unknown as {
			conditions: Array<{ leftValue: boolean }>;
		};
		outputs[conditions[0].leftValue ? 0 : 1].push(item);
	});
	return outputs;
}

function useTable(context: IExecuteFunctions, tables: Tables): INodeExecutionData[][] {
	const { resource, operation } = context.getNode().parameters;
	return [
		context.getInputData().flatMap(({ json }, itemIndex) => {
			if (resource === 'table') {
				const id = context.getNodeParameter('tableName', itemIndex) as string;
				if (!tables.rows.has(id)) tables.rows.set(id, []);
				return [{ json: { id } }];
			}
			const { value } = context.getNodeParameter('dataTableId', itemIndex) as IDataObject;
			const rows = tables.rows.get(value as string);
			if (!rows) throw new Error(`There is no data table ${String(value)}`);
			if (operation === 'insert') {
				const row = { id: rows.length + 1, ...json };
				rows.push(row);
				return [{ json: row }];
			}
			const found = rows.filter(matcher(context, itemIndex));
			if (operation === 'get') return found.map((row) => ({ json: { ...row } }));
			if (operation === 'deleteRows') {
				tables.rows.set(
					value as string,
					rows.filter((row) => !found.includes(row)),
				);
				return [];
			}
			const { mappingMode, value: chosen } = context.getNodeParameter('columns', itemIndex) as {
				mappingMode: string;
				value: IDataObject;
			};
			const written = mappingMode === 'defineBelow' ? chosen : json;
			tables.writes += 1;
			for (const row of found) Object.assign(row, written);
			if (found.length === 0 && operation === 'upsert') rows.push({ ...written });
			if (operation === 'update') return found.map((row) => ({ json: { ...row } }));
			return [{ json: written }];
		}),
	];
}

function matcher(context: IExecuteFunctions, itemIndex: number): (row: IDataObject) => boolean {
	const { conditions = [] } = context.getNodeParameter('filters', itemIndex) as {
		conditions?: Condition[];
	};
	const isAny = context.getNode().parameters.matchType === 'anyCondition';
	const fits =
		(row: IDataObject) =>
		({ keyName, condition, keyValue }: Condition): boolean => {
			if (condition === 'eq') return row[keyName] === keyValue;
			const text = toText(row[keyName]);
			if (condition === 'gt') return text !== '' && text > String(keyValue);
			if (condition === 'lt') return text !== '' && text < String(keyValue);
			if (condition === 'neq') return row[keyName] !== keyValue;
			return String(row[keyName]).startsWith(String(keyValue).replace(/%$/, ''));
		};
	return (row) => (isAny ? conditions.some(fits(row)) : conditions.every(fits(row)));
}
