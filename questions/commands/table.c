/* The commands.  Look-up, help, completion and "did you mean" are all made from this table. */
#include <string.h>

#include "questions/commands/commands.h"

const struct command commands[] = {
    {"drill", "[BANK]", "Study: questions in rounds of ten, every answer explained at once.",
     "The study shell. Each answer is judged by the rule that decides the case, and every answer "
     "is saved at once. In it, ? shows the keys, and : opens a command line.\n\n"
     "Rules that are due come first: each has a memory of its own (FSRS-6), worked out from your "
     "answers. With --exam-date those come first that raise recall on that day most. Right answers "
     "under --cram do not put off the day when a rule is due, wrong ones bring it nearer. --learn tells "
     "each rule before it asks about it.\n\n"
     "The questions are made from the pack, or are those of BANK: a question bank in any format that "
     "can be read, made by generate or written by hand. Each is asked once, in the order of the bank, "
     "before any comes again, then first those that were answered wrong or skipped; options are "
     "shuffled. A bank whose keys are not what its pack answers is refused with status 3.\n\n"
     "--only, --rule and --kind can be had together. Mistakes shrink as they are mended: the drill ends "
     "when none is left. Where nothing is left to begin with, the status is 1.\n\n"
     "A hint (h) names the facts that matter, further ones strike a wrong option out; a right answer "
     "after one counts as a hard one. With --json: {\"command\":\"hint\"}, and \"confidence\" from 0 to "
     "100 beside \"answer\".",
     drill_options, command_drill,
     "amiquiz drill\namiquiz drill --pack ami-current\namiquiz drill --learn\n"
     "amiquiz drill --exam-date 2030-12-15\namiquiz drill --only mistakes --kind path,launch\n"
     "amiquiz drill --confidence\namiquiz drill exam.gift"},
    {"diagnose", "", "Asks until it is sure what you believe, then says so.",
     "Each question is the one whose answer is expected to tell most. It weighs sound knowledge, every "
     "misconception of the decision, the other edition's rules and guessing, equally likely at first, "
     "and says what it found when that is likely enough: why it is wrong and the case that shows it. "
     "Then it drills exactly that until your answers say otherwise. Every answer is saved at once; what "
     "was left goes on within a day.\n\n"
     "With --json it ends when it is sure: {\"type\":\"end\",\"questions\":5,\"right\":2,"
     "\"belief\":[\"ID\"],\"probability\":0.97,\"sure\":true,\"alike\":[]}. The belief is [] for sound "
     "knowledge, two names for a pair (in verdicts joined by +), other-edition or guessing; \"alike\" "
     "lists what no question tells from it. When it gives up or input ends, \"sure\" is false, and the "
     "belief is what leads.",
     diagnose_options, command_diagnose,
     "amiquiz diagnose\namiquiz diagnose --decision launch --pairs"},
    {"exam", "", "A timed session without feedback until its end, then a review.",
     "Questions are spread over the rows, beliefs and kinds of the pack, or over the rows of --bank. "
     "Answers can be changed and questions marked until the exam is handed in, by hand or when its time "
     "is up. Then comes the estimated score, and a review of each question.\n\n"
     "The clock does not stop: not for Ctrl-Z, and not when the terminal is closed. An exam that was "
     "cut off goes on with the next `amiquiz exam`, with the same questions, answers and marks.",
     exam_options, command_exam,
     "amiquiz exam\namiquiz exam --questions 65 --minutes 130\n"
     "amiquiz exam --bank final.json --pass 60%"},
    {"decide", "FACT=yes|no|unknown ...", "The outcome of a case, or of every line of a file.",
     "Says what a decision of the pack answers when some facts are known. A fact not given is "
     "unknown; when every possible completion has the same outcome, that is the answer.\n\n"
     "With --batch every line of a CSV file (or NDJSON: .ndjson, .jsonl, or a first byte {) comes "
     "out as it is, with outcome and rule added. Columns named like facts are facts: yes, no, "
     "true, false, 1, 0, empty or unknown.\n\n"
     "Status: 0 decided, 1 undetermined, 2 wrong words, 3 facts that cannot hold together.",
     decide_options, command_decide,
     "amiquiz decide shared=yes encrypted=no product_code=yes\n"
     "amiquiz decide --decision launch shared=yes --json\n"
     "amiquiz decide --batch cases.csv > decided.csv"},
    {"explain", "FACT=yes|no ...", "Why a case is decided so, and what would change it.",
     "Shows the row that decides a whole case, the rows before it and why each was passed over, "
     "why another outcome is not the answer, and the fewest facts to change to get there. Facts "
     "that follow from others may be left out.\n\n"
     "Status: 1 when no change leads to the outcome of --change-to.",
     explain_options, command_explain,
     "amiquiz explain shared=yes encrypted=no product_code=yes marketplace=no public=no "
     "snapshot_access=no instance_store=no other_region=no --why-not copy-image\n"
     "amiquiz explain ... --change-to copy-image --by shared,snapshot_access,key_access"},
    {"advise", "[FACT=yes|no ...]", "Asks yes/no questions until the outcome is certain.",
     "Asks as few questions as possible, and says what each one decides. Answers: yes, no, don't "
     "know, back (to take the last answer back), quit. Facts already known may be given as words. "
     "Standard input that is no terminal is read line by line.\n\n"
     "Status: 1 when it ends undetermined.",
     advise_options, command_advise,
     "amiquiz advise\namiquiz advise owned=no shared=yes --decision run-there"},
    {"pack", "list|show|check|diff|tests [PACK] [PACK]",
     "The packs: their tables, their proof, where two differ, cases to test with.",
     "pack list names the packs that are built in. pack show draws one, built in or a file: facts, "
     "decisions with their rows and reasons, misconceptions, sources. With --json, show prints the "
     "pack itself.\n\n"
     "pack check proves a pack over all its possible cases: gaps, conflicts, rows that decide nothing "
     "or could go, misconceptions that are none; each with the rows involved and a case that shows "
     "it. pack diff says where two packs over the same facts answer differently.\n\n"
     "pack tests chooses as few possible cases as it can find so that every row of a decision decides "
     "one, and every condition is shown to matter by two: they differ in the condition's fact, and in "
     "what must change with it; the row decides one of them, and the other has another outcome. "
     "It prints CSV: all facts, outcome, rule, and shows, a list with \"; \" between its entries. ROW: "
     "the first case that this row decides. ROW:FACT: one of the two lines, of which one has ROW as its "
     "rule, that show this condition. What cannot be shown is said on standard error, with the reason. "
     "With --pairwise every row decides one case, and every two values of two facts that are possible "
     "together occur; pairs:N in shows counts those that no earlier line has.\n\n"
     "Status: check 1 when there is a problem, diff 1 when they differ, tests 1 when no case can be "
     "decided.",
     pack_options, command_pack,
     "amiquiz pack list\namiquiz pack show ami-current --decision path\n"
     "amiquiz pack show ami-lecture --json > my-pack.json\n"
     "amiquiz pack check my-pack.json\namiquiz pack diff ami-lecture ami-current\n"
     "amiquiz pack tests ami-lecture --decision path > path-tests.csv"},
    {"generate", "", "Make a bank of questions from a pack, its keys proved.",
     "Questions are made from the tables: the key is what the table answers, a wrong option is, "
     "where it can be, what people with one particular wrong belief answer. --cover makes as small a "
     "bank as it can find that covers the pack, --coverage says what it covers.\n\n"
     "The same version, pack, options and seed give the same bytes.\n\n"
     "Status: 1 when there are fewer questions than wanted, or under --strict something would be lost.",
     generate_options, command_generate,
     "amiquiz generate --count 20 --seed 7 -o bank.json\n"
     "amiquiz generate --cover all --verbose --format moodle-xml -o bank.xml\n"
     "amiquiz generate --students class.csv --count 20 --seed 7 -o papers"},
    {"convert", "IN OUT", "A question bank from one format to another.",
     "Reads the bank IN and writes OUT; - is standard input or output. OUT appears whole or not at "
     "all, so both may be the same file. Where questions say their case, their keys are derived "
     "again from the pack on the way, and a bank with another key is refused.\n\n"
     "Status: 1 when --strict finds that something would be lost, 3 for a faulty or refused bank.",
     convert_options, command_convert,
     "amiquiz convert bank.json bank.gift --check\n"
     "amiquiz convert bank.json exam.xml --format moodle-xml\n"
     "amiquiz convert mine.json - --format ndjson --pack my-pack.json"},
    {"verify", "BANK", "Derive the keys of a question bank again; what did its pack change?",
     "Holds every question against the pack it was made from, as it is now, and names those whose "
     "key, distractors, feedback or explanation are not what the pack says. The pack is one built "
     "in, or the file of --pack.\n\n"
     "Status: 0 nothing differs, 1 something does, 3 the bank cannot be read.",
     verify_options, command_verify,
     "amiquiz verify bank.json\namiquiz verify bank.json --pack my-pack.json --json"},
    {"score", "--key BANK|KEY.csv ANSWERS...",
     "Answer files to scores, statistics, beliefs, pages.",
     "Reads answers as scanners, learning platforms and spreadsheets write them, and prints a summary: "
     "what was read and what was not, points, how far to trust them, questions to look at, what the "
     "class believes.\n\n"
     "ANSWERS are long CSV (student,question,answer), wide CSV (student,Q1,Q2,...), NDJSON of the long "
     "form, fixed columns (--layout), or exports of Moodle and Canvas quizzes; gzip, too; - is standard "
     "input. An answer is empty, the letter of an option or several (AC, A;C), an outcome, or an "
     "option's full text. Every answer ends as scored, superseded or rejected.\n\n"
     "-o DIR writes scores.csv, items.csv, options.csv, beliefs.csv, rejects.csv, report.html, "
     "manifest.json, with --roster absent.csv, and what report needs later: responses.csv and a copy of "
     "the key. All of it appears, or nothing.\n\n"
     "Status: 0 done, also with rejected answers (under --strict 1), 3 for a faulty or refused key and "
     "files that hold no answers.",
     score_options, command_score,
     "amiquiz score --key final.json scan.csv\n"
     "amiquiz score --key final.json --roster class.csv scan.csv -o results\n"
     "amiquiz score --key bank.json scan.txt --layout 'student=1-8 form=9-11 answers=12-31'\n"
     "amiquiz score --key new.csv --compare-key old.csv answers.csv"},
    {"report", "DIR|DB", "A page about a scoring, or one for each of its students.",
     "Scores what score -o DIR or --db DB kept once more, by the key and the options that were kept with "
     "it, and writes one HTML page that needs no network: scores, beliefs, questions with what they mean. "
     "It names no student. --students writes a page for each: score, beliefs that the answers fit, what "
     "to read, every question with its answer.",
     report_options, command_report,
     "amiquiz report results\namiquiz report results -o page.html\n"
     "amiquiz report results --students"},
    {"stats", "", "Your progress: rules, days, beliefs, how sure against how right.",
     "What the answers in the progress database say about one pack: the chance of recall of each rule "
     "now and on the day of the exam, the day when it is due, answers a day, what the answers to each "
     "decision fitted after every tenth of them, two beliefs at once where they fit better than guessing, "
     "and, where you said how sure you were, how often you were right then.\n\n"
     "Nothing of this is kept: it is worked out from the log of answers each time, so --rebuild, "
     "which checks the whole database first, gives the same.",
     stats_options, command_stats, "amiquiz stats\namiquiz stats --pack ami-current --json"},
    {"schedule", "", "What is due when; review logs replayed.",
     "Lists the rules that were asked by the day on which they are due: when recall will have sunk to "
     "90 %.\n\n"
     "--replay reads review logs, one card a line: {\"card\":\"x\",\"reviews\":[{\"delta\":0,\"rating\":4},...]}, "
     "delta in days since the review before, rating 1 again, 2 hard, 3 good, 4 easy. Each line comes "
     "out as it is, with stability, difficulty, r and interval added to every review: the state of "
     "FSRS-6 with its published default parameters, the chance of recall just before the review (null "
     "on the first) and the days until the next one. No fuzz, no learning steps.\n\n"
     "Status: 3 when a line is faulty; it is left out, and the others go on.",
     schedule_options, command_schedule,
     "amiquiz schedule\namiquiz schedule --replay reviews.ndjson\namiquiz schedule --replay - --retention 0.95"},
    {"mistakes", "[BANK]", "What you got wrong, as cards, a list or a bank of your own.",
     "Writes the questions whose latest answer was wrong, in drills and in exams that are over, in any "
     "format that generate knows: anki for flash cards, csv for a spreadsheet, markdown to read, json to "
     "drill them again (amiquiz drill FILE). With BANK, those of that bank; else those of the pack.\n\n"
     "Status: 1 when there are none.",
     mistakes_options, command_mistakes,
     "amiquiz mistakes\namiquiz mistakes -o mine.txt --format anki\n"
     "amiquiz mistakes -o mine.json && amiquiz drill mine.json"},
    {"backup", "FILE", "A copy of your progress, whole or not at all.",
     "Writes all that was ever asked and answered, with every setting, into FILE, which another "
     "machine can use: amiquiz drill --db FILE. A backup of that name is replaced; any other file is "
     "left alone.\n\n"
     "Status: 1 when there is nothing to copy yet.",
     backup_options, command_backup, "amiquiz backup progress-2026.db"},
    {"forget", "[PACK|bank:NAME]", "Delete your progress: all of it, or that of one pack or bank.",
     "Says how much would be deleted and asks before it does; --yes answers beforehand. What is "
     "deleted is overwritten in the database, and nothing of amiquiz brings it back: make a backup "
     "first if you may want it again.\n\n"
     "Status: 1 when there is nothing to delete, or it was not confirmed.",
     forget_options, command_forget, "amiquiz forget ami-current\namiquiz forget --yes"},
    {"doctor", "", "Versions, paths, locale, terminal.",
     "Says what this program is made of and what it found around it, for a report when something "
     "goes wrong.",
     doctor_options, command_doctor, "amiquiz doctor\namiquiz doctor --json"},
    {"help", "[COMMAND]", "How to use amiquiz, or one of its commands.", NULL, NULL, command_help,
     "amiquiz help decide"},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; commands[i].name != NULL; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}
