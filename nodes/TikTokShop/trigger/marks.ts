/** What is remembered of an order: what of it left the node. */
export interface Mark {
	/** Beginning of the revision that was emitted; empty where only an exception was. */
	revision: string;
	/** The search's revision, where it differs from the detail's by the parts of bundles only. */
	row?: string;
	/** Digest of the problem that was emitted as an exception. */
	problem?: string;
	/** Number of the full re-read that it was last met in, 0–9. */
	round: number;
}

const FORM = /^([0-9a-f]*)(?:~([0-9a-f]+))?(?:!([0-9a-f]+))?\.(\d)$/;

/** Short, as there may be thousands in n8n's static data: `1a2b3c4d.5`, with `~row` and `!problem` where there are any. */
export function markText({ revision, row, problem, round }: Mark): string {
	return `${revision}${row ? `~${row}` : ''}${problem ? `!${problem}` : ''}.${round}`;
}

/** Undefined for a text that is no mark. */
export function markOf(text: unknown): Mark | undefined {
	const found = typeof text === 'string' ? FORM.exec(text) : null;
	if (!found || !(found[1] || found[3])) return undefined;
	const [, revision, row, problem, round] = found;
	return { revision, row, problem, round: Number(round) };
}
