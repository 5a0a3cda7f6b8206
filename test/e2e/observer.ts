import axios from 'axios';

import type { SandboxEvent, EventType } from '../sandbox/eventLog';
import type { Execution, N8nApi } from '../support/n8n/api';

/** An order that left a node by its Exceptions output. */
export interface Waiting {
	orderId: string;
	shop: string;
	code: string;
	message: string;
	hint: string;
}

/** Events for the listeners, each once. */
export interface Listener {
	/** A step the sandbox saw. */
	onStep(event: SandboxEvent): void;
	/** Platform SKUs were translated into system SKUs. */
	onMapped(orderId: string, shop: string, lines: string): void;
	onWaiting(waiting: Waiting): void;
	/** An execution failed as a whole, or an order left by an Exceptions output without a reason. */
	onFailure(message: string): void;
}

/** Finished executions of one workflow, oldest first. */
export interface SeenExecution {
	id: string;
	startedAt: number;
	status: string;
}

interface OrderLike {
	orderId?: string;
	shop?: { code?: string };
	outboundLines?: Array<{ systemSku: string; quantity: number }>;
	exception?: { code?: string; message?: string; hint?: string };
}

const AFTER_MAPPING: ReadonlySet<EventType> = new Set(['created', 'shipped', 'trackingOnTikTok']);

/** Polls the sandbox and n8n's executions, and reports what is new. */
export class Observer {
	private lastStep = 0;
	private readonly held: SandboxEvent[] = [];
	private readonly heldBefore = new Set<number>();
	private readonly seenExecutions = new Map<string, SeenExecution[]>();
	private readonly told = new Set<string>();

	constructor(
		private readonly sandboxUrl: string,
		private readonly api: N8nApi,
		private readonly workflowIds: readonly string[],
		private readonly listener: Listener,
	) {}

	async look(): Promise<void> {
		const steps = [...this.held.splice(0), ...(await this.newSteps())];
		for (const step of steps) if (!AFTER_MAPPING.has(step.type)) this.listener.onStep(step);
		await this.lookAtN8n();
		for (const step of steps) if (AFTER_MAPPING.has(step.type)) this.tellOrHold(step);
	}

	/** n8n shows an execution only after its end, so a new outbound order may be known one poll before its mapping. */
	private tellOrHold(step: SandboxEvent): void {
		const isEarly = step.type === 'created' && !this.told.has(`mapped ${step.orderId}`);
		if (isEarly && !this.heldBefore.has(step.seq)) {
			this.heldBefore.add(step.seq);
			this.held.push(step);
		} else {
			this.listener.onStep(step);
		}
	}

	private async newSteps(): Promise<SandboxEvent[]> {
		const url = `${this.sandboxUrl}/_sandbox/events?since=${this.lastStep}`;
		const { data } = await axios.get<{ events: SandboxEvent[] }>(url, { proxy: false });
		for (const { seq } of data.events) this.lastStep = Math.max(this.lastStep, seq);
		return data.events;
	}

	executionsOf(workflowId: string): readonly SeenExecution[] {
		return this.seenExecutions.get(workflowId) ?? [];
	}

	private async lookAtN8n(): Promise<void> {
		for (const workflowId of this.workflowIds) {
			const seen = [...this.executionsOf(workflowId)];
			const ids = new Set(seen.map(({ id }) => id));
			for (const execution of await this.api.finishedExecutions(workflowId, ids)) {
				const { id, startedAt, status } = execution;
				seen.push({ id, startedAt, status });
				this.read(execution);
			}
			this.seenExecutions.set(workflowId, seen);
		}
	}

	private read(execution: Execution): void {
		if (execution.error) {
			this.once(`failure ${execution.error}`, () => this.listener.onFailure(execution.error ?? ''));
		}
		for (const [node, item] of exceptionsWithoutCode(execution)) {
			const text = `${node}: ${item.orderId ?? 'an item'} left by Exceptions without a code`;
			this.once(text, () => this.listener.onFailure(text));
		}
		for (const item of itemsOf(execution)) {
			if (!item.orderId) continue;
			if (item.exception?.code) this.tellWaiting(item, item.orderId);
			else if (item.outboundLines) this.tellMapped(item, item.orderId);
		}
	}

	private tellWaiting(item: OrderLike, orderId: string): void {
		const { code = '', message = '', hint = '' } = item.exception ?? {};
		this.once(`waiting ${orderId} ${code}`, () =>
			this.listener.onWaiting({ orderId, shop: item.shop?.code ?? '', code, message, hint }),
		);
	}

	private tellMapped(item: OrderLike, orderId: string): void {
		const lines = (item.outboundLines ?? []).map((line) => `${line.systemSku} × ${line.quantity}`);
		this.once(`mapped ${orderId}`, () =>
			this.listener.onMapped(orderId, item.shop?.code ?? '', lines.join(', ')),
		);
	}

	private once(key: string, tell: () => void): void {
		if (this.told.has(key)) return;
		this.told.add(key);
		tell();
	}
}

function itemsOf(execution: Execution): OrderLike[] {
	return Object.values(execution.items).flatMap((runs) => runs.flat(2) as OrderLike[]);
}

/** Nodes of the templates whose second output is an Exceptions output. */
const WITH_EXCEPTIONS = ['Map SKUs', 'Create Outbound Orders', 'Send Tracking Numbers'];

function exceptionsWithoutCode(execution: Execution): Array<[string, OrderLike]> {
	return WITH_EXCEPTIONS.flatMap((node) =>
		(execution.items[node] ?? [])
			.flatMap(([, exceptions = []]) => exceptions as OrderLike[])
			.filter(({ exception }) => !exception?.code)
			.map((item): [string, OrderLike] => [node, item]),
	);
}
