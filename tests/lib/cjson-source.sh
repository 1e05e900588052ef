#!/bin/sh
# Prints where cJSON.c lies, for `make fuzz` to compile it with the fuzzer's eyes: of a shared library
# libFuzzer sees nothing.  CJSON_SOURCE says where; else the source of the installed package is
# fetched to build/fuzz/cjson/ by apt-get, which changes nothing else on this machine and needs no
# root.  YES=1 or a person at the terminal must allow it.  Prints nothing, and says why on standard
# error, when there is none: then fuzzing goes on with the shared library.
set -u
cd "$(dirname "$0")/../.." || exit 1
place=$PWD/build/fuzz/cjson

say() { echo "fuzz: $*" >&2; }
without() {
  say "$*"
  say 'cJSON is not compiled in; what is new to the fuzzer inside cJSON will not be noticed'
  exit 0
}
fetched() { find "$place" -name cJSON.c -not -path '*/fuzzing/*' 2>/dev/null | head -n 1; }

if [ -n "${CJSON_SOURCE:-}" ]; then
  [ -r "$CJSON_SOURCE" ] || { say "CJSON_SOURCE: there is no $CJSON_SOURCE"; exit 1; }
  echo "$CJSON_SOURCE"
  exit 0
fi
if [ -n "$(fetched)" ]; then
  fetched
  exit 0
fi
command -v apt-get >/dev/null && command -v dpkg-source >/dev/null ||
  without 'the source of cJSON is fetched with apt-get and dpkg-source (package dpkg-dev), which are not here; or give CJSON_SOURCE=dir/cJSON.c'
version=$(dpkg-query -W -f '${source:Version}' libcjson-dev 2>/dev/null) || version=
[ -n "$version" ] || without 'libcjson-dev is not installed as a package; give CJSON_SOURCE=dir/cJSON.c'
if [ "${YES:-}" != 1 ]; then
  answer=n
  if [ -t 0 ] && [ -t 2 ]; then
    printf 'Fetch the source of cJSON %s to build/fuzz/cjson? [Y/n] ' "$version" >&2
    read -r answer || answer=n
  fi
  case $answer in
  '' | [Yy]*) ;;
  *) without 'the source of cJSON was not fetched (make fuzz YES=1 does), or give CJSON_SOURCE=dir/cJSON.c' ;;
  esac
fi

# The same archives as this machine's own, but their sources, in lists that are ours alone.
rm -rf "$place"
mkdir -p "$place/lists/partial" "$place/parts"
apt-get indextargets 'Created-By: Packages' 'Origin: Debian' \
  --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' 2>/dev/null | sort -u >"$place/sources.list"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ ! -r "$keyring" ] || sed -i "s,^deb-src ,deb-src [signed-by=$keyring] ," "$place/sources.list"
apt_here() {
  apt-get -q -o Dir::Etc::SourceList="$place/sources.list" -o Dir::Etc::SourceParts="$place/parts" \
    -o Dir::State::Lists="$place/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User=root "$@" >>"$place/log" 2>&1
}
apt_here update && (cd "$place" && apt_here source "cjson=$version") ||
  without "the source of cJSON $version could not be fetched (build/fuzz/cjson/log says why)"
rm -rf "$place/lists"
[ -n "$(fetched)" ] || without 'the source of cJSON has no cJSON.c'
say "cJSON $version is compiled in"
fetched
