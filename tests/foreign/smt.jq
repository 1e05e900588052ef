# A pack, and what amiquiz says of it, as claims for an SMT solver (SMT-LIB 2, quantifier-free formulas
# over booleans and integers).  Written from the words of the pack alone: no bitmap, no case is looked at.
#
# A claim is {name, want: "sat"|"unsat", formula}; definitions come before the claims that use them.

# ---- Formulas ------------------------------------------------------------------------------------

def either: if length == 0 then "false" else "(or " + join(" ") + ")" end;
def all_of: if length == 0 then "true" else "(and " + join(" ") + ")" end;
def negated: "(not " + . + ")";
# {"a": true, "b": false}: a, and not b.
def when: (. // {}) | to_entries | map(if .value then .key else .key | negated end) | all_of;

# Outcomes are numbers by their names, so that two packs can be compared; no outcome is -1.
def number($names; $outcome): if $outcome == null then "(- 1)" else $names | index($outcome) | tostring end;

# The rows from the first on: the first that matches answers.
def chain($names): reverse | reduce .[] as $row ("(- 1)";
  "(ite " + ($row.when | when) + " " + number($names; $row.then) + " " + . + ")");
def pairs: . as $rows | [range(length) as $j | range($j) as $i | {first: $rows[$i], second: $rows[$j]}];
def meet: [(.first.when | when), (.second.when | when)] | all_of;
def clash: [pairs[] | select(.first.then != .second.then) | meet] | either;
def table($names): if .hit == "unique" then "(ite " + (.rules | clash) + " (- 1) " + (.rules | chain($names)) + ")"
  else .rules | chain($names) end;
# The cases that row $i decides; in a "unique" table, those that it matches.
def decided($i): . as $d | [$d.rules[$i].when | when] +
  (if $d.hit == "first" then [range($i) | $d.rules[.].when | when | negated] else [] end) | all_of;

def parameters: "(" + ([.facts[] | "(" + .id + " Bool)"] | join(" ")) + ")";
# A call with the facts as they are, but for those in $assumed.
def call($name; $assumed): "(" + $name + " " + ([.facts[] | if $assumed[.id] == null then .id else $assumed[.id] | tostring end] | join(" ")) + ")";

# ---- Definitions ---------------------------------------------------------------------------------
# Of pack "A": A-possible, A-of-<decision> (its outcome), A-believes-<misconception>.

def definitions($pack; $names):
  . as $p |
  "(define-fun \($pack)-possible \(parameters) Bool \([.impossible[]?.when | when] | either | negated))",
  (.decisions[] | . as $d | "(define-fun \($pack)-of-\(.id) \($p | parameters) Int \(table($names)))"),
  (.misconceptions[]? | . as $m |
    "(define-fun \($pack)-believes-\(.id) \($p | parameters) Int \(
      ($m.rules // []) | reverse | reduce .[] as $row ($p | call("\($pack)-of-\($m.decision)"; $m.assume // {});
        "(ite " + ($row.when | when) + " " + number($names; $row.then) + " " + . + ")")))");

def possible($pack): call("\($pack)-possible"; {});
def outcome_of($pack; $decision): call("\($pack)-of-\($decision)"; {});

# ---- pack check ----------------------------------------------------------------------------------

def claim($name; $is_so; $formula): {$name, want: (if $is_so then "sat" else "unsat" end), formula: $formula};
def contradicts($check): $check.problems | any(.id == "contradiction");
def found($check; $id; $decision): [$check.problems[], $check.notes[] | select(.id == $id and .decision == $decision)];

def check_rows($names; $check; $d):
  . as $p | possible("A") as $possible | outcome_of("A"; $d.id) as $outcome |
  (found($check; "dead"; $d.id) | map(.rule)) as $dead |
  (found($check; "redundant"; $d.id) | map(.rule)) as $redundant |
  (found($check; "conflict"; $d.id) + found($check; "order-matters"; $d.id)) as $meet |
  (found($check; "conflict"; $d.id) | length > 0) as $conflict |
  range($d.rules | length) as $i | $d.rules[$i] as $row |
  claim("\($d.id): \($row.id) decides something"; $row.id | IN($dead[]) | not; [$possible, ($d | decided($i))] | all_of),
  (select($conflict or ($row.id | IN($dead[])) | not) |
    ($d | .rules |= del(.[$i]) | table($names)) as $without |
    claim("\($d.id): \($row.id) is needed"; $row.id | IN($redundant[]) | not;
      [$possible, "(distinct \($outcome) \($without))"] | all_of)),
  (range($i) as $j | $d.rules[$j] as $earlier | select($earlier.then != $row.then) |
    claim("\($d.id): \($earlier.id) and \($row.id) meet";
      $meet | any(.rule == $row.id and (.rules | index($earlier.id) != null));
      [$possible, ({first: $earlier, second: $row} | meet)] | all_of));

def check_decision($names; $check; $d):
  . as $p | possible("A") as $possible |
  claim("\($d.id): a gap"; found($check; "gap"; $d.id) | length > 0;
    [$possible, ([$d.rules[].when | when] | either | negated)] | all_of),
  check_rows($names; $check; $d),
  ($d.outcomes[].id as $o | claim("\($d.id): \($o) is reached";
    found($check; "unreachable-outcome"; $d.id) | any(.outcome == $o) | not;
    [$possible, ([range($d.rules | length) as $i | select($d.rules[$i].then == $o) | $d | decided($i)] | either)] | all_of));

