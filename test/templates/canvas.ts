import type { INode } from 'n8n-workflow';

/** Size of a node on the canvas, in pixels. */
const STEP = { width: 100, height: 160 };

export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export function boxOf({ type, position: [left, top], parameters }: INode): Box {
	const isNote = type.endsWith('.stickyNote');
	const { width, height } = isNote ? (parameters as typeof STEP) : STEP;
	return { left, top, right: left + width, bottom: top + height };
}

export function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function inside(inner: Box, outer: Box): boolean {
	return (
		inner.left >= outer.left &&
		inner.top >= outer.top &&
		inner.right <= outer.right &&
		inner.bottom <= outer.bottom
	);
}
