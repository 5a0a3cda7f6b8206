import { createHash } from 'crypto';

import { HOUR, MINUTE } from '../../shared/durations';
import type { ApiOrder } from '../orders/apiOrder';
import { revisionOf } from '../orders/revision';
import type { Mark } from './marks';

/** `acknowledged`: like `changes`; and an order that is still pending comes again after {@link REPEAT_AFTER}. */
export type EmitMode = 'acknowledged' | 'once' | 'changes' | 'untilShipped';

/** With acknowledged hand-over, an order that is still pending is handed over again after this time, s. */
export const REPEAT_AFTER = 12 * HOUR;

/** When an order is emitted again, by the value of the parameter Emit. */
export class EmitRules {
	/**
	 * @param now      epoch s
	 * @param repeats  whether acknowledged hand-over repeats what is still pending
	 */
	constructor(
		readonly mode: EmitMode,
		private readonly now: number,
		private readonly repeats = true,
	) {}

	/** Whether the order was emitted as the search shows it. */
	isKnown(known: Mark | undefined, row: ApiOrder): boolean {
		if (this.mode === 'untilShipped' || !known || known.problem) return false;
		if (this.mode === 'once' && known.revision) return true;
		if (this.isDueAgain(known)) return false;
		return (known.row ?? known.revision) === shortDigest(revisionOf(row));
	}

	/** Whether the order is emitted now that its detail has this revision. */
	isNews(known: Mark | undefined, revision: string): boolean {
		if (!known?.revision || this.isDueAgain(known)) return true;
		if (this.mode === 'once') return false;
		return known.revision !== revision || known.problem !== undefined;
	}

	private isDueAgain({ handedOver }: Mark): boolean {
		if (this.mode !== 'acknowledged' || !this.repeats || handedOver === undefined) return false;
		return this.now - handedOver * MINUTE >= REPEAT_AFTER;
	}

	/** The minute for the mark: the known one, else now. */
	minuteFor(known: Mark | undefined): number | undefined {
		if (this.mode !== 'acknowledged') return known?.handedOver;
		return known?.handedOver ?? Math.floor(this.now / MINUTE);
	}
}

/** Key of the mark of an order that cannot be read. Without an order ID it is made from the problem; keys are decimal. */
export function faultKey(orderId: string, problem: string): string {
	return orderId || `0${Number.parseInt(digestOf(problem).slice(0, 12), 16)}`;
}

/** Digest of a text, hexadecimal. */
export function digestOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** Start of a digest, as marks hold it. */
export function shortDigest(digest: string): string {
	return digest.slice(0, 8);
}
