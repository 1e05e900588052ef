# explain on the packs that are built in: the promised questions, every possible case.
. "$ROOT/tests/lib/shell.sh"

whole='owned=no shared=yes public=no encrypted=no product_code=no snapshot_access=no
  instance_store=no other_region=no'
# shellcheck disable=SC2086
expect_status 0 "$AMIQUIZ" explain $whole --json --change-to copy-image --by shared,snapshot_access,key_access
expect_text '"outcome":"launch-create"' out
expect_text '"changes":[{"snapshot_access":true}]' out

# Consequent facts are part of a change: who owns it does not have it shared.
# shellcheck disable=SC2086
expect_status 0 "$AMIQUIZ" explain $whole --json --change-to copy-image
expect_text '"changes":[{"snapshot_access":true}]' out
expect_status 0 "$AMIQUIZ" explain owned=yes encrypted=no product_code=no instance_store=no \
  other_region=no --json --change-to launch-create
expect_text '"owned":false,"shared":true' out

# No such change.
# shellcheck disable=SC2086
expect_status 1 "$AMIQUIZ" explain $whole --json --change-to copy-snapshot-register --by snapshot_access
expect_text '"changes":[]' out

# Every whole case of the pack is explained without a message.
expect_status 2 "$AMIQUIZ" explain owned=yes
expect_text 'these facts are missing: ' err
n=0
for s in yes no; do for k in yes no; do for p in yes no; do for d in path launch share; do
  expect_status 0 "$AMIQUIZ" explain owned=no shared=yes public=no encrypted=$k key_access=$k \
    customer_key=$k product_code=$p marketplace=no snapshot_access=$s instance_store=no \
    other_region=no --decision $d
  [ ! -s err ] || fail 'nothing on standard error'
  n=$((n + 1))
done; done; done; done
[ $n -eq 24 ] || fail "$n cases"
