import { NodeOperationError, type INode } from 'n8n-workflow';

import type { StoredSession } from '../transport/session';

/** The seller that authorized the app. */
export interface Seller {
	/** TikTok Shop's ID for this seller and this app (TikTok Shop API §2.2). */
	openId: string;
	name: string;
}

export function sellerOf({ openId = '', sellerName = '' }: StoredSession): Seller {
	return { openId, name: sellerName };
}

/**
 * Detects that the credential was authorized again by another seller. Only needed if the node names no shops (B15, Q5).
 * The user accepts the new seller by unpublishing and publishing the workflow.
 *
 * @throws NodeOperationError naming both sellers
 */
export function assertSameSeller(before: Seller | undefined, now: Seller, node: INode): void {
	if (!before?.openId || !now.openId || before.openId === now.openId) return;
	throw new NodeOperationError(
		node,
		`The credential now belongs to another seller: "${now.name}" instead of "${before.name}". No order was read.`,
		{
			description:
				'If that is wrong, authorise again with the main account of the first seller and check "target shop" on the TikTok Shop page. If it is meant, choose the shops in the node, or unpublish the workflow and publish it again.',
		},
	);
}
