import type { OrderException } from '../../../shared/exceptions';
import type { OutboundOrderItem } from '../../../shared/outboundOrderItem';
import type { Cancellation } from '../cancel';
import type { CreateRequest, CreateRow } from './createRequest';
import type { FoundBy, Numbers } from './existing';
import type { AlikeFailures } from '../halve';

/** An outbound order that should exist. */
export interface DesiredOrder extends Numbers {
	/** Units of each system SKU; undefined where the order has no readable lines. */
	units(): ReadonlyMap<string, number> | undefined;
	/** Asked for only when the OMS has no such order yet. */
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
