import type { OrderException } from '../../../shared/exceptions';
import type { OutboundOrderItem } from '../../../shared/outboundOrderItem';
import type { Cancellation } from '../cancel';
import type { CreateRequest, CreateRow } from './createRequest';
import type { FoundBy, OrderNumbers } from './findExisting';
import type { AlikeFailures } from '../halve';

/** An outbound order that should exist. */
export interface DesiredOrder extends OrderNumbers {
	/** Whether an outbound order can be compared with it: nothing of the order was shipped before. */
	isComparable: boolean;
	/** TikTok Shop shows that the order has changed since it was handed over. */
	hasChanged: boolean;
	/** Whether an outbound order that is not what the order needs now is cancelled and made anew. */
	replaces: boolean;
	/** Whether one that was replaced before, and may not have been made anew, is. */
	mayReplace: boolean;
	/** Whether one that somebody has cancelled in the OMS is made again. */
	createsAgain: boolean;
	/** When the order was read on TikTok Shop, epoch ms; 0 if unknown. */
	readAt: number;
	/** Latest shipping time, ISO 8601; for people. */
	shipBy?: string;
	/** Units of each system SKU; undefined if the order has no readable lines. */
	units(): ReadonlyMap<string, number> | undefined;
	request(): CreateRequest;
}

export type EnsureResult =
	| {
			outboundOrder: OutboundOrderItem;
			created: boolean;
			foundBy: FoundBy;
			duplicates?: Cancellation[];
			/** Number of the cancelled outbound order in whose place it was created. */
			replaced?: string;
	  }
	/** Preview: what would be sent, and the outbound order that would be cancelled before. */
	| { wouldCreate: CreateRow; replaced?: string }
	| { exception: OrderException }
	| { failure: unknown };

/** Failures of a run, counted apart for look-ups and creations: one may work without the other. */
export interface Failures {
	lookUps: AlikeFailures;
	creations: AlikeFailures;
}
