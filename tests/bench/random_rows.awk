# A pack of chance, always the same from one seed, for tests/bench/check.sh:
#   awk -v seed=7 -v facts=20 -v rows=1000 -v hit=first [-v rare=4] [-v beliefs=N] [-v form=smt] ...
# Each fact stands in a row with the chance 1 in `rare`.  form=smt writes, in place of the pack, the
# question for each row whether a possible case is left that no earlier row matches (SMT-LIB 2).
# awk's own rand() differs from one awk to the next, so the numbers are made here (Park and Miller's
# minimal standard generator, exact in doubles).
function below(bound) {
  state = (state * 16807) % 2147483647
  return int(state / 2147483647 * bound)
}
# Fills known[0..facts-1] with "", "true" or "false".
function choose(rare, i) {
  for (i = 0; i < facts; i++) known[i] = below(rare) > 0 ? "" : below(2) ? "true" : "false"
}
function conditions(rare, i, text) {
  choose(rare)
  text = ""
  for (i = 0; i < facts; i++)
    if (known[i] != "") text = text (text == "" ? "" : ", ") "\"f" i "\": " known[i]
  return "{" text "}"
}
function formula(rare, i, text) {
  choose(rare)
  text = "(and true"
  for (i = 0; i < facts; i++)
    if (known[i] != "") text = text (known[i] == "true" ? " f" i : " (not f" i ")")
  return text ")"
}
function smt(i, row) {
  for (i = 0; i < facts; i++) print "(declare-const f" i " Bool)"
  for (i = 0; i < 4; i++) print "(assert (not " formula(5) "))"
  for (i = 0; i < rows; i++) {
    row = formula(rare)
    below(4) # the outcome of the row, so that both forms draw alike
    print "(push)(assert " row ")(check-sat)(pop)(assert (not " row "))"
  }
}
function json(i) {
  print "{\"format\": \"amiquiz-pack\", \"version\": 1, \"id\": \"chance\", \"title\": \"Chance\", \"facts\": ["
  for (i = 0; i < facts; i++)
    print " {\"id\": \"f" i "\", \"label\": \"F\", \"yes\": [\"y\"], \"no\": [\"n\"]}" (i < facts - 1 ? "," : "],")
  print "\"impossible\": ["
  for (i = 0; i < 4; i++) print " {\"when\": " conditions(5) "}" (i < 3 ? "," : "],")
  print "\"decisions\": [{\"id\": \"d\", \"ask\": \"?\", \"hit\": \"" hit "\", \"outcomes\": ["
  for (i = 0; i < 4; i++) print " {\"id\": \"o" i "\", \"label\": \"O\"}" (i < 3 ? "," : "], \"rules\": [")
  for (i = 0; i < rows; i++)
    print " {\"id\": \"r" i "\", \"when\": " conditions(rare) ", \"then\": \"o" below(4) \
      "\", \"because\": \"b\"}" (i < rows - 1 ? "," : "]}]")
  if (beliefs) print ", \"misconceptions\": ["
  for (i = 0; i < beliefs; i++)
    print " {\"id\": \"m" i "\", \"decision\": \"d\", \"believes\": \"b\", \"correct\": \"c\", \"assume\": {\"f" \
      below(facts) "\": true}, \"rules\": [{\"when\": " conditions(rare) ", \"then\": \"o" below(4) "\"}]}" \
      (i < beliefs - 1 ? "," : "]")
  print "}"
}
BEGIN {
  state = seed + 1
  for (i = 0; i < 20; i++) below(2)
  if (!rare) rare = 4
  if (form == "smt") smt(); else json()
}
