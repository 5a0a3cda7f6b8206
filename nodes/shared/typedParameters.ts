import { attempt, get, isError } from 'lodash';
import {
	NodeHelpers,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeProperties,
	type IPollFunctions,
} from 'n8n-workflow';

import { noteOriginal } from './pollGuard';
import { NOTHING, typedValue, UnusableValue } from './typedValues';

/** A parameter has a value that cannot be used. */
export class ParameterError extends NodeOperationError {
	/**
	 * @param path  of the parameter
	 */
	constructor(
		node: INode,
		{ message, hint: description }: UnusableValue,
		readonly path: string,
		itemIndex?: number,
	) {
		super(node, message, { description, itemIndex });
		// n8n goes by the name.
		this.name = 'NodeOperationError';
	}
}

type Read = (path: string, fallback?: unknown, options?: object) => unknown;

/**
 * n8n's context with parameters in the type that the node describes. Expressions may give any type.
 *
 * @param properties  of the node
 * @returns           a context whose `getNodeParameter` throws ParameterError for an unusable value
 */
export function typedExecution(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
): IExecuteFunctions {
	const typed = typedReader(context, properties);
	return withReader(context, (path: string, itemIndex: number, fallback, options) => {
		const read: Read = (name, ...more) =>
			context.getNodeParameter(name, itemIndex, more[0] as string, more[1]);
		return typed(path, fallback, options, read, itemIndex);
	});
}

/** Like `typedExecution`, for a poll, which has no items. */
export function typedPoll(
	context: IPollFunctions,
	properties: readonly INodeProperties[],
): IPollFunctions {
	const typed = typedReader(context, properties);
	const typedContext = withReader(context, (path: string, fallback, options) => {
		const read: Read = (name, ...more) =>
			context.getNodeParameter(name, more[0] as string, more[1] as object);
		return typed(path, fallback, options as object, read);
	});
	noteOriginal(typedContext, context);
	return typedContext;
}

function withReader<T extends object>(
	context: T,
	getNodeParameter: (path: string, ...more: never[]) => unknown,
): T {
	return Object.create(context, { getNodeParameter: { value: getNodeParameter } }) as T;
}

function typedReader(
	context: Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>,
	properties: readonly INodeProperties[],
) {
	const known = new Map<string, INodeProperties | undefined>();
	const propertyOf = (name: string): INodeProperties | undefined => {
		if (!known.has(name)) known.set(name, displayed(context.getNode(), properties, name));
		return known.get(name);
	};
	return (
		path: string,
		fallback: unknown,
		options: object | undefined,
		read: Read,
		itemIndex?: number,
	): unknown => {
		const [name, ...rest] = path.split('.');
		const property = propertyOf(name);
		if (!property) return read(path, fallback, options);
		// A whole collection may be one expression, so a field is read from the value of the collection.
		const given = rest.length > 0 ? read(name, {}) : read(name, fallback, options);
		const typed = attempt(() => typedValue(property, given, context.getTimezone()));
		if (typed instanceof UnusableValue) {
			throw new ParameterError(context.getNode(), typed, path, itemIndex);
		}
		if (isError(typed)) throw typed;
		if (rest.length > 0) return get(typed, rest, fallback);
		return typed === NOTHING ? (fallback ?? withoutValue(property)) : typed;
	};
}

/** Not the default of a text: it may be an expression, which was evaluated already. */
function withoutValue({ type, default: usual }: INodeProperties): unknown {
	return type === 'string' || type === 'resourceLocator' ? '' : usual;
}

/** The parameter of the chosen operation, where several have the same name. */
function displayed(
	node: INode,
	properties: readonly INodeProperties[],
	name: string,
): INodeProperties | undefined {
	const named = properties.filter((property) => property.name === name);
	const isDisplayed = (property: INodeProperties) =>
		NodeHelpers.displayParameter(node.parameters, property, node, null);
	return named.find(isDisplayed) ?? named[0];
}
