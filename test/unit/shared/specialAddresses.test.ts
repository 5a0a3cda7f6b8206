import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';

import { IPv4, IPv6 } from 'ipaddr.js';

import { addressUse } from '../../../nodes/shared/specialAddresses';

const FILE = 'nodes/shared/specialAddresses.ts';
const BEGIN = '// ranges: begin';
const END = '// ranges: end';

type Cidr = [IPv4 | IPv6, number];

/** The ranges of ipaddr.js, by name, IPv4 first. */
function ranges(): Record<string, string[]> {
	const list: Record<string, string[]> = {};
	for (const prototype of [IPv4.prototype, IPv6.prototype]) {
		// Its types leave them out.
		const { SpecialRanges } = prototype as unknown as {
			SpecialRanges: Record<string, Cidr | Cidr[]>;
		};
		for (const [name, given] of Object.entries(SpecialRanges)) {
			const cidrs = (Array.isArray(given[0]) ? given : [given]) as Cidr[];
			(list[name] ??= []).push(...cidrs.map(([address, bits]) => `${address.toString()}/${bits}`));
		}
	}
	return list;
}

function regenerate(): void {
	const source = readFileSync(FILE, 'utf8');
	const list = `const RANGES: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(ranges())};`;
	const [before, rest] = source.split(BEGIN);
	const after = rest.slice(rest.indexOf(END));
	writeFileSync(FILE, `${before}${BEGIN}\n${list}\n${after}`);
	execFileSync('npx', ['prettier', '--write', FILE]);
}

const use = (address: string) =>
	addressUse(new URL(`http://${address.includes(':') ? `[${address}]` : address}`).hostname);

describe('the table of special addresses', () => {
	it('is the one of ipaddr.js', () => {
		if (process.env.REGENERATE) regenerate();
		const text = readFileSync(FILE, 'utf8').split(BEGIN)[1].split(END)[0];
		for (const [name, cidrs] of Object.entries(ranges())) {
			expect(text).toMatch(new RegExp(`\\b'?${name}'?: \\[`));
			for (const cidr of cidrs) expect(text).toContain(`'${cidr}'`);
		}
		expect(text.match(/'[\da-f.:]+\/\d+'/g)).toHaveLength(Object.values(ranges()).flat().length);
	});

	it.each([
		['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
		['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
		['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
		['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
		['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
		['fc00::', 'fdff:ffff::1', 'fbff::1', 'fe00::1'],
		['::1', '::ffff:10.0.0.1', '2606:4700::1', '2a00:1450::1'],
	])('%s to %s is the own network, %s and %s are public', (first, last, before, behind) => {
		expect([first, last].map(use)).toEqual(['own network', 'own network']);
		expect([before, behind].map(use)).toEqual(['public', 'public']);
	});

	it.each([
		['this network', '0.0.0.0', '0.255.255.255'],
		['link-local', '169.254.0.1', 'fe80::1', 'febf::1', '::ffff:169.254.169.254'],
		['IETF protocol assignments', '192.0.0.1', '192.0.0.192'],
		['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
		['benchmarking', '198.18.0.1', '198.19.255.255', '2001:2::1'],
		['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
		['reserved, broadcast', '240.0.0.1', '255.255.255.255'],
		['6to4 relay', '192.88.99.1'],
		['NAT64', '64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::10.0.0.1'],
		['6to4', '2002:7f00:1::1', '2002:808:808::1'],
		['Teredo', '2001::1', '2001:0:7f00:1::'],
		['IPv4-mapped of others', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1', '::ffff:0.0.0.0'],
		['IPv4-compatible', '::', '::127.0.0.1', '::2'],
		['site-local', 'fec0::1', 'feff::1'],
		['discard', '100::1'],
		['segment routing', '5f00::1'],
		['keys of clouds', '169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254'],
		['keys of clouds, mapped', '::ffff:100.100.100.200', '::ffff:168.63.129.16'],
	])('%s is nobody', (_, ...addresses) => {
		expect(addresses.map((address) => [address, use(address)])).toEqual(
			addresses.map((address) => [address, 'nobody']),
		);
	});

	it.each(['example.com', '1.2.3.example.com', 'beef', 'a', ''])('%j is a name', (name) => {
		expect(addressUse(name)).toBeUndefined();
	});
});
