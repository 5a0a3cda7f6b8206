import type { OrderException } from '../../../shared/exceptions';
import type { OutboundOrderItem } from '../../../shared/outboundOrderItem';
import type { Cancellation } from '../cancel';
import type { CreateRequest, CreateRow } from './createRequest';
import type { FoundBy, OrderNumbers } from './findExisting';
import type { AlikeFailures } from '../halve';

/** An outbound order that should exist. */
export interface DesiredOrder extends OrderNumbers {
	/** Units of each system SKU; undefined if the order has no readable lines. */
	units(): ReadonlyMap<string, number> | undefined;
	/** Called only when the OMS does not have the order yet. */
	request(): CreateRequest;
}

export type EnsureResult =
	| {
			outboundOrder: OutboundOrderItem;
			created: boolean;
			foundBy: FoundBy;
			duplicates?: Cancellation[];
	  }
	/** Preview: what would be sent. */
	| { wouldCreate: CreateRow }
	| { exception: OrderException }
	| { failure: unknown };

/** Failures of a run, counted apart for look-ups and creations: one may work without the other. */
export interface Failures {
	lookUps: AlikeFailures;
	creations: AlikeFailures;
}
