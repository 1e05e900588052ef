# The first decision of a pack, as `amiquiz pack show --json` prints it, in another language:
#   jq -r --arg form c|sql|awk -f tests/bench/if_else.jq pack.json
# c:   a function of a packed case;  sql: a CASE over columns named as the facts;
# awk: over fields, of which the first is no fact; o and r become outcome and rule.
.facts as $facts | .decisions[0] as $d
| ([$facts | to_entries[] | {key: .value.id, value: .key}] | from_entries) as $number
| ([$d.outcomes | to_entries[] | {key: .value.id, value: .key}] | from_entries) as $outcome
| def conditions(yes; no; $join; $always):
    [.when | to_entries[] | if .value then .key | yes else .key | no end]
    | if length == 0 then $always else join($join) end;
  if $form == "c" then
    "static inline uint8_t if_else(uint32_t c)", "{",
    ($d.rules[] | "    if (" + conditions("(c >> \($number[.]) & 1)"; "!(c >> \($number[.]) & 1)"; " && "; "1")
      + ") return \($outcome[.then]);"),
    "    return 255;", "}"
  elif $form == "sql" then
    "CASE", ($d.rules[] | "WHEN " + conditions("\(.)"; "NOT \(.)"; " AND "; "TRUE") + " THEN \($outcome[.then])"),
    "ELSE 255 END"
  else
    "BEGIN { FS = \",\" }", "NR == 1 { print $0 \",outcome,rule\"; next }", "{ o = \"error\"; r = \"\"",
    ($d.rules | to_entries[] | (if .key > 0 then "  else " else "  " end)
      + (.value | "if (" + conditions("$\($number[.] + 2) == \"yes\""; "$\($number[.] + 2) == \"no\""; " && "; "1")
        + ") { o = \"\(.then)\"; r = \"\(.id)\" }")),
    "  print $0 \",\" o \",\" r }"
  end
