#!/bin/sh
# Installs Debian's Chromium and a Chinese font; says so and goes on where that cannot be done.
command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -qi cjk && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null && exit 0
fi
echo "No Chromium here, and it cannot be installed: the browser tests will be skipped." >&2
exit 0
