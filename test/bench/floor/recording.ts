import type { CallLogEntry, Sandbox } from '../../sandbox';

/** What a call of the order sync is for. */
export const KINDS = ['search', 'detail', 'lookUp', 'create'] as const;
export type Kind = (typeof KINDS)[number];

/** Calls of one kind, and what one of them sends and gets; of all recorded ones that with the longest answer. */
export interface Recorded {
	calls: number;
	request: string;
	answer: string;
}

export type Recording = Record<Kind, Recorded>;

/** Records what both services are asked and what they answer. */
export class Recorder {
	private readonly longest = new Map<Kind, { request: string; answer: string }>();
	private readonly from: number;

	constructor(private readonly sandbox: Sandbox) {
		this.from = sandbox.log.entries.length;
		for (const service of ['tiktok', 'oms'] as const) {
			sandbox.answers.change({
				service,
				path: /./,
				change: (answer: unknown, { path, body }) => {
					const kind = kindOf({ service, path });
					const text = JSON.stringify(answer);
					if (text.length > (this.longest.get(kind)?.answer.length ?? 0)) {
						this.longest.set(kind, { request: body, answer: text });
					}
				},
			});
		}
	}

	result(): Recording {
		this.sandbox.answers.clear();
		const entries = this.sandbox.log.since(this.from);
		const recorded = (kind: Kind): Recorded => ({
			calls: entries.filter((entry) => kindOf(entry) === kind).length,
			request: this.longest.get(kind)?.request ?? '',
			answer: this.longest.get(kind)?.answer ?? '{}',
		});
		return Object.fromEntries(KINDS.map((kind) => [kind, recorded(kind)])) as Recording;
	}
}

function kindOf({ service, path }: Pick<CallLogEntry, 'service' | 'path'>): Kind {
	if (/\/orders\/search$/.test(path)) return 'search';
	if (service === 'tiktok') return 'detail';
	return /\/create$/.test(path) ? 'create' : 'lookUp';
}
