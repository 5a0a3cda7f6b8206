import { NodeConnectionTypes } from 'n8n-workflow';

import type { Resource } from './operations';

/** An input that an operation has only under a condition. */
export interface ConditionalInput {
	/** `<resource>:<operation>`. */
	of: string;
	name: string;
	/** An n8n expression without its braces. */
	when: string;
}

type Expression = `={{${string}}}`;

const CHOSEN = '$parameter["resource"] + ":" + $parameter["operation"]';

/** What the node does, in the words of the list of actions, as an expression. */
export function subtitleOf(resources: readonly Resource[]): Expression {
	const named = resources.flatMap(({ value, operations }) =>
		Object.entries(operations).map(([operation, { option }]) => [
			`${value}:${operation}`,
			option.action,
		]),
	);
	return `={{ ${JSON.stringify(Object.fromEntries(named))}[${CHOSEN}] || "" }}`;
}

/** The outputs as an expression, because they depend on the operation. */
export function outputsOf(resources: readonly Resource[]): Expression {
	return connections(resources, 'outputs', []);
}

/** The inputs as an expression, because they depend on the operation. */
export function inputsOf(
	resources: readonly Resource[],
	more: readonly ConditionalInput[],
): Expression {
	return connections(resources, 'inputs', more);
}

function connections(
	resources: readonly Resource[],
	side: 'inputs' | 'outputs',
	more: readonly ConditionalInput[],
): Expression {
	const named = resources.flatMap(({ value, operations }) =>
		Object.entries(operations).flatMap(([operation, each]) => {
			const names = each[side];
			return names ? [[`${value}:${operation}`, names] as const] : [];
		}),
	);
	const extra = more
		.map(({ of, name, when }) => `.concat(${CHOSEN} === "${of}" && (${when}) ? ["${name}"] : [])`)
		.join('');
	return `={{ (${JSON.stringify(Object.fromEntries(named))}[${CHOSEN}] || [undefined])${extra}.map((displayName) => ({ type: "${NodeConnectionTypes.Main}", displayName })) }}`;
}
