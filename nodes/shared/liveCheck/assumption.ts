/** One fact that the code takes for true without having seen a live account. */
export interface Assumption {
	id: string;
	/** What is assumed, in one plain sentence. */
	what: string;
	/** Where the code relies on it. */
	usedIn: string;
	/** Section of docs/tiktok-shop-api.md or docs/oms-api.md, or a line of docs/behavior.md. */
	source: string;
	/** Name of the step that tries it. */
	step: string;
	/** `byHand`: a person has to change something. `through`: the warehouse has to ship something. */
	needs?: 'write' | 'byHand' | 'through';
	/** Why the sandbox cannot show it; left out where it can. */
	notInSandbox?: string;
}
