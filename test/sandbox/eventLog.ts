export type EventType =
	| 'seeded'
	| 'pulled'
	| 'created'
	| 'shipped'
	| 'trackingOnTikTok'
	| 'cancelled'
	| 'holdReleased'
	| 'sellerSkuFilled'
	| 'cancelRequested'
	| 'cancelRequestWithdrawn'
	| 'linesCancelled'
	| 'addressChanged';

/** One step of an order as the two services saw it. */
export interface SandboxEvent {
	seq: number;
	type: EventType;
	orderId: string;
	/** Shop code; empty for an outbound order that belongs to no order of TikTok Shop. */
	shop: string;
	/** ISO 8601, UTC. */
	at: string;
	/** Outbound order number, tracking number, scenario, or whatever else identifies the step. */
	detail: Record<string, string>;
}

/** What happened to every order, seen from the services' side, in order of happening. */
export class EventLog {
	private readonly events: SandboxEvent[] = [];

	constructor(private readonly now: () => number) {}

	add(type: EventType, orderId: string, shop: string, detail: Record<string, string> = {}): void {
		const at = new Date(this.now()).toISOString();
		this.events.push({ seq: this.events.length + 1, type, orderId, shop, at, detail });
	}

	/** Events with a sequence number above `seq`. */
	since(seq: number): SandboxEvent[] {
		return this.events.slice(Math.max(0, seq));
	}
}
