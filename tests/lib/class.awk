# A class that answers: wide CSV with letters, the same on every machine.
#
#   awk -v students=40 -v seed=1 -f class.awk KEYS
#
# KEYS: a question a line, its id, the letter of its key, and how many options it has.  Students differ in
# how much they know; now and then one leaves a question out.
function chance() {
  x = (x * 69069 + 1) % 4294967296
  return x / 4294967296
}
{ id[NR] = $1; key[NR] = $2; options[NR] = $3 }
END {
  x = seed
  printf "student"
  for (q = 1; q <= NR; q++) printf ",%s", id[q]
  print ""
  for (s = 1; s <= students; s++) {
    printf "s%04d", s
    knows = 0.3 + 0.65 * chance()
    for (q = 1; q <= NR; q++) {
      hard = q % 5 / 12
      if (chance() < 0.02) letter = ""
      else if (chance() < knows - hard) letter = key[q]
      else letter = substr("ABCDEFGHIJ", 1 + int(options[q] * chance()), 1)
      printf ",%s", letter
    }
    print ""
  }
}
