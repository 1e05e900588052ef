# z3 on `pack tests`: python3 reads the pack and works out from the definition what must be shown and how,
# z3 says how few cases can do it.  Both AMI packs, all decisions, with and without --pairwise; then packs
# of chance.  Where we say "smallest", z3 must find the same number; else its number must lie between ours.
. "$ROOT/tests/lib/shell.sh"
command -v z3 >/dev/null || skip 'z3 is not installed (Debian and Ubuntu: package z3)'
command -v python3 >/dev/null || skip 'python3 is not installed'

cat >judge.py <<'END'
import json, subprocess, sys

def conjunction(when, facts):
    known = sum(1 << facts.index(f) for f in when)
    return known, sum(1 << facts.index(f) for f in when if when[f])

def matches(c, part):
    return (c ^ part[1]) & part[0] == 0

def bits(n):
    return bin(n).count('1')

class Table:
    def __init__(self, pack, decision):
        self.facts = [f['id'] for f in pack['facts']]
        no = [conjunction(i['when'], self.facts) for i in pack.get('impossible', [])]
        self.possible = [c for c in range(1 << len(self.facts)) if not any(matches(c, p) for p in no)]
        self.rules = [(conjunction(r['when'], self.facts), r['then'], r['id']) for r in decision['rules']]
        self.unique = decision['hit'] == 'unique'
        self.row = {c: self.decide(c) for c in self.possible}

    def decide(self, c):
        hits = [i for i, r in enumerate(self.rules) if matches(c, r[0])]
        clash = self.unique and len({self.rules[i][1] for i in hits}) > 1
        return hits[0] if hits and not clash else None

    def then(self, c):
        return None if self.row[c] is None else self.rules[self.row[c]][1]

    def pairs(self, row, fact):
        near, far = [], []
        for a in self.possible:
            if self.row[a] != row:
                continue
            changes = [a ^ b for b in self.possible if (a ^ b) >> fact & 1]
            least = [x for x in changes if not any(y & x == y and y != x for y in changes)]
            for x in least:
                if self.then(a ^ x) not in (None, self.then(a)):
                    far.append((a, a ^ x))
                    if bits(x) == min(map(bits, least)):
                        near.append((a, a ^ x))
        return near or far

    def goals(self, pairwise):
        rows = sorted({r for r in self.row.values() if r is not None})
        decided = [c for c in self.possible if self.row[c] is not None]
        goals = [[(c, c) for c in decided if self.row[c] == r] for r in rows]
        n = len(self.facts)
        if pairwise:
            for i in range(n):
                for k in range(i):
                    for v in range(4):
                        goals.append([(c, c) for c in decided if (c >> i & 1, c >> k & 1) == (v >> 1, v & 1)])
        else:
            for r in rows:
                goals += [self.pairs(r, f) for f in range(n) if self.rules[r][0][0] >> f & 1]
        return [g for g in goals if g]

def fewest(cases, goals):
    text = [f'(declare-const c{c} Bool)' for c in cases]
    for g in goals:
        text.append('(assert (or ' + ' '.join(f'(and c{a} c{b})' for a, b in g) + '))')
    text.append('(minimize (+ 0 ' + ' '.join(f'(ite c{c} 1 0)' for c in cases) + '))(check-sat)(eval (+ 0 '
                + ' '.join(f'(ite c{c} 1 0)' for c in cases) + '))')
    out = subprocess.run(['z3', '-T:20', '-in'], input='\n'.join(text), capture_output=True, text=True).stdout
    words = out.split()
    return int(words[1]) if len(words) == 2 and words[0] == 'sat' else None

def judge(pack, name, decision, pairwise):
    table = Table(pack, decision)
    goals = table.goals(pairwise)
    run = subprocess.run([sys.argv[1], 'pack', 'tests', name, '--decision', decision['id'], '--json']
                         + ['--pairwise'] * pairwise, capture_output=True, text=True)
    said = json.loads(run.stdout)
    chosen = {sum(1 << i for i, f in enumerate(table.facts) if c['facts'][f]) for c in said['cases']}
    where = f"{name} {decision['id']} pairwise={pairwise}"
    assert len(chosen) == len(said['cases']), where
    assert all(any(a in chosen and b in chosen for a, b in g) for g in goals), where
    for c in said['cases']:
        case = sum(1 << i for i, f in enumerate(table.facts) if c['facts'][f])
        assert c['rule'] == table.rules[table.row[case]][2] and c['outcome'] == table.then(case), where
    best = fewest(table.possible, goals)
    if best is None:
        print('z3 took too long:', where)
        return 0
    assert said['at_least'] <= best <= len(chosen), (where, best, said['at_least'], len(chosen))
    assert not said['smallest'] or best == len(chosen), (where, best)
    return len(chosen) > 0

agreed = 0
for name in sys.argv[2:]:
    shown = subprocess.run([sys.argv[1], 'pack', 'show', name, '--json'], capture_output=True, text=True).stdout
    pack = json.loads(shown)
    for decision in pack['decisions']:
        for pairwise in (False, True):
            agreed += judge(pack, name, decision, pairwise)
print(f'{agreed} sets that are not empty agree with z3')
sys.exit(agreed < 100)
END

names='ami-lecture ami-current'
for seed in $(seq 1 250); do
  awk -v seed="$seed" -v facts=$((6 + seed % 4)) -v rows=$((3 + seed % 6)) -v rare=$((2 + seed % 2)) \
    -v hit="$([ $((seed % 3)) -eq 0 ] && echo unique || echo first)" \
    -f "$ROOT/tests/bench/random_rows.awk" >"random-$seed.json"
  names="$names ./random-$seed.json"
done
# shellcheck disable=SC2086 # names have no spaces
python3 judge.py "$AMIQUIZ" $names || fail 'pack tests and z3 do not agree'
