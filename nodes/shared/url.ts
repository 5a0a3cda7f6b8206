import { trimEnd } from 'lodash';

import { addressUse } from './specialAddresses';

/**
 * Names that only the own network knows (RFC 6761, RFC 6762, RFC 8375; `internal` is reserved by ICANN; the others are widely used
 * within companies and by Kubernetes).
 */
const OWN_NAMES = [
	'localhost',
	'localdomain',
	'local',
	'lan',
	'internal',
	'svc',
	'home.arpa',
	'home',
	'intranet',
	'intra',
	'corp',
	'private',
	'test',
];

/** Names under which clouds keep the keys of a machine. */
const METADATA_NAMES = [
	'metadata',
	'metadata.google.internal',
	'metadata.goog',
	'metadata.azure.internal',
	'metadata.tencentyun.com',
	'instance-data',
	'instance-data.ec2.internal',
];

type Host = 'own network' | 'nobody' | 'public';

/** Where a host is, as far as its name or number tells it. */
function hostKind({ hostname }: URL): Host {
	// Not by a pattern: one that ends at the end looks again from every point.
	const name = trimEnd(hostname, '.');
	const use = addressUse(name);
	if (use) return use;
	if (name === '' || METADATA_NAMES.includes(name)) return 'nobody';
	const isOwn = !name.includes('.') || OWN_NAMES.some((own) => name.endsWith(`.${own}`));
	return isOwn ? 'own network' : 'public';
}

/** Whether a host is this machine, or one that only the own network knows by this name or number. */
export function isOwnNetwork(url: URL): boolean {
	return hostKind(url) === 'own network';
}

/**
 * Why signed calls must not be sent to this address; undefined when they may be.
 *
 * Plain http only in the own network, for a sandbox or proxy: everywhere else whoever listens would have the tokens. Nothing
 * in front of the host or behind the path that could make the address another one than it looks.
 */
export function urlProblem(address: string): string | undefined {
	const url = parsed(address);
	if (!url) return 'it is no address that begins with https://';
	if (!['https:', 'http:'].includes(url.protocol)) return 'it does not begin with https://';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (/[?#]/.test(address)) return 'it must end with the host or a path';
	if (hostKind(url) === 'nobody') return 'no service has such an address';
	if (url.protocol === 'http:' && !isOwnNetwork(url)) {
		return 'it begins with http://, and secrets would travel in clear text. Use https://';
	}
	return undefined;
}

/**
 * Why a signed call must not go to an address, with whatever query; undefined when it may. It goes to the host of the credential
 * and to no other, however the address is written.
 *
 * @param service  address of the service, from the credential
 */
export function callUrlProblem(url: URL, service: string): string | undefined {
	const problem = urlProblem(service) ?? urlProblem(url.href.split(/[?#]/)[0]);
	if (problem) return problem;
	const { origin, host } = new URL(service);
	return url.origin === origin ? undefined : `the host of the credential is ${host}`;
}

/**
 * Why a file must not be fetched from an address that a service has answered; undefined when it may be. Only a service in the
 * own network may point into the own network.
 *
 * @param service  address of the service
 */
export function fileUrlProblem(address: string, service: string): string | undefined {
	const url = parsed(address);
	const asker = parsed(service);
	if (!url || !asker) return 'it is no address';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (hostKind(url) === 'nobody') return 'no service has such an address';
	if (isOwnNetwork(url) && !isOwnNetwork(asker)) return 'it points into the own network';
	const open = url.protocol === 'http:' && isOwnNetwork(url);
	return url.protocol === 'https:' || open ? undefined : 'it does not begin with https://';
}

function parsed(address: string): URL | undefined {
	return URL.canParse(address) ? new URL(address) : undefined;
}
