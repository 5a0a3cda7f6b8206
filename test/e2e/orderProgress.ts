import type { SandboxEvent, EventType } from '../sandbox/eventLog';
import type { Listener, Waiting } from './observer';

/** What has been seen of one order. */
export interface OrderProgress {
	steps: Set<EventType | 'mapped'>;
	/** Codes of the exceptions it waited with. */
	exceptions: Set<string>;
}

const WORDS: Partial<Record<EventType, string>> = {
	pulled: 'pulled from TikTok Shop',
	created: 'outbound order created in the OMS',
	shipped: 'shipped by the warehouse',
	trackingOnTikTok: 'tracking number on TikTok Shop',
	cancelled: 'cancelled',
	holdReleased: 'released from hold by TikTok Shop',
	sellerSkuFilled: 'seller SKU filled in on TikTok Shop',
	cancelRequested: 'buyer asks to cancel',
};

/** Records the steps of every order and prints each once, as it happens. */
export class AllProgress implements Listener {
	readonly orders = new Map<string, OrderProgress>();
	readonly failures: string[] = [];
	private readonly shops = new Map<string, string>();

	constructor(
		private readonly print: (line: string) => void,
		private readonly startedAt = Date.now(),
	) {}

	onStep({ type, orderId, shop, detail }: SandboxEvent): void {
		if (!orderId) return;
		if (shop) this.shops.set(orderId, shop);
		const { steps } = this.of(orderId);
		const isNew = !steps.has(type);
		steps.add(type);
		const words = WORDS[type];
		if (isNew && words) this.line(orderId, words, Object.values(detail).join(' · '));
	}

	onMapped(orderId: string, shop: string, lines: string): void {
		if (shop) this.shops.set(orderId, shop);
		this.of(orderId).steps.add('mapped');
		this.line(orderId, 'mapped', lines);
	}

	onWaiting({ orderId, shop, code, message }: Waiting): void {
		if (shop) this.shops.set(orderId, shop);
		this.of(orderId).exceptions.add(code);
		this.line(orderId, `waits: ${code}`, message);
	}

	onFailure(message: string): void {
		this.failures.push(message);
		this.print(`${this.clock()}  an execution failed: ${message}`);
	}

	/** Orders that waited with this code. */
	waitingWith(code: string): string[] {
		return [...this.orders].filter(([, { exceptions }]) => exceptions.has(code)).map(([id]) => id);
	}

	/** Number of orders per exception code. */
	exceptionCounts(): Record<string, number> {
		const counts: Record<string, number> = {};
		for (const { exceptions } of this.orders.values()) {
			for (const code of exceptions) counts[code] = (counts[code] ?? 0) + 1;
		}
		return Object.fromEntries(Object.entries(counts).sort());
	}

	private of(orderId: string): OrderProgress {
		const known = this.orders.get(orderId);
		if (known) return known;
		const eventLog = { steps: new Set<EventType>(), exceptions: new Set<string>() };
		this.orders.set(orderId, eventLog);
		return eventLog;
	}

	private line(orderId: string, words: string, detail: string): void {
		const shop = (this.shops.get(orderId) ?? '').padEnd(6);
		this.print(`${this.clock()}  ${shop} ${orderId}  → ${words}${detail ? `  (${detail})` : ''}`);
	}

	private clock(): string {
		const seconds = Math.round((Date.now() - this.startedAt) / 1_000);
		return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`;
	}
}