# What can be asked: a possible case whose true outcome says so.
def askable($names; $d): outcome_of("A"; $d.id) as $truth |
  [possible("A"), ([$d.outcomes[] | select(.ask != false) | "(= \($truth) \(number($names; .id)))"] | either)] | all_of;
def check_misconceptions($names; $check):
  . as $p | (.misconceptions // []) as $all |
  range($all | length) as $i | $all[$i] as $m | ($p.decisions[] | select(.id == $m.decision)) as $d |
  ($p | outcome_of("A"; $d.id)) as $truth |
  ($p | askable($names; $d)) as $ask |
  ($p | call("A-believes-\($m.id)"; {})) as $belief |
  claim("\($m.id) is wrong somewhere"; $check.problems | any(.id == "same-as-key" and .misconception == $m.id) | not;
    [$ask, "(distinct \($belief) \($truth))"] | all_of),
  (range($i) as $j | $all[$j] as $other | select($other.decision == $m.decision) |
    claim("\($m.id) differs from \($other.id)";
      $check.problems | any(.id == "twins" and ([.misconception, .twin] | sort) == ([$m.id, $other.id] | sort)) | not;
      [$ask, "(distinct \($belief) \($p | call("A-believes-\($other.id)"; {})))"] | all_of));

def check_claims($names; $check):
  claim("a case is possible"; contradicts($check) | not; possible("A")),
  (select(contradicts($check) | not) |
    (.decisions[] as $d | check_decision($names; $check; $d)), check_misconceptions($names; $check));

# ---- decide, with facts unknown --------------------------------------------------------------------
# $given: the facts as {"f0": true}; $said: the JSON of `decide`, null where it was refused as faulty.

def decide_claims($names; $given; $said; $n):
  . as $p | ([possible("A"), ($given | when)] | all_of) as $cases | outcome_of("A"; $p.decisions[0].id) as $outcome |
  if $said == null then claim("decide \($n): a case without an outcome"; true; [$cases, "(= \($outcome) (- 1))"] | all_of)
  elif $said.outcome == null then claim("decide \($n): cannot hold together"; false; $cases)
  else
    claim("decide \($n): can hold together"; true; $cases),
    (($said.outcomes // [$said.outcome]) as $open |
      $p.decisions[0].outcomes[].id as $o |
      claim("decide \($n): \($o) is open"; $o | IN($open[]); [$cases, "(= \($outcome) \(number($names; $o)))"] | all_of)),
    claim("decide \($n): a case without an outcome"; false; [$cases, "(= \($outcome) (- 1))"] | all_of),
    ($p.facts[].id as $f | $said.facts[$f] as $value |
      claim("decide \($n): \($f) may be true"; $value != false; [$cases, $f] | all_of),
      claim("decide \($n): \($f) may be false"; $value != true; [$cases, ($f | negated)] | all_of))
  end;

# ---- explain --change-to ---------------------------------------------------------------------------
# $from: a whole case; $to: the outcome; $by: facts that may change; $said: the JSON of `explain`.

def changed($from): [to_entries[] | select($from[.key] != .value) | .key];
def explain_claims($names; $from; $to; $by; $said; $n):
  . as $p |
  ([possible("A"), "(= \(outcome_of("A"; $p.decisions[0].id)) \(number($names; $to)))"] +
    [$p.facts[].id | select(IN($by[]) | not) | . as $f | {($f): $from[$f]} | when] | all_of) as $there |
  ("(+ 0 " + ([$p.facts[].id | . as $f | "(ite \({($f): $from[$f]} | when) 0 1)"] | join(" ")) + ")") as $distance |
  ($said.changes | map($from + .)) as $ends |
  if $ends == [] then claim("explain \($n): no way to \($to)"; false; $there)
  else
    ($ends[0] | changed($from) | length) as $fewest |
    claim("explain \($n): nothing smaller"; false; [$there, "(< \($distance) \($fewest))"] | all_of),
    ($ends[] | claim("explain \($n): \(changed($from)) leads to \($to)"; true; [$there, when, "(= \($distance) \($fewest))"] | all_of)),
    claim("explain \($n): no other as small"; false;
      [$there, "(= \($distance) \($fewest))", ([$ends[] | when] | either | negated)] | all_of)
  end;

# ---- pack diff -------------------------------------------------------------------------------------

def diff_claims($names; $other; $diff):
  . as $p |
  .decisions[].id | select(IN($other.decisions[].id)) | . as $d |
  ($p | outcome_of("A"; $d)) as $a | ($p | outcome_of("B"; $d)) as $b |
  [$diff.differences[] | select(.decision == $d)] as $found |
  ($p | [possible("A"), possible("B")]) as $cases |
  claim("\($d) differs"; $found | length > 0; $cases + ["(distinct \($a) \($b))"] | all_of),
  claim("\($d): the patterns leave out none"; false;
    $cases + ["(distinct \($a) \($b))", ([$found[].when | when] | either | negated)] | all_of),
  ($found[] |
    claim("\($d): \(.when) has a case"; true; $cases + [.when | when] | all_of),
    claim("\($d): \(.when) has these answers alone"; false;
      $cases + [(.when | when), (["(= \($a) \(number($names; .a)))", "(= \($b) \(number($names; .b)))"] | all_of | negated)] | all_of));

# ---- The script --------------------------------------------------------------------------------------

def names($packs): [$packs[].decisions[].outcomes[].id] | unique;
def declarations: .facts[] | "(declare-const \(.id) Bool)";
# Lines: those of the script, each claim as WANT<TAB>NAME<TAB>FORMULA.
def lines: "\(.want)\t\(.name)\t\(.formula)";
