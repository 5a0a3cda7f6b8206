import type { AxeFinding } from './axe';

/** What axe-core finds in n8n's own part of a form, and why no template can change it. */
interface N8nFault {
	rule: string;
	/** Whether the element is the one that is meant. */
	element: RegExp;
	reason: string;
}

export const N8N_FAULTS: readonly N8nFault[] = [
	{
		rule: 'landmark-one-main',
		element: /^html$/,
		reason: "n8n's page of a form has no main element, and a template gives only what stands in it",
	},
	{
		rule: 'region',
		element: /./,
		reason: 'the same: without a main element everything stands outside of one',
	},
];

/** Splits what was found into what n8n makes, and what is ours. */
export function apart(found: readonly AxeFinding[]): { ours: AxeFinding[]; used: N8nFault[] } {
	const faultOf = ({ rule, element }: AxeFinding) =>
		N8N_FAULTS.find((fault) => fault.rule === rule && fault.element.test(element));
	return {
		ours: found.filter((each) => faultOf(each) === undefined),
		used: found.map(faultOf).filter((fault) => fault !== undefined),
	};
}
