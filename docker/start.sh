#!/bin/sh
# Links the package of the image into n8n's folder, then starts what it is given.
#
# That folder is a volume: what an image has there, Docker copies into a new volume once and never again. A link follows the image.
set -eu

package=n8n-nodes-tiktok-shop-oms
from=${TIKTOK_SHOP_OMS_FOLDER:-/opt/tiktok-shop-oms}/node_modules/$package
modules=${N8N_USER_FOLDER:-$HOME}/.n8n/nodes/node_modules
link=$modules/$package

if [ -e "$link" ] && [ ! -L "$link" ]; then
	echo "$package is installed in $link already. Uninstall it under Settings > Community nodes, or delete that folder." >&2
	exit 1
fi
mkdir -p "$modules"
ln -sfn "$from" "$link"
exec "$@"
